import type { PredictionExercise } from '../exercise.ts'
import { add, state } from './workbench-builders.ts'

const notebook = '/user/notebook'

export const lostInThePause: PredictionExercise = {
  type: 'prediction',
  id: 'lost-in-the-pause',
  ladder: 'failures',
  title: { en: 'Messages in the pause', ja: '休止中のメッセージ' },
  minutes: 3,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'backoff' },
  situation: {
    en: 'This notebook is supervised with backoff: after a failure it pauses for three seconds before it starts again. Messages that arrive in the pause are stashed. The stash has room for three. The notebook now fails at a 3, and in the pause it gets 10, 20, 30, 40 and 50.',
    ja: 'このノートのスーパービジョンはバックオフです。失敗すると、3秒休んでから再起動します。休止中に届いたメッセージはスタッシュにためられますが、入るのは3つまでです。これから3を送って失敗させ、休止中に10, 20, 30, 40, 50を送ります。',
  },
  question: {
    type: 'number',
    ask: {
      en: 'How many of these five numbers does the notebook never write down?',
      ja: 'この5つの数のうち、ノートに書かれないものはいくつあるでしょうか。',
    },
    unit: { en: 'numbers', ja: '個' },
    answer: 2,
    why: {
      en: 'The stash keeps the first three messages. Those that find it full are dropped: the sender does not learn of it. By default the stash has room for 1000 messages, so the loss shows only under load. After the pause the three are handled in their order.',
      ja: 'スタッシュは最初の3つを保持します。満杯のところに届いたメッセージは破棄され、送り手には知らされません。デフォルトでは1000個まで入るため、負荷が高いときだけ失われます。休止の後、3つは届いた順に処理されます。',
    },
  },
  counts: { event: 'MessageDropped', where: { to: notebook } },
  experiment: [
    {
      actions: [add(3)],
      until: { type: 'eventually', what: { event: 'ActorBackingOff', where: { actor: notebook } } },
      withinMs: 3000,
      speed: 0.4,
    },
    {
      actions: [10, 20, 30, 40, 50].map(add),
      until: state(notebook, '["10","20","30"]'),
      withinMs: 8000,
      speed: 0.8,
    },
  ],
  hints: [
    {
      en: 'In the pause there is no instance that could handle a message. Where can a message wait?',
      ja: '休止中は、メッセージを処理するインスタンスがありません。メッセージはどこで待つのでしょうか。',
    },
    {
      en: 'Every buffer has an end.',
      ja: 'どんなバッファーにも限りがあります。',
    },
    {
      en: 'Five messages come, and three fit in.',
      ja: '5つ届き、入るのは3つです。',
    },
  ],
  why: {
    en: 'Belief: during backoff nothing is lost. In truth only as much is kept as fits into the stash.',
    ja: '「バックオフ中は何も失われない」と思われがちですが、残るのはスタッシュに入る分だけです。',
  },
}
