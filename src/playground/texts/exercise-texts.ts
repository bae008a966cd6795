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
  next: { en: 'Next exercise', ja: '次の演習へ' },
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
    supervision: { en: 'Supervision', ja: 'スーパービジョン' },
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
