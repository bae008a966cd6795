import { useMemo } from 'react'
import { createTranslator, useLocale } from 'use-intl'
import type { Locale } from '../texts/texts.ts'

/** The texts of a part of the page that is loaded when it is used. Placeholders are ICU messages. */
type OwnTexts<M> = { readonly [L in Locale]: M }

/** Returns the function that words such texts in the page's language. */
export function useOwnTexts<M extends Record<string, unknown>>(texts: OwnTexts<M>) {
  const locale = useLocale()
  return useMemo(() => createTranslator({ locale, messages: texts[locale] }), [locale, texts])
}
