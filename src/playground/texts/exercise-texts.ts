import type { Bilingual } from '../../narration/index.ts'

/** Texts of the exercises. Apart from the tables of the page, because they are loaded with the first exercise. */
export const exerciseTexts = {
  title: { en: 'Exercises', ja: '演習' },
  about: {
    en: 'Each exercise takes a few minutes on a real run, and checks itself.',
    ja: '1つ数分で解ける演習です。実際に動かしながら、自動で答え合わせができます。',
  },
  close: { en: 'Close the exercises', ja: '演習を閉じる' },
  back: { en: 'All exercises', ja: '演習の一覧' },
  collapse: { en: 'Make the exercise small', ja: '演習を小さくする' },
  expand: { en: 'Show the exercise', ja: '演習を表示する' },
  coming: { en: 'Exercises of this ladder are coming.', ja: 'この分野の演習は準備中です。' },
  goal: { en: 'Your task', ja: '課題' },
  situation: { en: 'The situation', ja: '状況' },
  lamps: { en: 'So far', ja: '現在の状態' },
  hints: { en: 'Hints', ja: 'ヒント' },
  hint: { en: 'Show a hint', ja: 'ヒントを見る' },
  moreHint: { en: 'Show the next hint', ja: '次のヒントを見る' },
  solution: { en: 'Play the solution', ja: '解答を再生する' },
  solutionAsk: {
    en: 'The solution begins the exercise anew and plays it to its end.',
    ja: '演習を最初からやり直し、解答を最後まで再生します。',
  },
  reset: { en: 'Start again', ja: '最初からやり直す' },
  why: { en: 'Why', ja: '理由' },
  predict: { en: 'Predict, then see', ja: '予想して、確かめる' },
  answer: { en: 'Your answer', ja: 'あなたの予想' },
  number: { en: 'Your number', ja: '数' },
  chooseFirst: { en: 'Choose an answer first.', ja: '先に答えを選んでください。' },
  numberFirst: { en: 'Type a whole number, 0 or more.', ja: '0以上の整数を入力してください。' },
  preparing: { en: 'The stage is being set…', ja: '準備しています…' },
  playing: { en: 'Watch the run…', ja: '動きを見てください…' },
  right: { en: 'The run confirms your prediction.', ja: '予想どおりでした。' },
  wrong: { en: 'The run refutes your prediction.', ja: '予想とは違う結果になりました。' },
  refutedHere: { en: 'Show the event that refutes it', ja: '予想を覆したイベントを表示する' },
  insteadHere: { en: 'Show what happened instead', ja: '実際に起きたことを表示する' },
  exact: { en: 'The exact condition', ja: '正確な条件' },
  solved: { en: 'Solved. Every lamp is lit.', ja: '正解です。すべてのランプが点灯しました。' },
  solutionPlayed: {
    en: 'This was the solution. Now try it yourself.',
    ja: 'これが解答です。今度は自分で試してみましょう。',
  },
  lost: {
    en: 'The goal is out of reach since this moment.',
    ja: 'この時点から、目標を達成できなくなりました。',
  },
  showMoment: { en: 'Show the moment', ja: 'その時点を表示する' },
  tryBefore: { en: 'Try again from before it', ja: 'その直前からやり直す' },
  notAllowed: { en: 'This act is not part of the exercise.', ja: 'この操作は、この演習では使えません。' },
  pointFirst: {
    en: 'Click one of the actors in question first.',
    ja: '先に、質問に出てくるアクターをクリックしてください。',
  },
  editor: { en: 'The code', ja: 'コード' },
  runCode: { en: 'Run with this code', ja: 'このコードで実行' },
  repeating: { en: 'Running…', ja: '実行しています…' },
  backToStart: { en: 'Back to the start', ja: '最初のコードに戻す' },
  showChanges: { en: 'Show my changes', ja: '変更点を表示' },
  showCode: { en: 'Back to the code', ja: 'コードに戻る' },
  showSolution: { en: 'Show the solution', ja: '解答を見る' },
  solutionDiff: {
    en: 'One solution, as a change of the starting code:',
    ja: '解答の一例(最初のコードからの変更点):',
  },
  runSolution: { en: 'Run the solution', ja: '解答を実行' },
  watchAgain: { en: 'Watch again', ja: 'もう一度見る' },
  skip: { en: 'Skip to the result', ja: '結果まで飛ばす' },
  watchCode: { en: 'Watch what this code does…', ja: 'このコードの動きを見てください…' },
  missedYet: {
    en: 'Change the code below, then run it. The same acts are repeated from the start.',
    ja: '下のコードを変えて実行してください。同じ操作が最初から繰り返されます。',
  },
  missed: { en: 'Not yet: not every lamp is lit.', ja: 'まだすべてのランプが点灯していません。' },
  showPattern: { en: 'Show where', ja: 'その時点を表示する' },
  otherRun: {
    en: 'This run is not one of the exercise any more. Run your code again.',
    ja: 'この実行は演習の手順から外れています。もう一度コードを実行してください。',
  },
  edits: { en: 'code', ja: 'コード' },
  tools: { en: 'Progress', ja: '進み具合' },
  save: { en: 'Save for the teacher', ja: '先生用に保存' },
  load: { en: 'Load a file', ja: 'ファイルを読み込む' },
  clear: { en: 'Reset', ja: 'リセット' },
  undo: { en: 'Undo', ja: '元に戻す' },
  unstored: {
    en: 'Your browser does not store the progress. It lasts until the page is closed.',
    ja: 'このブラウザーには進み具合を保存できません。ページを閉じるまで保持されます。',
  },
  state: {
    open: { en: 'open', ja: '未着手' },
    tried: { en: 'tried', ja: '挑戦中' },
    done: { en: 'done', ja: '完了' },
  },
  ladder: {
    failures: { en: 'When an actor fails', ja: 'アクターの失敗' },
    relatives: { en: 'Parents, children and watchers', ja: '親子と監視' },
    replies: { en: 'Timers and replies', ja: 'タイマーと応答' },
    cqrs: { en: 'Event sourcing + CQRS', ja: 'イベントソーシング + CQRS' },
    persistence: { en: 'Persistence', ja: '永続化' },
    cluster: { en: 'Cluster', ja: 'クラスター' },
  },
} as const satisfies Readonly<Record<string, Bilingual | Readonly<Record<string, Bilingual>>>>

export const minutesText = (minutes: number): Bilingual => ({ en: `${minutes} min`, ja: `${minutes}分` })

export const actsText = (acts: number, par: number): Bilingual => ({
  en: `${acts} ${acts === 1 ? 'act' : 'acts'} · par ${par}`,
  ja: `操作${acts}回・基準${par}回`,
})

export const doneText = (done: number, of: number): Bilingual => ({
  en: `${done} of ${of} done`,
  ja: `${of}問中${done}問完了`,
})

export const linesText = (lines: number, par: number): Bilingual => ({
  en: `${lines} ${lines === 1 ? 'line' : 'lines'} changed · par ${par}`,
  ja: `${lines}行を変更・基準${par}行`,
})

/** `time`: the instant at which the experiment ended. */
export const absentText = (time: string): Bilingual => ({
  en: `The experiment ended at ${time}. Until then your prediction had not come true.`,
  ja: `実験は${time}で終わりました。それまでに、予想したことは起きませんでした。`,
})

/** `counted`: the number of events with their unit. */
export const countedText = (time: string, counted: Bilingual): Bilingual => ({
  en: `The experiment ended at ${time}. Until then the run counts ${counted.en}.`,
  ja: `実験は${time}で終わりました。それまでの数は${counted.ja}です。`,
})

export const nextText = (title: Bilingual): Bilingual => ({
  en: `Next: ${title.en}`,
  ja: `次の演習:${title.ja}`,
})
