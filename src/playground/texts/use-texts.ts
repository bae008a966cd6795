import { useEffect, useState } from 'react'
import { en } from './en.ts'
import type { Locale } from './texts.ts'
import { loadJapaneseRefusals } from './word-refusal.ts'

/** Texts with their language. */
interface LoadedTexts {
  readonly locale: Locale
  readonly messages: typeof en
}

const english: LoadedTexts = { locale: 'en', messages: en }

/** Loaded when used, because most visits show one language only. */
const loadJapanese = async (): Promise<LoadedTexts> => {
  const [{ ja }] = await Promise.all([import('./ja.ts'), loadJapaneseRefusals()])
  // Cast because the type is needed only for the keys, which are the same in each language.
  return { locale: 'ja', messages: ja as unknown as typeof en }
}

/** The texts in this language. While they load, those shown before; null: none were. */
export function useTexts(locale: Locale): LoadedTexts | null {
  const [shown, setShown] = useState(locale === 'en' ? english : null)
  useEffect(() => {
    let current = true
    const show = (texts: LoadedTexts) => {
      if (current) setShown(texts)
    }
    if (locale === 'en') show(english)
    // A page without its server keeps English, which every part of it can show.
    else void loadJapanese().then(show, () => show(english))
    return () => {
      current = false
    }
  }, [locale])
  return shown
}
