import type { Bilingual } from '../../narration/index.ts'

/** Texts of the list of all commands. Apart from the tables of the page, because they are loaded with the list. */
export const paletteTexts = {
  title: { en: 'All commands', ja: 'すべてのコマンド' },
  field: { en: 'Type the name of a command', ja: 'コマンドの名前を入力' },
  list: { en: 'Commands', ja: 'コマンド' },
  none: {
    en: 'No command has this name. Try another word.',
    ja: 'この名前のコマンドはありません。別の言葉を試してください。',
  },
  on: { en: 'on', ja: 'オン' },
  group: {
    time: { en: 'Time', ja: '時間' },
    places: { en: 'Panels and views', ja: 'パネルと表示' },
    run: { en: 'Run', ja: '実行' },
    send: { en: 'Send', ja: '送信' },
    acts: { en: 'Acts on the cluster', ja: 'クラスターへの操作' },
    lessons: { en: 'Walkthroughs and exercises', ja: 'ガイドと演習' },
    scenarios: { en: 'Scenarios', ja: 'シナリオ' },
    settings: { en: 'Settings', ja: '設定' },
  },
  startNode: { en: 'Start a node', ja: 'ノードを起動' },
  save: { en: 'Save this run as a file', ja: 'この実行をファイルに保存' },
  room: { en: 'QR code and slides for the room', ja: '教室向けの QR コードとスライド' },
  inspectNamed: { en: 'Inspect', ja: '詳細を表示' },
  walkthrough: { en: 'Walkthrough', ja: 'ガイド' },
  exercise: { en: 'Exercise', ja: '演習' },
  newRunOf: { en: 'New run', ja: '新しい実行' },
  messages: { en: 'Draw messages', ja: 'メッセージを描く' },
  speech: { en: 'Screen reader', ja: 'スクリーンリーダー' },
  obstacle: {
    alreadyNow: { en: 'The page shows now already.', ja: 'すでに現在を表示しています。' },
    noLesson: { en: 'No walkthrough or film is open.', ja: 'ガイドもフィルムも開いていません。' },
    oneLane: { en: 'This run has no branch yet.', ja: 'この実行にはまだ分岐がありません。' },
    shown: { en: 'This scenario is shown now.', ja: '現在のシナリオです。' },
    notShown: {
      en: 'The canvas is not shown now.',
      ja: 'いまは図が表示されていません。',
    },
  },
} as const satisfies Record<string, Bilingual | Record<string, Bilingual>>

/** The number of found commands. */
export const foundText = (count: number): Bilingual => ({
  en: count === 1 ? '1 command' : `${count} commands`,
  ja: `${count}件のコマンド`,
})

/** A command on one thing, such as “Kill: node-1”. */
export const commandOn = (command: string, thing: string): Bilingual => ({
  en: `${command}: ${thing}`,
  ja: `${thing}:${command}`,
})
