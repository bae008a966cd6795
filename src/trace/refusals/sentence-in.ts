import type { Language } from '../bilingual.ts'
import { type Refused, wordedWith } from '../refused.ts'
import { japaneseSentences } from './japanese/sentences.ts'
import { refusalSentences } from './sentences.ts'

/** The sentence of a refusal in this language. */
export const sentenceIn = (refusal: Refused, language: Language): string =>
  wordedWith(language === 'ja' ? japaneseSentences : refusalSentences, language, refusal)
