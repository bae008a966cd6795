import type { GoalExercise } from '../exercise.ts'
import {
  client,
  hasEntry,
  singletonOn,
  write,
  writer,
  writeStored,
} from '../walkthroughs/seed-demo-builders.ts'
import { all, stateContains } from '../walkthroughs/step-builders.ts'
import { formedWithEntry } from './cqrs-builders.ts'

export const writerMoves: GoalExercise = {
  type: 'goal',
  id: 'writer-moves',
  ladder: 'cqrs',
  title: { en: 'A new writer', ja: '新しい書き込み役' },
  minutes: 5,
  scenario: 'cqrs',
  seed: 7,
  prepare: formedWithEntry,
  situation: {
    en: 'The only writer of the cluster runs on node-1. It holds hoge = old in its memory and has stored it as event 1. node-2 could run the writer, too.',
    ja: 'クラスターにただ1つの書き込み役は、node-1で動いています。メモリーに hoge = old を持ち、イベント1として保存済みです。書き込み役はnode-2でも動かせます。',
  },
  goal: {
    en: 'Crash the node of the writer. Then let the new writer, on another node, acknowledge a write as event 2.',
    ja: '書き込み役のノードをクラッシュさせてください。そして、別のノードで動き始めた新しい書き込み役に、書き込みをイベント2として確認させてください。',
  },
  lamps: [
    {
      check: {
        type: 'eventually',
        what: { event: 'ParticipantStopped', where: { participant: 'node-1', reason: 'killed' } },
      },
      met: { en: 'The node of the writer has crashed.', ja: '書き込み役のノードがクラッシュしました。' },
      yet: { en: 'The node of the writer is still running.', ja: '書き込み役のノードはまだ動いています。' },
    },
    {
      check: hasEntry('node-2', writer, 'hoge', 'old'),
      met: {
        en: 'The writer on node-2 has read hoge = old from the journal.',
        ja: 'node-2の書き込み役が、ジャーナルから hoge = old を読み込みました。',
      },
      yet: { en: 'No writer runs on node-2 yet.', ja: 'node-2ではまだ書き込み役が動いていません。' },
    },
    {
      check: {
        type: 'eventually',
        what: {
          fact: 'state',
          node: 'client',
          actor: client,
          contains: '"reply":{"type":"WriteAck","sequenceNr":2}',
        },
        after: { event: 'ParticipantStopped', where: { participant: 'node-1' } },
      },
      met: { en: 'A write is acknowledged as event 2.', ja: '書き込みがイベント2として確認されました。' },
      yet: {
        en: 'No write is acknowledged as event 2 yet.',
        ja: 'イベント2として確認された書き込みはまだありません。',
      },
    },
    {
      check: { type: 'always', what: { fact: 'singletons', atMost: 1 } },
      met: { en: 'Never more than one writer.', ja: '書き込み役は常に1つまでです。' },
      yet: { en: 'Never more than one writer.', ja: '書き込み役は常に1つまでです。' },
      broken: { en: 'There were two writers at a time.', ja: '書き込み役が同時に2つありました。' },
    },
  ],
  remarks: [
    {
      when: {
        type: 'eventually',
        what: { event: 'EventPersisted', node: 'node-1', where: { sequenceNr: 2 } },
      },
      say: {
        en: 'The old writer has stored event 2 already, so the new one will begin with event 3. Reset, and crash the node first.',
        ja: 'イベント2は古い書き込み役が保存してしまいました。新しい書き込み役は3から始まります。やり直して、先にクラッシュさせましょう。',
      },
      example: [{ actions: [write('hoge', 'new')], until: writeStored(2), withinMs: 5000 }],
    },
    {
      when: { type: 'eventually', what: { event: 'ParticipantStopped', where: { reason: 'left' } } },
      say: {
        en: 'A node that leaves hands the writer over first. That is a move, too, but no crash.',
        ja: 'ノードが離脱(leave)するときは、先に書き込み役を引き継ぎます。移動にはなりますが、クラッシュではありません。',
      },
      example: [
        {
          actions: [{ type: 'Leave', node: 'node-1' }],
          until: { type: 'eventually', what: { event: 'ParticipantStopped', where: { reason: 'left' } } },
          withinMs: 30_000,
        },
      ],
    },
  ],
  forbidden: [
    {
      act: { event: 'ActionDone', where: { 'action.type': 'Kill', 'action.participant': 'database' } },
      words: { en: 'Leave the database running.', ja: 'データベースは動かしたままにしてください。' },
    },
  ],
  solution: [
    {
      actions: [{ type: 'Kill', participant: 'node-1' }],
      until: all(singletonOn('node-2'), stateContains('client', client, '"exchanges"')),
      withinMs: 60_000,
      speed: 3,
    },
    {
      actions: [write('hoge', 'new')],
      until: writeStored(2),
      withinMs: 30_000,
      speed: 0.5,
    },
  ],
  par: 2,
  hints: [
    {
      en: 'Select node-1: the tab Inspect has a button that crashes it. A crash tells nobody.',
      ja: 'node-1を選ぶと、クラッシュさせるボタンが「詳細」に表示されます。クラッシュは誰にも知らされません。',
    },
    {
      en: 'The others must miss the heartbeats and down the node before the writer may move. That takes more than ten seconds of virtual time, so raise the speed.',
      ja: '書き込み役が移る前に、ほかのノードがハートビートの途絶えに気づき、node-1をDownにします。仮想時間で10秒以上かかるので、速度を上げましょう。',
    },
    {
      en: 'Crash node-1, wait until the writer runs on node-2, then write. A command that is sent too early can be lost; then send it again.',
      ja: 'node-1をクラッシュさせ、書き込み役がnode-2で動き始めてから書き込みます。早すぎるコマンドは失われることがあるので、そのときは送り直します。',
    },
  ],
  why: {
    en: 'The memory of the writer is gone with its node, but its state is in the journal. The new writer replays the events before it handles a command, so it continues with event 2. Belief: what an actor held in memory is lost when its node crashes.',
    ja: '書き込み役のメモリーはノードと一緒に失われますが、状態はジャーナルにあります。新しい書き込み役は、コマンドを処理する前にイベントを再生するので、イベント2から続けられます。「ノードがクラッシュすると、アクターが持っていたデータは失われる」というのは誤解です。',
  },
}
