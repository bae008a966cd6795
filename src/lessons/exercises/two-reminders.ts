import type { CodeExercise } from '../exercise.ts'
import { never } from '../walkthroughs/step-builders.ts'
import { all, bench, remind, state } from './workbench-builders.ts'

const reminders = '/user/reminders'

const told = (about: string) =>
  ({ fact: 'state', node: bench, actor: reminders, contains: `"${about}"` }) as const
const again = { fact: 'state', node: bench, actor: reminders, contains: '"tea","train","tea"' } as const

export const twoReminders: CodeExercise = {
  type: 'code',
  id: 'two-reminders',
  ladder: 'replies',
  title: { en: 'The forgotten reminder', ja: '忘れられた用件' },
  minutes: 5,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'reminders' },
  situation: {
    en: 'This actor reminds you two seconds after you ask it to. You ask for the tea, and half a second later for the train. It reminds you only of the train.',
    ja: 'このアクターは、頼まれてから2秒後に用件を知らせます。お茶(tea)を頼み、0.5秒後に電車(train)を頼みます。ところが、知らせがあったのは電車だけです。',
  },
  goal: {
    en: 'Change the code so that it reminds you of the tea and of the train, and of each only once.',
    ja: 'お茶と電車の両方を、それぞれ1回だけ知らせるように、コードを変えてください。',
  },
  code: {
    file: 'workbench/reminders.ts',
    participant: bench,
    actor: reminders,
    solution: [{ find: "startSingleTimer('reminder',", put: 'startSingleTimer(message.about,' }],
  },
  trial: [
    {
      actions: [remind('tea')],
      until: { type: 'eventually', what: { event: 'MessageDelivered', where: { to: reminders } } },
      withinMs: 2000,
      speed: 0.6,
    },
    {
      actions: [remind('train')],
      until: state(reminders, '"train"'),
      withinMs: 6000,
      speed: 0.6,
    },
    {
      actions: [remind('bed')],
      until: state(reminders, '"bed"'),
      withinMs: 6000,
      speed: 1,
    },
  ],
  lamps: [
    {
      check: state(reminders, '"tea"'),
      met: { en: 'It has reminded you of the tea.', ja: 'お茶の知らせがありました。' },
      yet: { en: 'It has not reminded you of the tea.', ja: 'お茶の知らせがまだありません。' },
    },
    {
      check: state(reminders, '"train"'),
      met: { en: 'It has reminded you of the train.', ja: '電車の知らせがありました。' },
      yet: { en: 'It has not reminded you of the train.', ja: '電車の知らせがまだありません。' },
    },
    {
      check: never(again),
      met: { en: 'Nothing comes a second time.', ja: '同じ知らせは繰り返されていません。' },
      yet: { en: 'Nothing comes a second time.', ja: '同じ知らせは繰り返されていません。' },
      broken: { en: 'It has reminded you of the tea again.', ja: 'お茶の知らせが繰り返されました。' },
    },
  ],
  remarks: [
    {
      when: { type: 'eventually', what: again },
      say: {
        en: 'This timer goes on and on. A reminder needs a timer that fires once.',
        ja: 'このタイマーは何度も繰り返します。用件には、一度だけ発火するタイマーが必要です。',
      },
      example: [
        {
          find: "startSingleTimer('reminder',",
          put: 'startTimerWithFixedDelay(message.about,',
        },
      ],
    },
    {
      when: all(state(reminders, '"tea"'), never(told('train'))),
      say: {
        en: 'Now the first reminder survives, but the second one is never started. Both have to run side by side.',
        ja: '今度は1つ目が残りましたが、2つ目が始まっていません。2つとも並行して動く必要があります。',
      },
      example: [
        {
          find: "timers.startSingleTimer('reminder'",
          put: "if (!timers.isTimerActive('reminder')) timers.startSingleTimer('reminder'",
        },
      ],
    },
    {
      when: { refusedName: 'setTimeout' },
      say: {
        en: 'An actor has no setTimeout: its callback would run outside of the actor. A timer sends the actor a message. Stay with timers, and look at the first argument.',
        ja: 'アクターにsetTimeoutはありません。コールバックがアクターの外で動いてしまうからです。タイマーはアクターにメッセージを送ります。timersのまま、最初の引数を見てください。',
      },
      example: [
        {
          find: "timers.startSingleTimer('reminder', { type: 'Due', about: message.about }, delayMs)",
          put: 'setTimeout(() => reminded.push(message.about), delayMs)',
        },
      ],
    },
  ],
  par: 1,
  hints: [
    {
      en: 'When the second message arrives, the first timer is still running. What becomes of it?',
      ja: '2つ目のメッセージが届いたとき、1つ目のタイマーはまだ動いています。それはどうなりますか。',
    },
    {
      en: 'The first argument of a timer is its key. An actor has at most one timer with a key.',
      ja: 'タイマーの最初の引数はキーです。同じキーのタイマーは、アクターに1つしかありません。',
    },
    {
      en: 'Use message.about as the key.',
      ja: 'message.about をキーにします。',
    },
  ],
  why: {
    en: 'A timer is known by its key, and starting one with a key that is in use replaces the timer that has it. That is handy for “again from the beginning”, and a loss for things that run side by side: they need a key each. Belief: each start gives one more timer.',
    ja: 'タイマーはキーで区別されます。使用中のキーでもう一度始めると、前のタイマーが置き換えられます。「最初から計り直す」には便利ですが、並行して進むものには、それぞれ別のキーが必要です。「始めるたびにタイマーが増える」というのは誤解です。',
  },
}
