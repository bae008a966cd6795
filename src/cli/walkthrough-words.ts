import type { Language } from '../narration/index.ts'

/** What the page calls the things that the runner presses. A test holds them to the page's own texts. */
export interface WalkthroughWords {
  readonly browserLocale: string
  readonly title: string
  readonly begin: string
  readonly next: string
  readonly speed: string
}

export const walkthroughWords: Readonly<Record<Language, WalkthroughWords>> = {
  en: { browserLocale: 'en-GB', title: 'Walkthrough', begin: 'Begin', next: 'Next', speed: 'Speed' },
  ja: { browserLocale: 'ja-JP', title: 'ガイド', begin: '始める', next: '次へ', speed: '速さ' },
}
