import type { Exercise, Walkthrough } from '../lessons/index.ts'
import type { Check } from '../trace/index.ts'

/** Small lessons that prove, with one of each thing that an author needs, for `npm run lesson -- new`. */
export const lessonStarts = {
  walkthrough: (id: string): Walkthrough => ({
    id,
    scenario: 'cqrs',
    seed: 7,
    title: { en: 'A node falls silent', ja: 'ノードが沈黙する' },
    about: {
      en: 'A node crashes, and the others notice.',
      ja: 'ノードがクラッシュし、ほかのノードが気づきます。',
    },
    minutes: 2,
    steps: [
      {
        id: 'formed',
        say: {
          en: 'Four nodes find each other. The **leader** moves each of them to `Up`.',
          ja: '4つのノードが互いを見つけます。**リーダー**がそれぞれを`Up`にします。',
        },
        await: {
          waiting: { en: 'all nodes to be Up', ja: 'すべてのノードがUpになる' },
          check: {
            type: 'all',
            checks: [
              { type: 'eventually', what: { fact: 'members', status: 'Up' } },
              { type: 'eventually', what: { fact: 'agreed' } },
            ],
          },
          withinMs: 30_000,
        },
        speed: 4,
      },
      {
        id: 'crash',
        say: {
          en: 'node-2 crashes. Nobody tells the other nodes.',
          ja: 'node-2がクラッシュします。ほかのノードには何も知らされません。',
        },
        points: [{ type: 'participant', participant: 'node-2' }],
        ask: {
          type: 'choice',
          ask: { en: 'What will node-1 believe about node-2?', ja: 'node-1はnode-2をどう見るでしょうか。' },
          choices: [
            {
              id: 'unreachable',
              words: { en: 'It is Up, but unreachable.', ja: 'Upのまま、到達不能' },
              claim: unreachable,
            },
            {
              id: 'down',
              words: { en: 'It is Down at once.', ja: 'すぐにDown' },
              claim: {
                type: 'eventually',
                what: {
                  event: 'MemberChanged',
                  node: 'node-1',
                  where: { member: '*@node-2:*', status: 'Down' },
                },
              },
            },
          ],
          answer: 'unreachable',
          why: {
            en: 'A missing heartbeat says that node-2 is silent, not that it is gone.',
            ja: 'ハートビートが来ないことから分かるのは沈黙だけで、いなくなったかどうかは分かりません。',
          },
        },
        actions: [{ type: 'Kill', participant: 'node-2' }],
        await: {
          waiting: { en: 'node-1 to miss the heartbeats', ja: 'node-1がハートビートの途絶えに気づく' },
          check: unreachable,
          withinMs: 10_000,
        },
        speed: 2,
        lamps: [
          {
            check: { type: 'always', what: { fact: 'singletons', atMost: 1 } },
            words: { en: 'Never more than one writer.', ja: '書き込み役は常に1つ以下です。' },
          },
        ],
      },
    ],
  }),

  exercise: (id: string): Exercise => ({
    ...workbench(id),
    type: 'goal',
    title: { en: 'Fail and go on', ja: '失敗しても続ける' },
    goal: {
      en: 'Make the notebook fail once, so that it is restarted.',
      ja: 'ノートを1回失敗させて、再起動させてください。',
    },
    lamps: [
      {
        check: restarted,
        met: { en: 'The notebook has been restarted.', ja: 'ノートが再起動されました。' },
        yet: { en: 'The notebook has not been restarted yet.', ja: 'ノートはまだ再起動されていません。' },
      },
    ],
    remarks: [
      {
        when: holds('"1"'),
        say: {
          en: 'The notebook can read a 1. Try another number.',
          ja: '1は読めます。ほかの数を試してください。',
        },
        example: [{ actions: [add('1')], until: holds('"1"'), withinMs: 5000 }],
      },
    ],
    solution: [{ actions: [add('3')], until: restarted, withinMs: 5000 }],
    par: 1,
  }),

  prediction: (id: string): Exercise => ({
    ...workbench(id),
    type: 'prediction',
    title: { en: 'After the failure', ja: '失敗の後' },
    question: {
      type: 'choice',
      ask: {
        en: 'The notebook gets 1, 2 and 3. What does it contain afterwards?',
        ja: 'ノートに1、2、3を送ります。その後、何が書かれているでしょうか。',
      },
      choices: [
        { id: 'nothing', words: { en: 'nothing', ja: '何もない' }, claim: empty },
        {
          id: 'both',
          words: { en: '1 and 2', ja: '1と2' },
          claim: { type: 'never', what: { event: 'ActorRestarted', where: { actor: notebook } } },
        },
      ],
      answer: 'nothing',
      why: { en: 'A restart creates the state anew.', ja: '再起動は状態を新しく作ります。' },
    },
    experiment: [{ actions: [add('1'), add('2'), add('3')], until: restarted, withinMs: 8000 }],
  }),
} as const

const unreachable: Check = {
  type: 'eventually',
  what: { event: 'MemberUnreachable', node: 'node-1', where: { member: '*@node-2:*' } },
}

const notebook = '/user/notebook'

const restarted: Check = {
  type: 'eventually',
  what: { event: 'ActorRestarted', where: { actor: notebook } },
}

const holds = (contains: string): Check => ({
  type: 'eventually',
  what: { fact: 'state', node: 'bench', actor: notebook, contains },
})

/** The notebook is empty after a restart; at the start it is empty, too. */
const empty: Check = {
  type: 'eventually',
  what: { fact: 'state', node: 'bench', actor: notebook, contains: '[]' },
  after: { event: 'ActorRestarted', where: { actor: notebook } },
}

const add = (number: string) =>
  ({
    type: 'Tell',
    participant: 'bench',
    actor: notebook,
    message: { type: 'Add', number },
  }) as const

const workbench = (id: string) =>
  ({
    id,
    ladder: 'failures',
    minutes: 2,
    scenario: 'workbench',
    seed: 1,
    situation: {
      en: 'The *notebook* writes down numbers. It cannot read a `3` and throws an error. Its supervisor then restarts it.',
      ja: '*ノート*は数を書き留めます。`3`だけは読めず、エラーをスローします。するとスーパーバイザーが再起動します。',
    },
    hints: [
      { en: 'The notebook can read all numbers but one.', ja: 'ノートに読めない数が1つだけあります。' },
      { en: 'The situation names that number.', ja: 'その数は説明の中にあります。' },
      { en: 'It is the 3.', ja: '3です。' },
    ],
    why: {
      en: 'A restart replaces the state of an actor and keeps its place. Belief: a failed actor is gone.',
      ja: '再起動はアクターの状態を新しくしますが、アクター自体は残ります。「失敗したアクターは消える」というのは誤解です。',
    },
  }) as const
