import type { PredictionExercise } from '../exercise.ts'
import { all, happens, neverHappens, work } from './workbench-builders.ts'

const typed = '/user/typed/worker'
const classic = '/user/classic/worker'

export const typedAndClassic: PredictionExercise = {
  type: 'prediction',
  id: 'typed-and-classic',
  ladder: 'failures',
  title: { en: 'Two kinds of default', ja: '2種類のデフォルト' },
  minutes: 3,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'kinds' },
  situation: {
    en: 'Two parents each have one worker. On the left all is typed, on the right all is classic. Nobody has chosen a supervision strategy. Now both workers get the same spoilt piece, one after the other, and fail with the same error.',
    ja: '2つの親に、ワーカーが1つずついます。片方はTyped、もう片方はClassicのアクターです。スーパービジョンの戦略は、どこにも指定されていません。これから同じ「spoilt」の仕事を順に送り、どちらも同じエラーで失敗させます。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'What becomes of the two workers?',
      ja: '2つのワーカーはどうなるでしょうか。',
    },
    choices: [
      {
        id: 'both-restart',
        words: { en: 'Both are restarted', ja: '両方とも再起動される' },
        claim: all(happens('ActorRestarted', typed), happens('ActorRestarted', classic)),
        reply: {
          en: 'That was true when all actors were classic. The typed API has another default.',
          ja: 'Classicだけの時代はそうでした。TypedのAPIではデフォルトが違います。',
        },
      },
      {
        id: 'both-stop',
        words: { en: 'Both stop', ja: '両方とも停止する' },
        claim: all(happens('ActorStopped', typed), happens('ActorStopped', classic)),
      },
      {
        id: 'typed-stops',
        words: {
          en: 'The typed one stops, the classic one is restarted',
          ja: 'Typedは停止し、Classicは再起動される',
        },
        claim: all(
          happens('ActorStopped', typed),
          neverHappens('ActorRestarted', { actor: typed }),
          happens('ActorRestarted', classic),
          neverHappens('ActorStopped', { actor: classic }),
        ),
      },
      {
        id: 'classic-stops',
        words: {
          en: 'The typed one is restarted, the classic one stops',
          ja: 'Typedは再起動され、Classicは停止する',
        },
        claim: all(happens('ActorRestarted', typed), happens('ActorStopped', classic)),
      },
    ],
    answer: 'typed-stops',
    why: {
      en: 'A typed actor without supervision stops when it fails. A classic parent restarts its failed children unless its own strategy says otherwise. So a move from classic to typed needs a Behaviors.supervise wherever you counted on the restart.',
      ja: '指定がなければ、Typedのアクターは失敗すると停止します。Classicでは、親が別の戦略を持たない限り、失敗した子を再起動します。ClassicからTypedへ移行するときは、再起動を当てにしていた場所に Behaviors.supervise が必要です。',
    },
  },
  experiment: [
    {
      actions: [work(typed, 'spoilt')],
      until: happens('ActorStopped', typed),
      withinMs: 3000,
      speed: 0.3,
    },
    {
      actions: [work(classic, 'spoilt')],
      until: happens('ActorRestarted', classic),
      withinMs: 3000,
      speed: 0.3,
    },
    {
      actions: [work(typed, 'good'), work(classic, 'good')],
      until: { type: 'eventually', what: { event: 'MessageDelivered', where: { to: classic } } },
      withinMs: 3000,
      speed: 0.3,
    },
  ],
  hints: [
    {
      en: 'Ask for each side: whose decision is it, and what is decided when nobody has said anything?',
      ja: 'それぞれについて、誰が決めるのか、何も指定がないとどうなるのかを考えてみましょう。',
    },
    {
      en: 'A typed actor carries its supervision in its own behavior. Here it carries none.',
      ja: 'Typedのアクターでは、スーパービジョンは振る舞いに含まれます。ここには何も含まれていません。',
    },
    {
      en: 'A classic parent has a default strategy, and that default is to restart.',
      ja: 'Classicの親にはデフォルトの戦略があり、それは再起動です。',
    },
  ],
  why: {
    en: 'Belief: typed actors restart by default, as classic ones do. In truth a typed actor stops.',
    ja: '「TypedのアクターもClassicと同じく、デフォルトで再起動される」と思われがちですが、実際には停止します。',
  },
}
