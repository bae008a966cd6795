import type { CodeExercise } from '../exercise.ts'
import { client, hasEntry, reader, write } from '../walkthroughs/seed-demo-builders.ts'
import { all, event, never, stateContains } from '../walkthroughs/step-builders.ts'
import { formedWithEntry } from './cqrs-builders.ts'

const acknowledged = (value: string) =>
  stateContains('client', client, `"value":"${value}"},"reply":{"type":"WriteAck"`)

const early = `  const sequenceNr = EventSourcedBehavior.lastSequenceNumber(context) + 1
  replyTo.tell({ type: 'WriteAck', key, sequenceNr })
`

export const promisedTooEarly: CodeExercise = {
  type: 'code',
  id: 'promised-too-early',
  ladder: 'cqrs',
  title: { en: 'Promised too early', ja: '早すぎた約束' },
  minutes: 8,
  scenario: 'cqrs',
  seed: 7,
  prepare: formedWithEntry,
  situation: {
    en: 'The link between the writer’s node and the database is cut. The client writes hoge = lost, and gets an acknowledgement at once. But the event never reaches the database. The link is healed, and fuga = kept is written.',
    ja: '書き込み役のノードとデータベースの間のリンクが切れています。クライアントが hoge = lost を書き込むと、すぐに確認応答が届きます。しかし、そのイベントはデータベースに届きません。その後リンクが直り、fuga = kept を書き込みます。',
  },
  goal: {
    en: 'Change the code of the writer so that it acknowledges a write only when its event is stored.',
    ja: 'イベントが保存されてから書き込みを確認するように、書き込み役のコードを変えてください。',
  },
  code: {
    file: 'cqrs/writer.ts',
    participant: 'node-1',
    actor: '/user/master/singleton',
    start: [
      {
        find: `  return Effect.persist<Written, WriterState>(event)
    .thenRun(state => {`,
        put: `${early}  return Effect.persist<Written, WriterState>(event)
    .thenRun(state => {`,
      },
      {
        find: `    })
    .thenReply<WriteAck>(replyTo, () => ({
      type: 'WriteAck',
      key,
      sequenceNr: EventSourcedBehavior.lastSequenceNumber(context),
    }))
`,
        put: `    })
`,
      },
    ],
    solution: [
      { find: early, put: '' },
      {
        find: `      publish(mediator, { type: 'Updated', key, value, sequenceNr })
      const`,
        put: `      publish(mediator, { type: 'Updated', key, value, sequenceNr })
      replyTo.tell({ type: 'WriteAck', key, sequenceNr })
      const`,
      },
    ],
  },
  trial: [
    {
      actions: [{ type: 'Cut', links: [{ from: 'node-1', to: 'database' }] }, write('hoge', 'lost')],
      until: event('PersistFailed', 'node-1'),
      withinMs: 10_000,
      speed: 1,
    },
    {
      actions: [{ type: 'Heal' }, write('fuga', 'kept')],
      until: all(acknowledged('kept'), hasEntry('node-3', reader, 'fuga', 'kept')),
      withinMs: 20_000,
      speed: 1,
    },
  ],
  lamps: [
    {
      check: {
        type: 'never',
        what: {
          fact: 'state',
          node: 'client',
          actor: client,
          contains: '"value":"lost"},"reply":{"type":"WriteAck"',
        },
      },
      met: {
        en: 'The write that was not stored is not acknowledged.',
        ja: '保存されなかった書き込みは、確認されていません。',
      },
      yet: {
        en: 'The write that was not stored is not acknowledged.',
        ja: '保存されなかった書き込みは、確認されていません。',
      },
      broken: {
        en: 'A write was acknowledged that was never stored.',
        ja: '保存されなかった書き込みが確認されました。',
      },
    },
    {
      check: acknowledged('kept'),
      met: { en: 'fuga = kept is acknowledged.', ja: 'fuga = kept が確認されました。' },
      yet: { en: 'fuga = kept is not acknowledged.', ja: 'fuga = kept はまだ確認されていません。' },
    },
    {
      check: hasEntry('node-3', reader, 'fuga', 'kept'),
      met: { en: 'A reader has fuga = kept.', ja: '読み取り役に fuga = kept が届きました。' },
      yet: { en: 'No reader has fuga = kept.', ja: '読み取り役に fuga = kept がまだ届いていません。' },
    },
  ],
  remarks: [
    {
      when: acknowledged('lost'),
      say: {
        en: 'The client has a promise that nobody keeps. The lines of a command handler run before anything is stored; only the functions of thenRun and thenReply run after it.',
        ja: 'クライアントが、守られない約束を受け取りました。コマンドハンドラーの中の行は、保存の前に実行されます。保存の後に実行されるのは、thenRunとthenReplyの関数だけです。',
      },
      example: [
        {
          find: `${early}  return Effect.persist<Written, WriterState>(event)`,
          put: `  const effect = Effect.persist<Written, WriterState>(event)
${early}  return effect`,
        },
      ],
    },
    {
      when: all(
        { type: 'eventually', what: { event: 'EventPersisted', where: { sequenceNr: 2 } } },
        never({
          fact: 'state',
          node: 'client',
          actor: client,
          contains: '"value":"kept"},"reply":{"type":"WriteAck"',
        }),
      ),
      say: {
        en: 'Event 2 is stored, but the client learns nothing of it. Acknowledge it, too, at the right place.',
        ja: 'イベント2は保存されましたが、クライアントには伝わっていません。正しい場所で、確認応答も返しましょう。',
      },
      example: [{ find: early, put: '' }],
    },
  ],
  par: 2,
  hints: [
    {
      en: 'A command handler only describes an effect. When is it carried out?',
      ja: 'コマンドハンドラーは、エフェクトを記述するだけです。それはいつ実行されますか。',
    },
    {
      en: 'What may happen only after the event is stored belongs into thenRun or thenReply.',
      ja: 'イベントの保存後にだけ行うことは、thenRunかthenReplyに書きます。',
    },
    {
      en: 'Move the reply to the end of the function of thenRun. There sequenceNr is the number of the stored event.',
      ja: '応答をthenRunの関数の最後に移してください。そこでは、sequenceNrが保存されたイベントの番号です。',
    },
  ],
  why: {
    en: 'An acknowledgement is a promise, and only the journal can keep it. A command handler returns an effect, which is carried out later: first the event is stored, then thenRun and thenReply run. If storing fails, they never run, and the client learns nothing, which is the truth. Belief: what stands before persist happens with it.',
    ja: '確認応答は約束であり、守れるのはジャーナルだけです。コマンドハンドラーが返すエフェクトは後で実行されます。まずイベントが保存され、次にthenRunとthenReplyが動きます。保存に失敗すればどちらも動かず、クライアントには何も届きません。それが正しい結果です。「persistの前に書いたことは、保存と一緒に起こる」というのは誤解です。',
  },
}
