import * as v from 'valibot'
import { actionSchema } from './action-schema.ts'
import { instant, name, plainFields, text, whole } from './plain-schema.ts'
import { checked } from './refusal.ts'
import { isRefused, type Refused } from './refused.ts'
import type { RunFile } from './run-file.ts'
import { runFileFormat, runFileVersion } from './run-file.ts'
import { type Raw, upgradeRunFile } from './upgrade.ts'

/** Seeds are whole numbers from 0 to this one. */
export const maxSeed = 2 ** 31 - 1

export const seedSchema = v.pipe(whole, v.maxValue(maxSeed, `must be at most ${maxSeed}`))
export const hashText = v.pipe(text, v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'))

export const runHeaderSchema = v.strictObject({
  format: v.literal(runFileFormat),
  version: v.literal(runFileVersion),
  build: text,
  scenario: name,
  seed: seedSchema,
  settings: plainFields,
})

const runFileSchema: v.GenericSchema<unknown, RunFile> = v.strictObject({
  header: runHeaderSchema,
  actions: v.array(
    v.strictObject({ index: whole, at: instant, action: actionSchema }),
    'must be a list of actions',
  ),
  until: v.exactOptional(instant),
  hash: v.exactOptional(hashText),
})

/** Parses and validates the text of a run file, upgrading older versions. Returns one sentence that says what is wrong and where. */
export const parseRunFile = (fileText: string): RunFile | Refused => {
  const raw = parseJson(fileText)
  if (isRefused(raw)) return raw
  const version = versionOf(raw.value, runFileFormat, runFileVersion, 'run file')
  if (isRefused(version)) return version
  // The version was read from an object, and every JSON value is plain.
  const file = checked(runFileSchema, upgradeRunFile(raw.value as Raw, version), 'A run file')
  return isRefused(file) ? file : (refuseDisorder(file) ?? file)
}

/** The text of a run file, as {@link parseRunFile} reads it. */
export const formatRunFile = (file: RunFile): string => `${JSON.stringify(file, null, 2)}\n`

/** Parses JSON, with one sentence of our own for all engines when that fails. */
export const parseJson = (jsonText: string): { readonly value: unknown } | Refused => {
  try {
    return { value: JSON.parse(jsonText) as unknown }
  } catch {
    return {
      refused:
        jsonText.trim() === ''
          ? 'The file is empty. Choose a file that Actorium wrote.'
          : 'This is not JSON. Choose a file that Actorium wrote.',
    }
  }
}

/**
 * The version of a file of this format, or the reason why it cannot be read. The header is the field `header`, or the value
 * itself.
 */
export const versionOf = (value: unknown, format: string, newest: number, kind: string): number | Refused => {
  const header = fieldOf(value, 'header') ?? value
  if (fieldOf(header, 'format') !== format) {
    return { refused: `This is not an Actorium ${kind}: \`header.format\` must be "${format}".` }
  }
  const version = fieldOf(header, 'version')
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { refused: '`header.version` must be a whole number, 1 or more.' }
  }
  if (version > newest) {
    return {
      refused: `\`header.version\` is ${version}, but this Actorium reads versions up to ${newest}. Open the file with a newer Actorium.`,
    }
  }
  return version
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined

const refuseDisorder = ({ actions, until }: RunFile): Refused | null => {
  let before = 0
  for (const [i, action] of actions.entries()) {
    if (action.index !== i)
      return { refused: `\`actions[${i}].index\` must be ${i}, because actions are numbered from 0.` }
    if (action.at < before) {
      return {
        refused: `\`actions[${i}].at\` is ${action.at}, earlier than the action before it at ${before}.`,
      }
    }
    before = action.at
  }
  if (until !== undefined && until < before) {
    return { refused: `\`until\` is ${until}, earlier than the last action at ${before}.` }
  }
  return null
}
