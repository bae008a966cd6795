import type { Bilingual } from '../../narration/index.ts'

/** Texts about lessons of one's own. Apart from the tables of the page, because they are loaded when they are used. */
export const authoringTexts = {
  mine: { en: 'My lessons', ja: '自分のレッスン' },
  mineAbout: {
    en: 'Lessons that you opened from a file or a link, or made here. They stay in this browser.',
    ja: 'ファイルやリンクから開いたレッスンと、ここで作ったレッスンです。このブラウザーに保存されます。',
  },
  open: { en: 'Open a lesson file…', ja: 'レッスンのファイルを開く…' },
  openHelp: {
    en: 'You can also drop the file on the page.',
    ja: 'ファイルをページにドロップしても開けます。',
  },
  play: { en: 'Play', ja: '再生' },
  save: { en: 'Save as a file', ja: 'ファイルに保存' },
  link: { en: 'Copy the link', ja: 'リンクをコピー' },
  print: { en: 'Handout', ja: '配布資料' },
  linkCopied: {
    en: 'The link is in your clipboard. It holds the whole lesson.',
    ja: 'リンクをコピーしました。レッスン全体が入っています。',
  },
  remove: { en: 'Delete', ja: '削除' },
  undo: { en: 'Undo', ja: '元に戻す' },
  untitled: { en: 'Untitled lesson', ja: '無題のレッスン' },
  edit: { en: 'Edit', ja: '編集' },
  make: { en: 'Make a lesson of this run', ja: 'この実行からレッスンを作る' },
  makeHelp: {
    en: 'Each of your acts becomes a step. You write the texts and choose what each step waits for.',
    ja: '行った操作が1つずつステップになります。文章を書き、各ステップで待つことを選べます。',
  },
  editor: { en: 'Lesson editor', ja: 'レッスンの編集' },
  redo: { en: 'Redo', ja: 'やり直す' },
  close: { en: 'Close the editor', ja: '編集を閉じる' },
  collapse: { en: 'Make the editor small', ja: '編集画面を小さくする' },
  expand: { en: 'Show the editor', ja: '編集画面を表示する' },
  lesson: { en: 'About the lesson', ja: 'レッスンについて' },
  title: { en: 'Title', ja: '題名' },
  about: { en: 'What it shows, in one sentence', ja: '内容(1文で)' },
  needs: { en: 'Time needed', ja: '所要時間' },
  minutes: { en: 'min', ja: '分' },
  id: { en: 'Name of the file', ja: 'ファイル名' },
  steps: { en: 'Steps', ja: 'ステップ' },
  emptyStep: { en: 'No text yet', ja: '文章がありません' },
  languages: { en: { en: 'English', ja: '英語' }, ja: { en: 'Japanese', ja: '日本語' } },
  noEnglish: {
    en: 'No English text: English readers see the Japanese one, marked as such.',
    ja: '英語の文章がないので、英語の読者には日本語の文章が印付きで表示されます。',
  },
  noJapanese: {
    en: 'No Japanese text: Japanese readers see the English one, marked as such.',
    ja: '日本語の文章がないので、日本語の読者には英語の文章が印付きで表示されます。',
  },
  stepTools: { en: 'This step', ja: 'このステップ' },
  playFrom: { en: 'Play from here', ja: 'ここから再生' },
  up: { en: 'Move the step up', ja: 'ステップを上へ移動' },
  down: { en: 'Move the step down', ja: 'ステップを下へ移動' },
  merge: { en: 'Merge with the next step', ja: '次のステップと結合' },
  split: { en: 'Split the step', ja: 'ステップを分割' },
  add: { en: 'Add a step of text after this one', ja: 'この後に文章だけのステップを追加' },
  removeStep: { en: 'Delete the step', ja: 'ステップを削除' },
  beginHere: { en: 'Begin here', ja: 'ここから始める' },
  beginHereHelp: {
    en: 'Trims the start: what the steps before this one do is done unseen.',
    ja: '前を切り詰めます。これより前のステップの操作は、見えないところで行われます。',
  },
  endHere: { en: 'End here', ja: 'ここで終える' },
  endHereHelp: {
    en: 'Trims the end: deletes the steps after this one.',
    ja: '後を切り詰めます。これより後のステップを削除します。',
  },
  say: { en: 'Narration', ja: '説明' },
  preview: { en: 'Preview', ja: 'プレビュー' },
  staged: { en: 'Done unseen before the text', ja: '説明の前に見えないところで行うこと' },
  acts: { en: 'Acts', ja: '操作' },
  removeAct: { en: 'Remove the act', ja: '操作を外す' },
  cued: { en: 'While the step plays', ja: 'ステップの再生中に行うこと' },
  awaited: { en: 'Waits for', ja: '待つこと' },
  awaitsNothing: { en: 'Nothing', ja: '何も待たない' },
  awaitSelected: { en: 'Wait for the selected event', ja: '選択中のイベントを待つ' },
  chooseEventHelp: {
    en: 'To wait for something else, select an event in the list below the canvas.',
    ja: 'ほかのことを待つには、キャンバスの下の一覧でイベントを選択してください。',
  },
  waiting: { en: 'The room reads “waiting for …”', ja: '待つ間に表示する文「…を待っています」' },
  within: { en: 'At most', ja: '最長' },
  virtualSeconds: { en: 's of virtual time', ja: '秒(仮想時間)' },
  speed: { en: 'Speed', ja: '速度' },
  missed: { en: 'This did not happen in time:', ja: '時間内に起きませんでした:' },
  unplayed: {
    en: 'Not played, because a step before it was refused.',
    ja: '前のステップの操作が拒否されたため、再生していません。',
  },
  points: { en: 'Points at', ja: '指し示すもの' },
  point: { en: 'Choose on the canvas', ja: 'キャンバスで選ぶ' },
  pointing: {
    en: 'Click a node or an actor on the canvas.',
    ja: 'キャンバスのノードかアクターをクリックしてください。',
  },
  pointingDone: { en: 'Done', ja: '完了' },
  removeThing: { en: 'Do not point at', ja: '指し示さない' },
  question: { en: 'Prediction', ja: '予想' },
  questions: {
    choice: { en: 'Choices', ja: '選択式' },
    number: { en: 'A number', ja: '数' },
    point: { en: 'A click on a thing', ja: 'ものをクリック' },
  },
  ask: { en: 'Question, asked before the step plays', ja: '問い(ステップの再生前に尋ねます)' },
  why: { en: 'Explanation, shown after it', ja: '解説(再生後に表示します)' },
  right: { en: 'right answer', ja: '正解' },
  choiceWords: { en: 'Answer', ja: '答え' },
  claim: { en: 'What it claims about the run', ja: 'この答えが実行について言うこと' },
  noClaim: { en: 'Nothing that can be checked', ja: '確かめられることは言わない' },
  holds: { en: 'holds in the run.', ja: '実行で成り立ちます。' },
  holdsNot: { en: 'does not hold in the run.', ja: '実行で成り立ちません。' },
  mustHold: { en: 'The right answer must hold.', ja: '正解は成り立たなければなりません。' },
  mustNotHold: { en: 'A wrong answer must not hold.', ja: '誤答は成り立ってはいけません。' },
  addChoice: { en: 'Add an answer', ja: '答えを追加' },
  removeChoice: { en: 'Remove the answer', ja: '答えを外す' },
  removeQuestion: { en: 'Remove the prediction', ja: '予想を外す' },
  rightNumber: { en: 'Right answer', ja: '正解' },
  tolerance: { en: 'Distance that still counts', ja: '許す差' },
  unit: { en: 'Unit', ja: '単位' },
  rightThings: { en: 'Right answers', ja: '正解' },
  lamps: { en: 'Lamps', ja: 'ランプ' },
  lampWords: { en: 'What the lit lamp says', ja: '点灯したランプの意味' },
  addLamp: { en: 'Add a lamp', ja: 'ランプを追加' },
  chooseLamp: {
    en: 'Choose a lamp of the run, or a thing that happened',
    ja: '実行のランプか、起きたことを選ぶ',
  },
  removeLamp: { en: 'Remove the lamp', ja: 'ランプを外す' },
  notesAndChapter: { en: 'Chapter and notes', ja: '章とメモ' },
  chapter: { en: 'A chapter begins here, with the title', ja: 'ここから始まる章の題名' },
  notes: { en: 'Notes for the presenter', ja: '発表者用のメモ' },
  data: { en: 'The step as data', ja: 'ステップのデータ' },
  dataHelp: {
    en: 'For stage directions and other conditions. A valid text takes effect at once.',
    ja: '演出の指示や、ほかの条件に使えます。正しい内容はすぐに反映されます。',
  },
  notJson: { en: 'This is not valid JSON yet.', ja: 'まだ正しいJSONではありません。' },
  prove: { en: 'Prove it', ja: '確かめる' },
  proving: { en: 'The lesson is being played unseen…', ja: 'レッスンを裏で再生しています…' },
  lampDark: { en: 'This lamp is dark:', ja: 'このランプが消えています:' },
  claimFails: { en: 'The run contradicts this answer:', ja: 'この答えが実行と食い違います:' },
  showIt: { en: 'Show it', ja: '表示する' },
  saved: { en: 'Kept as a draft in this browser.', ja: '下書きとしてこのブラウザーに保存しました。' },
  states: {
    wrong: { en: 'has a fault', ja: '誤りがあります' },
    unknown: { en: 'not proven yet', ja: '未確認' },
    good: { en: 'proven', ja: '確認済み' },
    bad: { en: 'fails', ja: '失敗します' },
  },
  unstored: {
    en: 'Your browser does not store lessons. They last until the page is closed: save them as files.',
    ja: 'このブラウザーにはレッスンを保存できません。ページを閉じると消えるので、ファイルに保存してください。',
  },
  shortLanguages: { en: 'EN', ja: '日' },
} as const

export const deletedText = (title: string): Bilingual => ({
  en: `“${title}” is deleted.`,
  ja: `「${title}」を削除しました。`,
})

export const tooLongForLinkText = (most: number): Bilingual => ({
  en: `This lesson is too long for a link (more than ${most} characters). Save it as a file and share the file.`,
  ja: `このレッスンはリンクに入りません(${most}文字まで)。ファイルに保存して、ファイルを共有してください。`,
})

/** The name of a button in a list, for readers who hear only the button. */
export const actOnLessonText = (act: Bilingual, title: string): Bilingual => ({
  en: `${act.en}: ${title}`,
  ja: `${act.ja}:${title}`,
})

export const sizeOfExerciseText = (minutes: number): Bilingual => ({
  en: `${minutes} min · exercise`,
  ja: `${minutes}分・演習`,
})

export const sizeOfLessonText = (minutes: number, steps: number): Bilingual => ({
  en: `${minutes} min · ${steps} ${steps === 1 ? 'step' : 'steps'}`,
  ja: `${minutes}分・${steps}ステップ`,
})

export const numberedText = (place: number): Bilingual => ({ en: `Step ${place}`, ja: `ステップ${place}` })

export const answerText = (place: number): Bilingual => ({ en: `Answer ${place}`, ja: `答え${place}` })

export const lampText = (place: number): Bilingual => ({ en: `Lamp ${place}`, ja: `ランプ${place}` })

export const provenText = (steps: number): Bilingual => ({
  en: `Proven: the lesson reaches the end of ${steps === 1 ? 'its only step' : `all ${steps} steps`}.`,
  ja: `確認済み:${steps}ステップすべての終わりまで再生できます。`,
})

export const failedStepText = (place: number): Bilingual => ({
  en: `Step ${place} fails.`,
  ja: `ステップ${place}が失敗します。`,
})

export const scenarioAndSeedText = (scenario: string, seed: number): Bilingual => ({
  en: `Scenario ${scenario}, seed ${seed}. Every showing is the same run.`,
  ja: `シナリオ${scenario}、シード${seed}。毎回同じ実行になります。`,
})

/** The place of a fault, by the keys that lead to it. */
export const faultText = ([list, place]: readonly (string | number)[]): Bilingual =>
  list === 'steps' && typeof place === 'number'
    ? { en: `Step ${place + 1} is not finished.`, ja: `ステップ${place + 1}が未完成です。` }
    : { en: 'The lesson is not finished.', ja: 'レッスンが未完成です。' }
