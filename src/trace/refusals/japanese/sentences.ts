import type { RefusalCode } from '../sentences.ts'
import { japaneseActionSentences } from './action-sentences.ts'
import { japaneseDataSentences } from './data-sentences.ts'
import { japaneseFileSentences } from './file-sentences.ts'
import { japaneseRunSentences } from './run-sentences.ts'
import { japaneseSupervisionSentences } from './supervision-sentences.ts'

/** The Japanese sentence of each refusal, by code. Apart from the English ones, because an English page does not load it. */
export const japaneseSentences: Readonly<Record<RefusalCode, string>> = {
  ...japaneseActionSentences,
  ...japaneseSupervisionSentences,
  ...japaneseDataSentences,
  ...japaneseFileSentences,
  ...japaneseRunSentences,
}
