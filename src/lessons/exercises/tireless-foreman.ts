import type { CodeExercise } from '../exercise.ts'
import { all, happens, neverHappens, send, work } from './workbench-builders.ts'

const foreman = '/user/foreman'
const worker = '/user/foreman/worker'

/** The end of the message handler. */
const handlerEnd = '        }\n      })\n'

const workAfterRetirement = {
  type: 'eventually',
  what: { event: 'MessageDelivered', where: { to: '/user/foreman/*', label: 'Work' } },
  after: { event: 'ActorStopped', where: { actor: '/user/foreman/*' } },
} as const

export const tirelessForeman: CodeExercise = {
  type: 'code',
  id: 'tireless-foreman',
  ladder: 'relatives',
  title: { en: 'A foreman without a worker', ja: 'ワーカーを失った班長' },
  minutes: 7,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'foreman' },
  situation: {
    en: 'The foreman passes each piece of work on to its worker, and watches it. After one piece the worker retires, which is a normal stop. Then another piece arrives. Nobody does it, because the foreman has failed.',
    ja: '班長(foreman)は届いた仕事をワーカーに渡し、そのワーカーを監視(watch)しています。ワーカーは1つ目の仕事の後に引退します。これは正常な停止です。その後また仕事が届きますが、班長が失敗したため、誰も引き受けません。',
  },
  goal: {
    en: 'Change the code so that the foreman survives, and a new worker does the second piece.',
    ja: '班長が生き残り、新しいワーカーが2つ目の仕事をするように、コードを変えてください。',
  },
  code: {
    file: 'workbench/foreman.ts',
    participant: 'bench',
    actor: foreman,
    solution: [
      {
        find: handlerEnd,
        put: `        }
      }).receiveSignal((_, signal) => {
        if (signal.type !== 'Terminated') return Behaviors.unhandled
        return passing(hire(), passed)
      })
`,
      },
    ],
  },
  trial: [
    {
      actions: [work(foreman, 'good')],
      until: { type: 'eventually', what: { event: 'MessageDelivered', where: { to: worker } } },
      withinMs: 3000,
      speed: 0.5,
    },
    {
      actions: [send(worker, 'Retire')],
      until: happens('ActorStopped', worker),
      withinMs: 3000,
      speed: 0.4,
    },
    {
      actions: [work(foreman, 'good')],
      until: { type: 'eventually', what: { event: 'MessageDelivered', where: { to: '/user/foreman/*' } } },
      withinMs: 3000,
      speed: 0.5,
    },
  ],
  lamps: [
    {
      check: all(
        neverHappens('ActorFailed', { actor: foreman }),
        neverHappens('ActorStopped', { actor: foreman }),
      ),
      met: { en: 'The foreman is alive.', ja: '班長は動いています。' },
      yet: { en: 'The foreman is alive.', ja: '班長は動いています。' },
      broken: { en: 'The foreman has failed.', ja: '班長が失敗しました。' },
    },
    {
      check: workAfterRetirement,
      met: { en: 'A worker got the second piece.', ja: 'ワーカーが2つ目の仕事を受け取りました。' },
      yet: {
        en: 'No worker has got the second piece.',
        ja: '2つ目の仕事を受け取ったワーカーはまだいません。',
      },
    },
  ],
  remarks: [
    {
      when: { type: 'eventually', what: { event: 'DeadLetter', where: { label: 'Work' } } },
      say: {
        en: 'The foreman lives, but it gave the piece to the worker that has stopped: an ActorRef of a stopped actor leads to the dead letters. Who starts a new worker?',
        ja: '班長は生きていますが、停止したワーカーに仕事を渡しました。停止したアクターのActorRefに送ったメッセージは、デッドレターになります。新しいワーカーは誰が起動しますか。',
      },
      example: [{ find: handlerEnd, put: '        }\n      }).receiveSignal(() => Behaviors.same)\n' }],
    },
    {
      when: happens('ActorFailed', foreman, { 'error.name': 'InvalidActorName' }),
      say: {
        en: 'A name can be used again only when the child with it has stopped completely. Terminated tells you when that is.',
        ja: '同じ名前をもう一度使えるのは、前の子が完全に停止してからです。それを知らせるのがTerminatedです。',
      },
      example: [{ find: 'worker.tell(message)', put: 'hire().tell(message)' }],
    },
  ],
  par: 4,
  hints: [
    {
      en: 'Look at the error of the foreman: which signal did it leave unhandled?',
      ja: '班長のエラーを見てください。どのシグナルが処理されずに残りましたか。',
    },
    {
      en: 'Add .receiveSignal((context, signal) => …) after the message handler: it gets the signals. The type is Terminated.',
      ja: 'メッセージのハンドラーの後に receiveSignal((context, signal) => …) を続けると、シグナルを受け取れます。typeはTerminatedです。',
    },
    {
      en: 'On Terminated, return passing(hire(), passed).',
      ja: 'Terminatedが届いたら passing(hire(), passed) を返します。',
    },
  ],
  why: {
    en: 'Who watches an actor promises to handle its Terminated; an unhandled one fails the watcher with a DeathPactException. The signal is also the moment for a replacement: the name is free again, and the old ActorRef is good for nothing. Belief: a Terminated that nobody handles does no harm.',
    ja: 'watchするアクターは、Terminatedを処理すると約束したことになります。処理しなければ、DeathPactExceptionで失敗します。Terminatedは代わりを起動するよい機会でもあります。名前はまた使え、古いActorRefはもう役に立ちません。「Terminatedは処理しなくても害がない」というのは誤解です。',
  },
}
