import * as v from 'valibot'
import type { Refused } from './action.ts'
import { actionSchema } from './action-schema.ts'
import { instant, name, plainFields, text, whole } from './plain-schema.ts'
import { checked, isRefused } from './refusal.ts'
import type { RunFile } from './run-file.ts'
import { runFileFormat, runFileVersion } from './run-file.ts'
import { type Raw, upgradeRunFile } from './upgrade.ts'

export const highestSeed = 2 ** 31 - 1

export const seedSchema = v.pipe(whole, v.maxValue(highestSeed, `must be at most ${highestSeed}`))
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

/** The text of a run file, or one sentence saying what is wrong with it and where. */
export const parseRunFile = (fileText: string): RunFile | Refused => {
  const raw = parseJson(fileText)
  if (isRefused(raw)) return raw
  const version = versionOf(raw.value, runFileFormat, runFileVersion, 'run file')
  if (isRefused(version)) return version
  // What has a version is an object; every JSON value is plain.
  const file = checked(runFileSchema, upgradeRunFile(raw.value as Raw, version), 'A run file')
  return isRefused(file) ? file : (disorderIn(file) ?? file)
}

export const formatRunFile = (file: RunFile): string => `${JSON.stringify(file, null, 2)}\n`

export const parseJson = (jsonText: string): { readonly value: unknown } | Refused => {
  try {
    return { value: JSON.parse(jsonText) as unknown }
  } catch {
    // Each engine words this differently; a person is told the same by all.
    return {
      refused: jsonText.trim() === '' ? 'The file is empty.' : 'This is not JSON: it cannot be read at all.',
    }
  }
}

/** Which version wrote it, if it is of this format and we can read it. The header is `header`, or the value itself. */
export const versionOf = (value: unknown, format: string, newest: number, what: string): number | Refused => {
  const header = fieldOf(value, 'header') ?? value
  if (fieldOf(header, 'format') !== format) {
    return { refused: `This is no Actorium ${what}: \`header.format\` must be "${format}".` }
  }
  const version = fieldOf(header, 'version')
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { refused: '`header.version` must be a whole number, 1 or more.' }
  }
  if (version > newest) {
    return {
      refused: `\`header.version\` is ${version}, but this Actorium reads versions up to ${newest}: open it with a newer one.`,
    }
  }
  return version
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined

const disorderIn = ({ actions, until }: RunFile): Refused | null => {
  let before = 0
  for (const [i, action] of actions.entries()) {
    if (action.index !== i)
      return { refused: `\`actions[${i}].index\` must be ${i}: actions are numbered from 0.` }
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
