/** A text in the languages of the page. */
export interface Bilingual {
  readonly en: string
  readonly ja: string
}

export type Language = keyof Bilingual
