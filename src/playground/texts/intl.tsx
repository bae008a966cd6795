import { createContext, type ReactNode, useContext } from 'react'
import type * as UseIntl from 'use-intl'
import { formatMessage, type LanguageRules, type Values } from './message.ts'

// Replaces `use-intl`, whose types it has (`vite.config.ts` leads the imports here): a tenth of its size, and without its
// search of formatters by their arguments as JSON, which took a tenth of the page's processor time.

interface Intl {
  readonly locale: string
  readonly messages: object
  readonly timeZone?: string
}

const Context = createContext<Intl | null>(null)

function useIntl(): Intl {
  const intl = useContext(Context)
  if (intl === null) throw new Error('A component with texts is outside of IntlProvider.')
  return intl
}

export const IntlProvider = ({ children, ...intl }: Intl & { readonly children: ReactNode }) => (
  <Context value={intl}>{children}</Context>
)

export const useLocale = (() => useIntl().locale) as typeof UseIntl.useLocale

/** Returns the value of a key, made when it is first asked for. */
function kept<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return key => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(key)
    known.set(key, made)
    return made
  }
}

const rulesOf = kept((locale: string): LanguageRules => {
  const number = new Intl.NumberFormat(locale)
  const plurals = new Intl.PluralRules(locale)
  return { number: value => number.format(value), plural: value => plurals.select(value) }
})

type Translate = (key: string, values?: Values) => string

function translator({ locale, messages }: Intl, namespace: string, onError = console.error): Translate {
  const rules = rulesOf(locale)
  const found = kept((key: string): string | null => {
    let text: unknown = messages
    for (const step of `${namespace}${key}`.split('.'))
      text = (text as Record<string, unknown> | undefined)?.[step]
    return typeof text === 'string' ? text : null
  })
  return (key, values) => {
    const text = found(key)
    try {
      if (text === null) throw new Error(`There is no text [${namespace}${key}] in [${locale}].`)
      return formatMessage(text, values ?? {}, rules)
    } catch (error) {
      onError(error)
      return `${namespace}${key}`
    }
  }
}

/** The translators of a language's texts by their namespace: one for all renders, so that effects can depend on it. */
const translators = new WeakMap<object, (namespace: string) => Translate>()

export const useTranslations = ((namespace?: string): Translate => {
  const intl = useIntl()
  let of = translators.get(intl.messages)
  if (of === undefined) {
    of = kept(prefix => translator(intl, prefix))
    translators.set(intl.messages, of)
  }
  return of(namespace === undefined ? '' : `${namespace}.`)
}) as unknown as typeof UseIntl.useTranslations

export const createTranslator = ((intl: Intl & { readonly onError?: (error: unknown) => void }): Translate =>
  translator(intl, '', intl.onError)) as unknown as typeof UseIntl.createTranslator

type Options<Made> = { readonly [option in keyof Made]: Made[option] }

const formatterOf = kept((key: string) => {
  const [locale, timeZone] = key.split(' ')
  const numbers = kept((options: string) => new Intl.NumberFormat(locale, JSON.parse(options)))
  const dates = kept(
    (options: string) => new Intl.DateTimeFormat(locale, { timeZone, ...JSON.parse(options) }),
  )
  const lists = kept((options: string) => new Intl.ListFormat(locale, JSON.parse(options)))
  return {
    number: (value: number | bigint, options: Options<Intl.NumberFormatOptions> = {}) =>
      numbers(JSON.stringify(options)).format(value),
    dateTime: (value: number | Date, options: Options<Intl.DateTimeFormatOptions> = {}) =>
      dates(JSON.stringify(options)).format(value),
    list: (items: Iterable<string>, options: Options<Intl.ListFormatOptions> = {}) =>
      lists(JSON.stringify(options)).format(items),
  }
})

export const useFormatter = (() => {
  const { locale, timeZone = 'UTC' } = useIntl()
  return formatterOf(`${locale} ${timeZone}`)
}) as unknown as typeof UseIntl.useFormatter
