import type { allEn } from './all-en.ts'
import type { en } from './en.ts'

export type Locale = 'en' | 'ja'

/** Every text is a string under the same key in each language: a missing text does not compile. */
type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> }
export type Texts = Translated<typeof allEn>

declare module 'use-intl' {
  interface AppConfig {
    Messages: typeof en
    Locale: Locale
  }
}
