import type { EditedFile } from '../../trace/index.ts'

/** The edited files of a run after an edit. A file with its original text is not among them. */
export function withEdit(
  code: readonly EditedFile[],
  file: string,
  text: string,
  original: string,
): readonly EditedFile[] {
  const others = code.filter(edited => edited.file !== file)
  return text === original ? others : [...others, { file, text }]
}
