/** Texts of the presenter window. Apart from the tables of the page, because they are loaded with the window. */
export const presenterTexts = {
  nothing: {
    en: 'No walkthrough is shown. Begin one in the page that opened this window.',
    ja: 'ガイドは表示されていません。このウィンドウを開いたページで始めてください。',
  },
  notes: { en: 'Notes', ja: 'メモ' },
  noNotes: { en: 'This step has no notes.', ja: 'このステップにメモはありません。' },
  room: { en: 'The room reads', ja: '画面の文章' },
  question: { en: 'The room is asked', ja: '画面の質問' },
  following: { en: 'Next step', ja: '次のステップ' },
  last: { en: 'This is the last step.', ja: '最後のステップです。' },
  back: { en: 'Back', ja: '戻る' },
  next: { en: 'Next', ja: '次へ' },
  play: { en: 'Play the step', ja: 'ステップを再生' },
  elapsed: { en: 'Time since this window was opened', ja: 'このウィンドウを開いてからの時間' },
} as const
