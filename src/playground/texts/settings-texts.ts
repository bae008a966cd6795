import type { Bilingual } from '../../narration/index.ts'
import type { SettingGroup } from '../settings/cluster-setting-table.ts'

/** Texts of the dialog of settings. Apart from the tables of the page, because they are loaded with the dialog. */
export const settingsTexts = {
  title: { en: 'Settings of the cluster', ja: 'クラスターの設定' },
  about: {
    en: 'The names are those of Pekko, without “pekko.”. Times are in virtual milliseconds. A cluster reads its settings when it starts, so a change starts a new run or a branch.',
    ja: '名前は Pekko の設定名から「pekko.」を除いたものです。時間は仮想時間のミリ秒です。クラスターは起動時に設定を読むので、変更すると新しい実行または枝が始まります。',
  },
  nodes: { en: 'Number of nodes', ja: 'ノード数' },
  profile: { en: 'Fill in', ja: '値の一括設定' },
  classroom: { en: 'Classroom: fast, the values of this scenario', ja: '授業用(速い、このシナリオの値)' },
  pekko: { en: 'Pekko’s defaults', ja: 'Pekko の既定値' },
  strategy: { en: 'Downing strategy', ja: 'Down の戦略' },
  usual: { en: 'Pekko’s default', ja: 'Pekko の既定値' },
  newRun: { en: 'Start a new run', ja: '新しく始める' },
  branch: { en: 'Repeat my acts in a branch', ja: '枝で同じ操作を繰り返す' },
  unchanged: {
    en: 'These are the present settings. Change one first.',
    ja: '今の設定と同じです。どれかを変えてください。',
  },
  noCluster: {
    en: 'This scenario has no cluster, so there is nothing to set.',
    ja: 'このシナリオにはクラスターがないので、設定はありません。',
  },
} satisfies { readonly [key: string]: Bilingual }

export const groupTexts: { readonly [G in SettingGroup['id']]: Bilingual } = {
  joining: { en: 'Joining', ja: '参加' },
  gossip: { en: 'Gossip and leader', ja: 'ゴシップとリーダー' },
  detector: { en: 'Failure detector', ja: '障害検出器' },
  downing: { en: 'Downing and removal', ja: 'Down と削除' },
  lease: { en: 'Lease', ja: 'リース' },
  singleton: { en: 'Singleton', ja: 'シングルトン' },
  'pub-sub': { en: 'Publish and subscribe', ja: 'Pub/Sub' },
  receptionist: { en: 'Receptionist', ja: 'レセプショニスト' },
  client: { en: 'Cluster client', ja: 'クラスタークライアント' },
}

export const limitText = (least: number, most: number, whole: boolean, canBeOff: boolean): Bilingual => ({
  en: `Give a ${whole ? 'whole number' : 'number'} from ${least} to ${most}${canBeOff ? ', or “off”' : ''}.`,
  ja: `${least}から${most}までの${whole ? '整数' : '数'}${canBeOff ? 'か「off」' : ''}を入力してください。`,
})

export const complaintText = (keys: readonly string[]): Bilingual => ({
  en: `Correct ${keys.join(', ')} first.`,
  ja: `先に ${keys.join('、')} を直してください。`,
})
