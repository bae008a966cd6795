import { journalFileFormat } from '../trace/journal-file.ts'

/** The things that a file can hold which a person opens in the page. */
export type FileKind = 'run' | 'lesson' | 'journal'

/** The fields that only one kind of file has. A file with none of them is refused as a run file. */
const marks: readonly (readonly [field: string, kind: FileKind])[] = [
  ['header', 'run'],
  // A walkthrough and an exercise.
  ['steps', 'lesson'],
  ['situation', 'lesson'],
]

/** The kind of a file, by its fields. An invalid JSON text counts by the names in it, so that its refusal fits. */
export function kindOfFile(text: string): FileKind {
  if (journalHeader.test(text)) return 'journal'
  const has = fieldsIn(text)
  return marks.find(([field]) => has(field))?.[1] ?? 'run'
}

/** A journal is JSON Lines, whose events may hold every field, so only its first line counts. */
const journalHeader = new RegExp(`^\\s*\\{[^\\n]*"format"\\s*:\\s*"${journalFileFormat}"`)

function fieldsIn(text: string): (field: string) => boolean {
  try {
    const value: unknown = JSON.parse(text)
    return field => typeof value === 'object' && value !== null && field in value
  } catch {
    return field => new RegExp(`"${field}"\\s*:`).test(text)
  }
}
