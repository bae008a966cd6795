import type { PredictionExercise } from '../exercise.ts'
import { state, work } from './workbench-builders.ts'

const watcher = '/user/watcher'
const worker = '/user/watcher/worker'

export const earsOfAWatcher: PredictionExercise = {
  type: 'prediction',
  id: 'ears-of-a-watcher',
  ladder: 'relatives',
  title: { en: 'What a watcher hears', ja: '監視者に届く知らせ' },
  minutes: 3,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'watching' },
  situation: {
    en: 'The watcher has a worker and watches it. The worker may be restarted at most two times in a minute. Its state shows each signal that the watcher hears. Now the worker fails three times in a row.',
    ja: '監視者(watcher)はワーカーをwatchしています。ワーカーの再起動は、1分間に2回までです。監視者の状態には、届いたシグナルが表示されます。これからワーカーを3回続けて失敗させます。',
  },
  question: {
    type: 'number',
    ask: {
      en: 'How many signals does the watcher hear?',
      ja: '監視者にはシグナルがいくつ届くでしょうか。',
    },
    unit: { en: 'signals', ja: '個' },
    answer: 1,
    why: {
      en: 'A restart is a private matter of the actor and its supervision: the ActorRef stays the same, so nobody else hears of it. Only at the third failure is the limit used up and the worker stops. Then its parent, who watches it, gets ChildFailed with the cause. Any other watcher would get Terminated, without a cause.',
      ja: '再起動は、アクターとスーパービジョンの間だけの出来事です。ActorRefは変わらないので、ほかの誰にも知らされません。3回目の失敗で上限に達し、ワーカーは停止します。そのとき初めて、watchしている親にChildFailedが原因つきで届きます。親以外の監視者に届くのは、原因のないTerminatedです。',
    },
  },
  counts: { event: 'SignalDelivered', where: { actor: watcher } },
  experiment: [
    {
      actions: [work(worker, 'spoilt'), work(worker, 'spoilt'), work(worker, 'spoilt')],
      until: state(watcher, 'ChildFailed'),
      withinMs: 10_000,
      speed: 0.4,
    },
  ],
  hints: [
    {
      en: 'Watching means: tell me when that actor has stopped. Which of the three failures stops the worker?',
      ja: 'watchとは「そのアクターが停止したら知らせて」という依頼です。3回の失敗のうち、ワーカーを停止させるのはどれでしょうか。',
    },
    {
      en: 'After a restart the worker is still the same actor with the same ActorRef.',
      ja: '再起動の後も、ワーカーは同じActorRefを持つ同じアクターです。',
    },
    {
      en: 'Two failures are within the limit. The third one is not.',
      ja: '2回目までは上限の範囲内です。3回目は違います。',
    },
  ],
  why: {
    en: 'Belief: a watcher hears of every restart. In truth it hears only of the end.',
    ja: '「監視していれば再起動のたびに知らせが届く」と思われがちですが、届くのは最後の停止だけです。',
  },
}
