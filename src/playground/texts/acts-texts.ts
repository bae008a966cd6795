import type { Bilingual } from '../../narration/index.ts'
import type { ActName, Obstacle } from '../inspector/possible-acts.ts'

/** The effect of each act on a participant. Apart from the tables of the page, because inspector and palette are loaded later. */
export const actHelp: { readonly [A in ActName]: Bilingual } = {
  kill: {
    en: 'A crash: the process ends at once and its memory is lost.',
    ja: 'クラッシュです。プロセスはすぐに終了し、メモリーは失われます。',
  },
  leave: {
    en: 'Hands over its work, leaves the cluster, then stops.',
    ja: '仕事を引き渡し、クラスターから離脱して停止します。',
  },
  prepare: {
    en: 'For the whole cluster: no node joins from then on, and no singleton is handed over.',
    ja: 'クラスター全体が対象です。以後、ノードは参加できず、シングルトンも引き渡されません。',
  },
  down: { en: 'The other nodes remove it from the cluster.', ja: '他のノードがクラスターから削除します。' },
  fail: {
    en: 'Throws an error; its supervisor decides.',
    ja: 'エラーをスローし、スーパーバイザーが決めます。',
  },
  start: { en: 'Same address, new incarnation.', ja: '同じアドレスで、新しいインカーネーションになります。' },
  freeze: {
    en: 'Like a long garbage collection: it does nothing and hears nothing.',
    ja: '長いガベージコレクションと同じで、何もせず、何も受け取りません。',
  },
  thaw: {
    en: 'It handles everything that fell due meanwhile.',
    ja: 'その間に届いたものをすべて処理します。',
  },
  block: {
    en: 'Like Thread.sleep: messages arrive, but no actor handles them.',
    ja: 'Thread.sleep と同じで、メッセージは届きますが、どのアクターも処理しません。',
  },
  isolate: {
    en: 'Cuts all its links; its process goes on.',
    ja: 'すべてのリンクを切ります。プロセスは動き続けます。',
  },
  reconnect: { en: 'Heals its cut links.', ja: '切れたリンクを復旧します。' },
}

/** Why an act is impossible now. */
export const obstacleTexts: { readonly [O in Obstacle]: Bilingual } = {
  runs: { en: 'It is running.', ja: '動いています。' },
  dead: { en: 'Its process is not running.', ja: 'プロセスが動いていません。' },
  notUp: { en: 'It is already leaving the cluster.', ja: 'すでにクラスターから離脱しようとしています。' },
  prepares: {
    en: 'The cluster already prepares for its shutdown.',
    ja: 'クラスターはすでに全体停止を準備しています。',
  },
  notMember: { en: 'It is not a member of the cluster.', ja: 'クラスターのメンバーではありません。' },
  noObserver: {
    en: 'No other node is running that could mark it as Down.',
    ja: 'Downにできる他のノードが動いていません。',
  },
  noActor: { en: 'This actor has stopped.', ja: 'このアクターは停止しました。' },
  noWriter: { en: 'The writer does not run here.', ja: '書き込み役はこのノードでは動いていません。' },
  noActors: {
    en: 'The database has no actors to block.',
    ja: 'データベースにはブロックするアクターがありません。',
  },
  alone: { en: 'There is no other participant.', ja: 'ほかの参加者がいません。' },
}
