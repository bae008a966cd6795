import type { Bilingual } from '../../trace/bilingual.ts'
import type { Advice } from './allowed-names.ts'

/** Advice in place of a refused name. */
const instead: Readonly<Record<Advice, Bilingual>> = {
  network: {
    en: 'A behavior reaches other machines only by messages. Tell an actor.',
    ja: 'ビヘイビアが他のマシンとやり取りする手段はメッセージだけです。アクターにtellしてください。',
  },
  storage: {
    en: 'A behavior stores data only by events. Use EventSourcedBehavior.',
    ja: 'ビヘイビアがデータを保存する手段はイベントだけです。EventSourcedBehaviorを使ってください。',
  },
  timer: {
    en: 'Time is virtual here. Use context.scheduleOnce or Behaviors.withTimers.',
    ja: 'ここでの時間は仮想時間です。context.scheduleOnceかBehaviors.withTimersを使ってください。',
  },
  clock: {
    en: 'A run must be the same at every replay, whatever the time, language or machine. Use context.now.',
    ja: '実行は、時刻や言語、マシンによらず、再生のたびに同じでなければなりません。context.nowを使ってください。',
  },
  random: {
    en: 'A run must be the same at every replay. Use context.random.',
    ja: '実行は再生のたびに同じでなければなりません。context.randomを使ってください。',
  },
  waiting: {
    en: 'An actor handles one message at a time and never waits. Use context.ask; the answer arrives as a message.',
    ja: 'アクターはメッセージを1つずつ処理し、待つことはありません。context.askを使うと、答えはメッセージとして届きます。',
  },
  workers: {
    en: 'Actors share nothing and run in workers already. Use context.spawn and tell.',
    ja: 'アクターは何も共有せず、すでにワーカーの中で動いています。context.spawnとtellを使ってください。',
  },
  console: {
    en: 'Log lines belong to the run. Use context.log.info.',
    ja: 'ログは実行の一部です。context.log.infoを使ってください。',
  },
  evaluation: {
    en: 'Text cannot become code here. Write the function itself.',
    ja: 'ここでは文字列をコードとして実行できません。関数を直接書いてください。',
  },
  page: {
    en: 'A behavior sees neither the page nor the browser. Use its context and its messages.',
    ja: 'ビヘイビアからはページもブラウザーも見えません。コンテキストとメッセージを使ってください。',
  },
  unknown: {
    en: 'Nothing here has this name. Correct the name, or declare or import it.',
    ja: 'この名前のものはありません。名前を直すか、宣言またはインポートしてください。',
  },
}

export const refusedName = (name: string, advice: Advice): Bilingual => ({
  en: `[${name}] is not available. ${instead[advice].en}`,
  ja: `[${name}]は使えません。${instead[advice].ja}`,
})

export const inexactMath = (name: string): Bilingual => ({
  en: `[${name}] is not available, because browsers differ in its last digits. Use whole numbers and ${exact}.`,
  ja: `[${name}]は使えません。結果の末尾の桁がブラウザーによって異なるためです。整数と${exact}を使ってください。`,
})

const exact = 'Math.floor, Math.min, Math.sqrt'

export const notParsed: Bilingual = {
  en: 'The code cannot be read from here on. Check brackets, commas and quotes.',
  ja: 'ここから先のコードを読み取れません。括弧、コンマ、引用符を確かめてください。',
}

export const notModule: Bilingual = {
  en: 'This form of import or export is not supported. Use import { … } from and export const.',
  ja: 'この形のimportやexportには対応していません。import { … } fromとexport constを使ってください。',
}

export const debuggerStatement: Bilingual = {
  en: 'debugger would stop the node. Use context.log.info, or step through the run.',
  ja: 'debuggerはノードを止めてしまいます。context.log.infoを使うか、実行をステップ送りしてください。',
}

export const patternInCatch: Bilingual = {
  en: 'catch takes a plain name here. Write catch (error).',
  ja: 'ここではcatchに名前を1つだけ書けます。catch (error)と書いてください。',
}

export const reservedName = (name: string): Bilingual => ({
  en: `[${name}] begins like the counters of the sandbox. Choose another name.`,
  ja: `[${name}]はサンドボックスのカウンターと同じ文字で始まっています。別の名前にしてください。`,
})
