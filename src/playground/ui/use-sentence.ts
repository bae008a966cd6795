import { useLocale } from 'use-intl'
import type { Refused } from '../../trace/index.ts'
import { wordRefusal } from '../texts/word-refusal.ts'

/** Returns the function that words a refusal in the page's language. */
export function useSentence(): (refusal: Refused) => string {
  const locale = useLocale()
  return refusal => wordRefusal(refusal, locale)
}
