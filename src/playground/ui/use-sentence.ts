import { useLocale } from 'use-intl'
import { type Refused, sentenceIn } from '../../trace/index.ts'

/** Returns the function that words a refusal in the page's language. */
export function useSentence(): (refusal: Refused) => string {
  const locale = useLocale()
  return refusal => sentenceIn(refusal, locale)
}
