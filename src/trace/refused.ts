import type { Bilingual, Language } from './bilingual.ts'
import { type RefusalCode, refusalSentences, type ValueNames } from './refusals/sentences.ts'
import { shortened } from './shortened.ts'

/** A part of a sentence: data, a word in both languages, or another refusal, whose sentence is inserted. */
export type RefusalValue = string | number | Bilingual | Refused

/** The reason why a call was refused, as data: the page words it in the language that it shows. */
export interface Refused {
  /** The sentence in English, for scripts and the command line. */
  readonly refused: string
  readonly code: RefusalCode
  readonly values: Readonly<Record<string, RefusalValue>>
  /** The engine's own text of an unexpected error, for developers. The page does not show it. */
  readonly detail?: string
}

export const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'refused' in value

type ValuesOf<Names extends string> = Readonly<Record<Names, RefusalValue>>

/** The values of a sentence as arguments: none for a sentence without values. */
export type ValueArguments<Names extends string> = [Names] extends [never] ? [] : [values: ValuesOf<Names>]

/** @example refuse('unknown-participant', { participant: 'node-9' }) */
export function refuse<C extends RefusalCode>(code: C, ...given: ValueArguments<ValueNames<C>>): Refused {
  const values: Refused['values'] = given[0] ?? {}
  return { refused: wordedWith(refusalSentences, 'en', { code, values }), code, values }
}

/** Longer values are cut in a sentence, because they can come from a file of any content. */
const maxValueCharacters = 2000

/** The sentence of a refusal in the language of these sentences. */
export const wordedWith = (
  sentences: Readonly<Record<RefusalCode, string>>,
  language: Language,
  { code, values }: Pick<Refused, 'code' | 'values'>,
): string => {
  const textOf = (value: RefusalValue): string => {
    if (typeof value !== 'object') return shortened(String(value), maxValueCharacters)
    return isRefused(value) ? wordedWith(sentences, language, value) : value[language]
  }
  return sentences[code].replace(/\{(\w+)\}/g, (_, name: string) => textOf(values[name]!))
}
