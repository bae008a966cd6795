import type { Bilingual, Language } from '../../narration/index.ts'
import type { Walkthrough } from '../lesson.ts'

/** In front of a text that stands in for the missing one of the reader's language. */
const standIn: Bilingual = { en: '(Japanese) ', ja: '(英語) ' }

const isBilingual = (value: object): value is Bilingual =>
  Object.keys(value).length === 2 && 'en' in value && 'ja' in value

/** A copy in which `change` has replaced each text in two languages. */
function mapTexts<T>(value: T, change: (text: Bilingual) => Bilingual): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(part => mapTexts(part, change)) as T
  if (isBilingual(value) && typeof value.en === 'string' && typeof value.ja === 'string')
    return change(value) as T
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapTexts(part, change)])) as T
}

const isMissing = (text: string): boolean => text.trim() === ''

/**
 * A draft for its readers: a missing translation is replaced by the text in the other language, with a mark in front.
 * Texts that are missing in both languages stay empty.
 */
export const completeTexts = (draft: Walkthrough): Walkthrough =>
  mapTexts(draft, text => ({ en: readable(text, 'en', 'ja'), ja: readable(text, 'ja', 'en') }))

const readable = (text: Bilingual, language: Language, other: Language): string =>
  isMissing(text[language]) && !isMissing(text[other]) ? `${standIn[language]}${text[other]}` : text[language]

/** The draft of a walkthrough: {@link completeTexts} backwards. */
export const draftOf = (walkthrough: Walkthrough): Walkthrough =>
  mapTexts(walkthrough, text => ({
    en: text.en === `${standIn.en}${text.ja}` ? '' : text.en,
    ja: text.ja === `${standIn.ja}${text.en}` ? '' : text.ja,
  }))
