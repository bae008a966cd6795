import { useLocale } from 'use-intl'
import type { Bilingual } from '../../narration/index.ts'

/** For texts that come with the data: picks the page's language. */
export function useText(): (text: Bilingual) => string {
  const locale = useLocale()
  return text => text[locale]
}
