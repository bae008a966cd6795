import { useMemo } from 'react'
import { createTranslator, type NamespaceKeys, type NestedKeyOf, useLocale, useMessages } from 'use-intl'
import { allEn } from '../texts/all-en.ts'

type AllTexts = typeof allEn

/** As `useTranslations`, with the texts of the parts that are loaded when they are used. Only such parts import it. */
export function useDeferredTexts<N extends NamespaceKeys<AllTexts, NestedKeyOf<AllTexts>> = never>(
  namespace?: N,
) {
  const locale = useLocale()
  const provided: unknown = useMessages()
  return useMemo(
    () =>
      createTranslator<AllTexts, N>({
        locale,
        // Cast because the type is needed only for the keys, which are the same in each language.
        messages: locale === 'en' ? allEn : (provided as AllTexts),
        ...(namespace !== undefined && { namespace }),
      }),
    [locale, provided, namespace],
  )
}
