/** A text whose two languages do not differ as they should, and the keys that lead to it. */
export interface Untranslated {
  readonly steps: readonly (string | number)[]
  readonly language: 'en' | 'ja'
}

const japanese = /[\u3040-\u30ff\u3400-\u9fff]/
const englishWords = /[A-Za-z]{2,}\W+[A-Za-z]{2,}/

/** The texts of a lesson that were copied in place of a translation. A name or a number may be the same in both. */
export function untranslatedIn(value: unknown, steps: Untranslated['steps'] = []): readonly Untranslated[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((part, i) => untranslatedIn(part, [...steps, i]))
  const { en, ja } = value as { readonly en?: unknown; readonly ja?: unknown }
  if (typeof en === 'string' && typeof ja === 'string')
    return [
      ...(japanese.test(en) ? [{ steps: [...steps, 'en'], language: 'en' } as const] : []),
      ...(englishWords.test(ja) && !japanese.test(ja)
        ? [{ steps: [...steps, 'ja'], language: 'ja' } as const]
        : []),
    ]
  return Object.entries(value).flatMap(([key, part]) => untranslatedIn(part, [...steps, key]))
}
