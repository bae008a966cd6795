import type { PredictionExercise } from '../exercise.ts'
import { all, happens, neverHappens, send } from './workbench-builders.ts'

const watcher = '/user/watcher'
const worker = '/user/watcher/worker'

export const unhandledTerminated: PredictionExercise = {
  type: 'prediction',
  id: 'unhandled-terminated',
  ladder: 'relatives',
  title: { en: 'A signal that nobody handles', ja: '処理されないシグナル' },
  minutes: 3,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'pact' },
  situation: {
    en: 'The watcher watches its worker, but its code handles no signal. The worker has done its part and will be told to retire. It then stops normally, without any failure.',
    ja: '監視者はワーカーをwatchしていますが、コードではシグナルを何も処理していません。ワーカーは役目を終え、これから引退を告げられます。失敗ではなく、正常に停止します。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'What becomes of the watcher when its worker has stopped?',
      ja: 'ワーカーが停止したとき、監視者はどうなるでしょうか。',
    },
    choices: [
      {
        id: 'ignores',
        words: { en: 'Nothing: it ignores the signal', ja: '何も起きない(シグナルは無視される)' },
        claim: all(happens('ActorStopped', worker), neverHappens('ActorFailed', { actor: watcher })),
        reply: {
          en: 'An unhandled message is ignored. An unhandled Terminated is not.',
          ja: '処理されないメッセージは無視されますが、Terminatedは無視されません。',
        },
      },
      {
        id: 'fails',
        words: { en: 'It fails, too', ja: '監視者も失敗する' },
        claim: happens('ActorFailed', watcher, { 'error.name': 'DeathPactException' }),
      },
      {
        id: 'restarts-worker',
        words: { en: 'It starts the worker again', ja: 'ワーカーを起動し直す' },
        claim: {
          type: 'eventually',
          what: { event: 'ActorStarted', where: { actor: worker } },
          after: { event: 'ActorStopped', where: { actor: worker } },
        },
        reply: {
          en: 'Nothing starts again by itself what has stopped normally.',
          ja: '正常に停止したアクターが、ひとりでに起動し直されることはありません。',
        },
      },
    ],
    answer: 'fails',
    why: {
      en: 'Who watches an actor and leaves its Terminated unhandled has made a death pact: it fails with a DeathPactException. Without supervision it stops. So handle Terminated, use watchWith, or do not watch.',
      ja: 'アクターをwatchしながらTerminatedを処理しないのは、「死の協定」を結ぶことです。DeathPactExceptionで失敗し、スーパービジョンがなければ停止します。Terminatedを処理するか、watchWithを使うか、そもそもwatchしないようにします。',
    },
  },
  experiment: [
    {
      actions: [send(worker, 'Retire')],
      until: happens('ActorFailed', watcher),
      withinMs: 5000,
      speed: 0.3,
    },
    { actions: [], until: happens('ActorStopped', watcher), withinMs: 2000, speed: 0.3 },
  ],
  hints: [
    {
      en: 'To watch somebody is a promise to react to the end.',
      ja: 'watchするということは、相手の終わりに対応すると約束することです。',
    },
    {
      en: 'Pekko turns a broken promise into an error, so that it does not stay unnoticed.',
      ja: 'Pekkoは、約束が守られないときに気づけるように、それをエラーにします。',
    },
    {
      en: 'The error is called DeathPactException.',
      ja: 'そのエラーの名前は DeathPactException です。',
    },
  ],
  why: {
    en: 'Belief: an unhandled Terminated does no harm. In truth it fails the watcher.',
    ja: '「Terminatedを処理しなくても害はない」と思われがちですが、実際には監視者が失敗します。',
  },
}
