import type { Language } from '../narration/index.ts'

/** The page's words for the controls that the runner uses. A test compares them with the page's texts. */
export interface WalkthroughWords {
  readonly browserLocale: string
  readonly title: string
  readonly next: string
  readonly watch: string
  readonly speed: string
}

export const walkthroughWords: Readonly<Record<Language, WalkthroughWords>> = {
  en: {
    browserLocale: 'en-GB',
    title: 'Walkthrough',
    next: 'Next',
    watch: 'Watch',
    speed: 'Speed',
  },
  ja: {
    browserLocale: 'ja-JP',
    title: 'ガイド',
    next: '次へ',
    watch: '見る',
    speed: '速さ',
  },
}
