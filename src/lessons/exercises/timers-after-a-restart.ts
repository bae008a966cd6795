import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { all, bench, happens, send, state, work } from './workbench-builders.ts'

const byMessage = '/user/by-message'
const inSetup = '/user/in-setup'

/** Four ticks: more than before the failure. */
const ticksAgain = (actor: string): Check => state(actor, '"ticks":4')

/** No tick from the restart up to the end of the experiment, which lasts more than four periods. */
const ticksNoMore = (actor: string): Check => ({
  type: 'all',
  checks: [
    happens('ActorRestarted', actor),
    {
      type: 'never',
      what: { fact: 'state', node: bench, actor, contains: '"ticks":4' },
    },
  ],
})

export const timersAfterARestart: PredictionExercise = {
  type: 'prediction',
  id: 'timers-after-a-restart',
  ladder: 'replies',
  title: { en: 'Timers after a restart', ja: '再起動とタイマー' },
  minutes: 4,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'tickers', handlingMs: 50 },
  prepare: [
    {
      actions: [send(byMessage, 'Begin')],
      until: {
        type: 'eventually',
        what: { fact: 'state', node: bench, actor: byMessage, contains: '"ticks":2' },
      },
      withinMs: 6000,
    },
  ],
  situation: {
    en: 'Two actors tick once a second by a timer of their own. The first one started its timer when it got the message Begin, the second one in its setup. Both are supervised with restart. Now both fail at the same time.',
    ja: '2つのアクターが、自分のタイマーで毎秒tickを数えています。1つ目はBeginというメッセージを受け取ったときに、2つ目はsetupでタイマーを始めました。どちらも失敗すると再起動されます。これから両方を同時に失敗させます。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'Which of them ticks on after the restart?',
      ja: '再起動の後もtickを続けるのはどちらでしょうか。',
    },
    choices: [
      {
        id: 'both',
        words: { en: 'Both', ja: '両方' },
        claim: all(ticksAgain(byMessage), ticksAgain(inSetup)),
        reply: {
          en: 'A restart cancels all timers of an actor. Otherwise ticks of the old instance would reach the new one.',
          ja: '再起動すると、アクターのタイマーはすべて取り消されます。そうでなければ、古いインスタンスのtickが新しいインスタンスに届いてしまいます。',
        },
      },
      {
        id: 'setup-only',
        words: { en: 'Only the one with the timer from setup', ja: 'setupで始めた方だけ' },
        claim: all(ticksNoMore(byMessage), ticksAgain(inSetup)),
      },
      {
        id: 'message-only',
        words: { en: 'Only the one with the timer from a message', ja: 'メッセージで始めた方だけ' },
        claim: all(ticksAgain(byMessage), ticksNoMore(inSetup)),
      },
      {
        id: 'neither',
        words: { en: 'Neither', ja: 'どちらも続けない' },
        claim: all(ticksNoMore(byMessage), ticksNoMore(inSetup)),
        reply: {
          en: 'The timers are cancelled, but one of the two actors starts its timer again.',
          ja: 'タイマーは取り消されますが、片方はもう一度タイマーを始めます。',
        },
      },
    ],
    answer: 'setup-only',
    why: {
      en: 'A restart cancels the timers of the failed instance. Then the setup runs again, and with it what the setup starts. Nobody sends Begin again. So start a timer in the setup, or send yourself the message there.',
      ja: '再起動すると、失敗したインスタンスのタイマーは取り消されます。その後setupがもう一度動き、setupで始めたものは再開します。しかしBeginは誰も送り直しません。タイマーはsetupで始めるか、setupで自分自身にメッセージを送りましょう。',
    },
  },
  experiment: [
    {
      actions: [work(byMessage, 'spoilt'), work(inSetup, 'spoilt')],
      until: all(happens('ActorRestarted', byMessage), happens('ActorRestarted', inSetup)),
      withinMs: 3000,
      speed: 0.5,
    },
    {
      actions: [],
      until: {
        type: 'eventually',
        what: { fact: 'state', node: bench, actor: inSetup, contains: '"ticks":4' },
      },
      withinMs: 8000,
      speed: 1.5,
    },
  ],
  hints: [
    {
      en: 'Timers belong to an instance of an actor. What becomes of the instance?',
      ja: 'タイマーはアクターのインスタンスに属します。そのインスタンスはどうなりますか。',
    },
    {
      en: 'The restart runs the setup again.',
      ja: '再起動では、setupがもう一度実行されます。',
    },
    {
      en: 'Begin was a message. It has been handled, and a restart repeats no message.',
      ja: 'Beginはメッセージで、すでに処理されています。再起動でメッセージが繰り返されることはありません。',
    },
  ],
  why: {
    en: 'Belief: timers go on after a restart. In truth they are cancelled, and only the setup can start them again.',
    ja: '「再起動してもタイマーは動き続ける」と思われがちですが、取り消されます。始め直せるのはsetupだけです。',
  },
}
