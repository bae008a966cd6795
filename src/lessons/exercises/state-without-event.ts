import type { CodeExercise } from '../exercise.ts'
import { client, hasEntry, reader, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { all, any, event, stateContains } from '../walkthroughs/step-builders.ts'
import { formed } from './cqrs-builders.ts'

const acknowledged = (sequenceNr: string) =>
  stateContains('client', client, `"value":"new"},"reply":{"type":"WriteAck"${sequenceNr}`)

const mutation = `  Object.assign(entriesOf(state), { [key]: value })
  return Effect.none()`

const newWriterHas = hasEntry('node-2', writer, 'hoge', 'new')

export const stateWithoutEvent: CodeExercise = {
  type: 'code',
  id: 'state-without-event',
  ladder: 'cqrs',
  title: { en: 'A change without an event', ja: 'イベントのない変更' },
  minutes: 8,
  scenario: 'cqrs',
  seed: 7,
  prepare: [formed],
  situation: {
    en: 'The writer runs on node-1. The client writes hoge = new and gets an acknowledgement. Then node-1 crashes, and a new writer starts on node-2. It holds nothing, and neither do the readers.',
    ja: '書き込み役はnode-1で動いています。クライアントが hoge = new を書き込むと、確認応答が届きます。その後node-1がクラッシュし、node-2で新しい書き込み役が動き始めます。ところが、そこにも読み取り役にもデータがありません。',
  },
  goal: {
    en: 'Change the code of the writer so that the acknowledged write survives the crash and reaches the readers.',
    ja: '確認された書き込みがクラッシュの後も残り、読み取り役にも届くように、コードを変えてください。',
  },
  code: {
    file: 'cqrs/writer.ts',
    participant: 'node-1',
    actor: writer,
    start: [
      {
        find: 'write(mediator, command, context)',
        put: 'write(mediator, command, context, state)',
      },
      {
        find: 'function write(mediator: ActorRef<PubSubCommand>, command: Write, context: Context) {',
        put: `function write(
  mediator: ActorRef<PubSubCommand>,
  command: Write,
  context: Context,
  state: WriterState,
) {`,
      },
      { find: '  return Effect.persist<Written, WriterState>(event)', put: mutation },
      { find: '.thenRun(state => {', put: '.thenRun(() => {' },
    ],
    solution: [{ find: mutation, put: '  return Effect.persist<Written, WriterState>(event)' }],
  },
  trial: [
    {
      actions: [write('hoge', 'new')],
      until: any(
        all(acknowledged(''), hasEntry('node-3', reader, 'hoge', 'new')),
        acknowledged(',"sequenceNr":0'),
      ),
      withinMs: 5000,
      speed: 0.5,
    },
    {
      actions: [{ type: 'Kill', participant: 'node-1' }],
      until: event('RecoveryCompleted', 'node-2'),
      withinMs: 60_000,
      speed: 3,
    },
  ],
  lamps: [
    {
      check: acknowledged(''),
      met: { en: 'hoge = new is acknowledged.', ja: 'hoge = new が確認されました。' },
      yet: { en: 'hoge = new is not acknowledged.', ja: 'hoge = new はまだ確認されていません。' },
    },
    {
      check: newWriterHas,
      met: {
        en: 'The writer on node-2 holds hoge = new.',
        ja: 'node-2の書き込み役が hoge = new を持っています。',
      },
      yet: {
        en: 'No writer on node-2 holds hoge = new.',
        ja: 'node-2の書き込み役は、hoge = new をまだ持っていません。',
      },
    },
    {
      check: all(hasEntry('node-3', reader, 'hoge', 'new'), hasEntry('node-4', reader, 'hoge', 'new')),
      met: { en: 'Both readers have hoge = new.', ja: '両方の読み取り役に hoge = new が届きました。' },
      yet: {
        en: 'Not both readers have hoge = new.',
        ja: '両方の読み取り役に hoge = new が届いた状態ではまだありません。',
      },
    },
  ],
  remarks: [
    {
      when: { type: 'eventually', what: { event: 'SnapshotSaved' } },
      say: {
        en: 'A snapshot saves the state of the writer, but the readers follow events, and there is none. A snapshot only shortens the recovery.',
        ja: 'スナップショットは書き込み役の状態を保存します。しかし読み取り役が追うのはイベントで、それがありません。スナップショットは、リカバリーを短くするためだけのものです。',
      },
      example: [{ find: 'Effect.none()', put: 'Effect.saveSnapshot()' }],
    },
    {
      when: acknowledged(',"sequenceNr":0'),
      say: {
        en: 'The acknowledgement says event 0, so no event was stored. How does a command handler ask for an event?',
        ja: '確認応答の番号は0で、イベントは1つも保存されていません。コマンドハンドラーがイベントの保存を頼むには、どうしますか。',
      },
      example: [
        {
          find: 'Object.assign(entriesOf(state), { [key]: value })',
          put: 'state = { ...state, [key]: value }',
        },
      ],
    },
  ],
  par: 2,
  hints: [
    {
      en: 'Where does the new writer get its state from, and what is in there?',
      ja: '新しい書き込み役は、状態をどこから得ますか。そこには何がありますか。',
    },
    {
      en: 'A command handler does not change the state. It returns an effect, and the event handler changes the state, now and at every recovery.',
      ja: 'コマンドハンドラーは状態を変えません。エフェクトを返すだけです。状態を変えるのはイベントハンドラーで、今もリカバリーのときも動きます。',
    },
    {
      en: 'In the function write, return Effect.persist(event) in place of the two lines that change entries and return Effect.none().',
      ja: '関数writeで、entriesを変える行とEffect.none()を返す行の代わりに、Effect.persist(event)を返します。',
    },
  ],
  why: {
    en: 'The memory of an actor is only a cache of its events. What has no event is gone with the instance, and no projection hears of it. So a command handler decides, the event is stored, and only the event handler changes the state. Belief: setting a field in the command handler is enough, because the actor is persistent.',
    ja: 'アクターのメモリーは、イベントの結果を置いておく場所にすぎません。イベントのない変更はインスタンスと一緒に消え、プロジェクションにも伝わりません。コマンドハンドラーが決め、イベントが保存され、イベントハンドラーだけが状態を変えます。「永続アクターなら、コマンドハンドラーで値を書き換えるだけで残る」というのは誤解です。',
  },
}
