/** A text in English and Japanese, the languages of the page. */
export interface Bilingual {
  readonly en: string
  readonly ja: string
}

export type Language = keyof Bilingual
