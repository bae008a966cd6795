import type { Action } from '../../trace/index.ts'
import type { GoalExercise } from '../exercise.ts'
import { add, bench, happens } from './workbench-builders.ts'

const notebook = '/user/notebook'

const resumeOn = { error: 'IOException', strategy: { type: 'resume' } } as const
const restartOn = { error: 'Error', strategy: { type: 'restart', stopChildren: true } } as const

const supervise = (...rules: readonly (typeof resumeOn | typeof restartOn)[]): Action => ({
  type: 'Supervise',
  participant: bench,
  actor: notebook,
  supervision: { rules },
})

const fail = (error: string): Action => ({ type: 'FailNext', participant: bench, actor: notebook, error })

export const orderOfLayers: GoalExercise = {
  type: 'goal',
  id: 'order-of-layers',
  ladder: 'failures',
  title: { en: 'The order of the layers', ja: '重ねる順番' },
  minutes: 5,
  scenario: 'workbench',
  seed: 1,
  prepare: [
    {
      actions: [supervise(restartOn, resumeOn), add(1), add(2)],
      until: {
        type: 'eventually',
        what: { fact: 'state', node: bench, actor: notebook, contains: '["1","2"]' },
      },
      withinMs: 4000,
    },
  ],
  situation: {
    en: 'The notebook has two supervision rules, one around the other. The inner one restarts it at every error. The outer one resumes it at an IOException. The notebook contains 1 and 2.',
    ja: 'ノートには、スーパービジョンの規則が2つ重なっています。内側の規則は、どのエラーでも再起動します。外側の規則は、IOExceptionなら再開(resume)します。ノートには1と2が書かれています。',
  },
  goal: {
    en: 'Arrange the rules so that an IOException resumes the notebook and an UnreadableNumber restarts it. Show both by making it fail twice.',
    ja: 'IOExceptionなら再開し、UnreadableNumberなら再起動するように、規則を並べ替えてください。そして2回失敗させて、両方を確かめてください。',
  },
  lamps: [
    {
      check: happens('ActorFailed', notebook, { 'error.name': 'IOException', decision: 'resume' }),
      met: { en: 'An IOException resumed the notebook.', ja: 'IOExceptionで再開されました。' },
      yet: {
        en: 'No IOException has resumed the notebook yet.',
        ja: 'IOExceptionではまだ再開されていません。',
      },
    },
    {
      check: happens('ActorFailed', notebook, { 'error.name': 'UnreadableNumber', decision: 'restart' }),
      met: { en: 'An UnreadableNumber restarted the notebook.', ja: 'UnreadableNumberで再起動されました。' },
      yet: {
        en: 'No UnreadableNumber has restarted the notebook yet.',
        ja: 'UnreadableNumberではまだ再起動されていません。',
      },
    },
  ],
  remarks: [
    {
      when: happens('ActorFailed', notebook, { 'error.name': 'IOException', decision: 'restart' }),
      say: {
        en: 'The IOException restarted the notebook: the inner rule matches every error, so the outer one was never asked.',
        ja: 'IOExceptionで再起動されました。内側の規則がどのエラーにも一致するので、外側の規則には順番が回ってきません。',
      },
      example: [
        {
          actions: [fail('IOException'), add(4)],
          until: happens('ActorFailed', notebook),
          withinMs: 3000,
        },
      ],
    },
    {
      when: happens('ActorFailed', notebook, { 'error.name': 'UnreadableNumber', decision: 'stop' }),
      say: {
        en: 'No rule matched the UnreadableNumber, so the notebook stopped. Keep the rule for every error, too.',
        ja: 'UnreadableNumberに一致する規則がなく、ノートは停止しました。すべてのエラーに対する規則も残しておきましょう。',
      },
      example: [
        { actions: [supervise(resumeOn), add(3)], until: happens('ActorFailed', notebook), withinMs: 3000 },
      ],
    },
  ],
  solution: [
    {
      actions: [supervise(resumeOn, restartOn), fail('IOException'), add(4)],
      until: happens('ActorFailed', notebook),
      withinMs: 3000,
      speed: 0.4,
    },
    {
      actions: [add(3)],
      until: happens('ActorFailed', notebook, { 'error.name': 'UnreadableNumber' }),
      withinMs: 3000,
      speed: 0.4,
    },
  ],
  par: 4,
  hints: [
    {
      en: 'Select the notebook. In the tab Inspect you can change its rules, and let it fail with an error of your choice at its next message. The number 3 causes an UnreadableNumber.',
      ja: 'ノートを選んでください。「詳細」で規則を変更でき、次のメッセージで好きなエラーを起こすこともできます。3を送るとUnreadableNumberになります。',
    },
    {
      en: 'The innermost rule that matches decides. A rule for Error matches every error.',
      ja: '一致する規則のうち、最も内側のものが決めます。Errorの規則はすべてのエラーに一致します。',
    },
    {
      en: 'Put the rule for IOException inside and the rule for Error outside. Then let it fail with an IOException, and send a 3.',
      ja: 'IOExceptionの規則を内側に、Errorの規則を外側に置きます。それからIOExceptionで失敗させ、3を送ってください。',
    },
  ],
  why: {
    en: 'Supervision rules are layers. An error passes them from the inside to the outside, and the first one whose class matches decides. So the special class belongs inside and the general one outside. Belief: with nested supervise calls the order does not matter.',
    ja: 'スーパービジョンの規則は層になっています。エラーは内側から外側へ進み、クラスが最初に一致した規則が決めます。だから特殊なクラスを内側に、一般的なクラスを外側に置きます。「superviseを重ねる順番は関係ない」というのは誤解です。',
  },
}
