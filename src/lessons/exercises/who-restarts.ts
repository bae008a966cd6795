import type { Anchor } from '../anchor.ts'
import type { PredictionExercise } from '../exercise.ts'
import { all, bench, happens, neverHappens, work } from './workbench-builders.ts'

const boss = '/user/boss'
const manager = '/user/boss/manager'
const worker = '/user/boss/manager/worker'

const thing = (actor: string): Anchor => ({ type: 'actor', participant: bench, actor })

export const whoRestarts: PredictionExercise = {
  type: 'prediction',
  id: 'who-restarts',
  ladder: 'relatives',
  title: { en: 'A failure climbs', ja: '上へ伝わる失敗' },
  minutes: 4,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'firm' },
  situation: {
    en: 'A boss has a manager, and the manager has a worker. Each watches its child, and none of them handles a signal. Only the boss is supervised, with restart. Now the worker fails.',
    ja: '社長(boss)の下に部長(manager)、その下に社員(worker)がいます。それぞれが自分の子を監視(watch)していますが、シグナルは誰も処理しません。スーパービジョンがあるのは社長だけで、再起動です。これから社員が失敗します。',
  },
  question: {
    type: 'point',
    ask: {
      en: 'Which actor is restarted by a supervisor?',
      ja: 'スーパーバイザーが再起動するのはどのアクターでしょうか。',
    },
    answers: [thing(boss)],
    why: {
      en: 'The worker has no supervision and stops. Its manager watches it, gets ChildFailed, leaves it unhandled and fails with a DeathPactException. It has no supervision either and stops. The same happens to the boss, and there a supervisor decides: restart. The new boss then starts the whole firm anew.',
      ja: '社員にはスーパービジョンがないので停止します。監視していた部長にはChildFailedが届きますが、処理しないのでDeathPactExceptionで失敗します。部長にもスーパービジョンがなく、停止します。社長にも同じことが起こり、そこでスーパーバイザーが再起動を決めます。新しい社長が、部下を起動し直します。',
    },
  },
  things: [
    {
      thing: thing(boss),
      claim: all(happens('ActorRestarted', boss), neverHappens('ActorStopped', { actor: boss })),
    },
    {
      thing: thing(manager),
      claim: happens('ActorRestarted', manager),
      reply: {
        en: 'The manager starts again, but as a child of the new boss: its own failure has stopped it.',
        ja: '部長はもう一度起動しますが、新しい社長の子としてです。自分の失敗では停止しています。',
      },
    },
    {
      thing: thing(worker),
      claim: happens('ActorRestarted', worker),
      reply: {
        en: 'Without supervision a typed actor stops when it fails. The new worker is another actor.',
        ja: 'スーパービジョンのないTypedのアクターは、失敗すると停止します。新しい社員は別のアクターです。',
      },
    },
  ],
  experiment: [
    {
      actions: [work(worker, 'spoilt')],
      until: happens('ActorRestarted', boss),
      withinMs: 5000,
      speed: 0.15,
    },
  ],
  hints: [
    {
      en: 'What does a typed actor do that fails and has no supervision? And who hears of it?',
      ja: 'スーパービジョンのないTypedのアクターは、失敗するとどうなりますか。それは誰に知らされますか。',
    },
    {
      en: 'An unhandled signal about a watched child is a failure of the watcher.',
      ja: '監視している子についてのシグナルを処理しないと、監視者自身の失敗になります。',
    },
    {
      en: 'So the failure climbs until it meets a supervisor.',
      ja: 'こうして失敗は、スーパーバイザーに出会うまで上へ伝わります。',
    },
  ],
  why: {
    en: 'Belief: the parent of a typed actor decides what happens when it fails. In truth the failed actor’s own supervision decides; a parent takes part only if it watches.',
    ja: '「Typedでも、子が失敗したときにどうするかは親が決める」と思われがちです。実際に決めるのは失敗したアクター自身のスーパービジョンで、親が関わるのは監視しているときだけです。',
  },
}
