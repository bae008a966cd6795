import type { CodeExercise } from '../exercise.ts'
import { hasEntry, tellClient, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { all, event, eventually, never } from '../walkthroughs/step-builders.ts'
import { printedFormed, repaired, writerWith } from './printed-builders.ts'

const saved = { event: 'SnapshotSaved', node: 'node-1', where: { actor: writer } } as const
const becoming = '        this.context.become(this.receiveCommandSaving, false)\n'
const stored = hasEntry('node-1', writer, 'neko', 'nya')

export const muteWriter: CodeExercise = {
  type: 'code',
  id: 'mute-writer',
  ladder: 'persistence',
  title: { en: 'The mute writer', ja: '黙り込んだ書き込み役' },
  minutes: 6,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('journalDiesWithItsNode', 'sleepsInTheHandler', 'replaySendsCommands'),
  prepare: [
    printedFormed(),
    {
      actions: [write('hoge', 'fuga')],
      until: hasEntry('node-1', writer, 'hoge', 'fuga'),
      withinMs: 10_000,
    },
  ],
  situation: {
    en: 'This is the writer of the article, with its other mistakes repaired. The client asks for a snapshot. The writer changes its behavior, waits for the result, and stashes all commands meanwhile. The result never comes. neko = nya, and everything after it, stays in the stash for ever.',
    ja: '記事の書き込み役です。ほかの誤りは直してあります。クライアントがスナップショットを頼むと、書き込み役は振る舞いを変えて結果を待ち、その間のコマンドをすべてスタッシュにためます。ところが結果は届きません。neko = nya も、その後のコマンドも、ずっとスタッシュに残ります。',
  },
  goal: {
    en: 'Change the code so that the snapshot is saved and the writer then stores neko = nya.',
    ja: 'スナップショットが保存され、続いて書き込み役が neko = nya を保存するように、コードを変えてください。',
  },
  code: {
    file: 'cqrs-as-printed/write-node-actor.ts',
    participant: 'node-1',
    actor: writer,
    start: writerWith('snapshotIsNeverSaved'),
    solution: [{ find: becoming, put: `        this.saveSnapshot({ ...this.state })\n${becoming}` }],
  },
  trial: [
    {
      actions: [tellClient({ type: 'SaveSnapshotEvent' })],
      until: event('Logged', 'node-1', { actor: writer, text: 'Request save snapshot.' }),
      withinMs: 5000,
      speed: 0.5,
    },
    { actions: [write('neko', 'nya')], until: stored, withinMs: 8000, speed: 0.6 },
  ],
  lamps: [
    {
      check: eventually(saved),
      met: { en: 'The snapshot is saved.', ja: 'スナップショットが保存されました。' },
      yet: { en: 'No snapshot is saved.', ja: 'スナップショットはまだ保存されていません。' },
    },
    {
      check: stored,
      met: { en: 'The writer has stored neko = nya.', ja: '書き込み役が neko = nya を保存しました。' },
      yet: {
        en: 'The writer has not stored neko = nya.',
        ja: '書き込み役は、まだ neko = nya を保存していません。',
      },
    },
  ],
  remarks: [
    {
      when: all(stored, never(saved)),
      say: {
        en: 'The writer is no longer mute, but it saves nothing either. Which call asks the snapshot store?',
        ja: '書き込み役は動き続けますが、何も保存していません。スナップショットストアに頼む呼び出しはどれでしょうか。',
      },
      example: [{ find: becoming, put: '' }],
    },
    {
      when: { refusedName: 'setTimeout' },
      say: {
        en: 'A real actor would use a timer here, to give up waiting. But first the thing that it waits for must be requested.',
        ja: '待つのをあきらめるには、アクターのタイマーを使います。しかしその前に、待っているものを頼む必要があります。',
      },
      example: [{ find: becoming, put: `${becoming}        setTimeout(() => this.unstashAll(), 3000)\n` }],
    },
  ],
  par: 1,
  hints: [
    {
      en: 'The behavior receiveCommandSaving ends with SaveSnapshotSuccess or SaveSnapshotFailure. Who sends these?',
      ja: 'receiveCommandSavingが終わるのは、SaveSnapshotSuccessかSaveSnapshotFailureが届いたときです。それは誰が送りますか。',
    },
    {
      en: 'The snapshot store answers a request. Look for the request in the case SaveSnapshotEvent.',
      ja: 'スナップショットストアは、要求に応答します。SaveSnapshotEventのcaseで、その要求を探しましょう。',
    },
    {
      en: 'Call this.saveSnapshot({ ...this.state }) before become.',
      ja: 'becomeの前で this.saveSnapshot({ ...this.state }) を呼びます。',
    },
  ],
  why: {
    en: 'An actor that waits needs an answer that surely comes, or a limit. Here the request itself is missing, so the writer waits for ever, and its stash grows without a bound. From outside it looks alive: it takes every message. A copy of the state is saved, because this state is changed in place later. Belief: a stash only delays commands.',
    ja: '待つアクターには、必ず届く応答か、期限が必要です。ここでは要求そのものがなく、書き込み役は永遠に待ち、スタッシュは際限なく増えます。メッセージはすべて受け取るので、外からは動いているように見えます。この状態は後で直接書き換えられるので、コピーを保存します。「スタッシュはコマンドを少し遅らせるだけ」というのは誤解です。',
  },
}
