import type { Action, SupervisionChoice } from '../../trace/index.ts'
import type { GoalExercise } from '../exercise.ts'
import { all, bench, happens, neverHappens, send, work } from './workbench-builders.ts'

const parent = '/user/parent'

const supervise = (stopChildren: boolean, around: SupervisionChoice['around']): Action => ({
  type: 'Supervise',
  participant: bench,
  actor: parent,
  supervision: {
    rules: [{ error: 'Error', strategy: { type: 'restart', stopChildren } }],
    ...(around === undefined ? {} : { around }),
  },
})

export const childrenOfARestart: GoalExercise = {
  type: 'goal',
  id: 'children-of-a-restart',
  ladder: 'relatives',
  title: { en: 'Spare the children', ja: '子を残す再起動' },
  minutes: 5,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'family' },
  prepare: [
    {
      actions: [send(parent, 'Hire')],
      until: happens('ActorStarted', `${parent}/from-message`),
      withinMs: 3000,
    },
  ],
  situation: {
    en: 'A parent has two children. It started one of them in its setup, the other one when it got a message. Its supervision is a plain restart around the whole behavior. The parent fails at the piece of work “spoilt”.',
    ja: '親には子が2つあります。1つはsetupで、もう1つはメッセージを受け取ったときに起動しました。親のスーパービジョンは、振る舞い全体を囲む普通の再起動です。親は「spoilt」という仕事で失敗します。',
  },
  goal: {
    en: 'Change the supervision of the parent, then make the parent fail: it must be restarted while both children live on.',
    ja: '親のスーパービジョンを変えてから、親を失敗させてください。2つの子を生かしたまま、親だけが再起動されれば成功です。',
  },
  lamps: [
    {
      check: happens('ActorRestarted', parent),
      met: { en: 'The parent has been restarted.', ja: '親が再起動されました。' },
      yet: { en: 'The parent has not been restarted yet.', ja: '親はまだ再起動されていません。' },
    },
    {
      check: neverHappens('ActorStopped', { actor: `${parent}/from-setup` }),
      met: { en: 'The child from setup is alive.', ja: 'setupの子は生きています。' },
      yet: { en: 'The child from setup is alive.', ja: 'setupの子は生きています。' },
      broken: { en: 'The child from setup was stopped.', ja: 'setupの子が停止しました。' },
    },
    {
      check: neverHappens('ActorStopped', { actor: `${parent}/from-message` }),
      met: { en: 'The hired child is alive.', ja: '採用された子は生きています。' },
      yet: { en: 'The hired child is alive.', ja: '採用された子は生きています。' },
      broken: { en: 'The hired child was stopped.', ja: '採用された子が停止しました。' },
    },
  ],
  remarks: [
    {
      when: all(
        { type: 'eventually', what: { event: 'ActorRestarted', where: { actor: parent } } },
        { type: 'eventually', what: { event: 'ActorStopped', where: { actor: `${parent}/from-message` } } },
      ),
      say: {
        en: 'The restart stopped the children. The setup started its own child again, but nobody hires the other one anew. Look for the setting about children in the strategy.',
        ja: '再起動で子が停止しました。setupの子は作り直されましたが、もう1つを採用し直す人はいません。戦略の中に、子についての設定がないか探してみましょう。',
      },
      example: [
        { actions: [work(parent, 'spoilt')], until: happens('ActorRestarted', parent), withinMs: 4000 },
      ],
    },
    {
      when: {
        type: 'eventually',
        what: { event: 'ActorFailed', where: { actor: parent, decision: 'resume' } },
      },
      say: {
        en: 'Resume keeps the children, but also the parent: it was not restarted.',
        ja: '再開(resume)なら子は残りますが、親もそのままです。再起動されていません。',
      },
      example: [
        {
          actions: [
            {
              type: 'Supervise',
              participant: bench,
              actor: parent,
              supervision: { rules: [{ error: 'Error', strategy: { type: 'resume' } }] },
            },
            work(parent, 'spoilt'),
          ],
          until: happens('ActorResumed', parent),
          withinMs: 4000,
        },
      ],
    },
  ],
  solution: [
    {
      actions: [supervise(false, 'handler'), work(parent, 'spoilt')],
      until: happens('ActorRestarted', parent),
      withinMs: 4000,
      speed: 0.4,
    },
  ],
  par: 2,
  hints: [
    {
      en: 'Select the parent on the canvas. The tab Inspect shows its supervision, and you can choose another one there.',
      ja: 'キャンバスで親を選ぶと、「詳細」にスーパービジョンが表示され、そこで変更できます。',
    },
    {
      en: 'A restart stops the children unless its setting says to keep them.',
      ja: '再起動は子を停止させます。残すには、そのための設定が必要です。',
    },
    {
      en: 'In “Rules and numbers” choose for the children “kept”, and for spawned “once, outside supervision”. Otherwise the setup would start a child whose name is taken. Apply, then send the piece “spoilt”.',
      ja: '「規則と数値」で、子アクターを「残す」、生成を「スーパービジョンの外で一度」にします。そうしないと、setupが同じ名前の子をもう一度起動しようとします。適用してから「spoilt」を送ってください。',
    },
  ],
  why: {
    en: 'A restart stops all children of an actor. Those from its setup come back, as new instances, because the setup runs again. Those that a message started are gone. With withStopChildren(false) inside of the setup, both survive, and only the state of the parent is new. Belief: children always survive the restart of their parent.',
    ja: '再起動は、アクターの子をすべて停止させます。setupが起動した子は、setupがもう一度動くので新しく作られますが、メッセージで起動した子は戻りません。setupの内側で withStopChildren(false) を使えば両方とも生き残り、新しくなるのは親の状態だけです。「親が再起動しても子は必ず残る」とは限りません。',
  },
}
