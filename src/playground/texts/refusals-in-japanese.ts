import { type Refused, sentenceIn } from '../../trace/index.ts'

/** Loaded with the Japanese texts of the page. */
export const refusalInJapanese = (refusal: Refused): string => sentenceIn(refusal, 'ja')
