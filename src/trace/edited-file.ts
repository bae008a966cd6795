/** Most edited files of a run, and most characters of each: four times the longest behavior of the scenarios. */
export const maxEditedFiles = 8
export const maxEditedCharacters = 32_768

/** A file of a scenario with a text of a person's own. */
export interface EditedFile {
  /** Path below `src/scenarios`. */
  readonly file: string
  /** TypeScript. */
  readonly text: string
}
