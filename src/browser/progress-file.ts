import * as v from 'valibot'
import { choice, text, whole } from '../trace/plain-schema.ts'
import { checked } from '../trace/refusal.ts'
import { type Refused, refuse } from '../trace/refused.ts'

/** Version of the progress file. Raise it with every change of its fields. */
const progressVersion = 2
/** Files of these versions are read too: their fields are among those of today. */
const earlierVersions: readonly unknown[] = [1]
const format = 'actorium-progress'

/** A participant's progress with one exercise. */
export interface ExerciseProgress {
  readonly state: 'open' | 'tried' | 'done'
  /** Number of hints that were read. */
  readonly hints: number
  /** The text with which the participant last ran a code exercise. */
  readonly code?: string
}

/** By the id of the exercise. */
export type ProgressById = Readonly<Record<string, ExerciseProgress>>

const exerciseSchema = v.strictObject({
  state: choice(['open', 'tried', 'done']),
  hints: whole,
  code: v.exactOptional(text),
})
const schema: v.GenericSchema<unknown, ProgressById> = v.record(v.string(), exerciseSchema)

const theProgress = { en: 'The progress', ja: '進み具合' }

/** Validates progress by exercise, for example from the browser's storage. */
export const checkedProgress = (value: unknown): ProgressById | Refused => checked(schema, value, theProgress)

export const formatProgress = (exercises: ProgressById): string =>
  `${JSON.stringify({ format, version: progressVersion, exercises }, null, 2)}\n`

/** Reads a progress file. Returns its progress, or one sentence that says why it is not one. */
export function parseProgress(json: string): ProgressById | Refused {
  let file: unknown
  try {
    file = JSON.parse(json)
  } catch {
    return refuse('not-progress')
  }
  if (typeof file !== 'object' || file === null || !('format' in file) || file.format !== format)
    return refuse('not-progress')
  const isRead =
    'version' in file && (file.version === progressVersion || earlierVersions.includes(file.version))
  if (!isRead)
    return refuse('progress-version', {
      version: 'version' in file ? String(file.version) : '?',
      known: progressVersion,
    })
  return checkedProgress('exercises' in file ? file.exercises : undefined)
}
