import * as v from 'valibot'
import { actionSchema } from './action-schema.ts'
import type { Bilingual } from './bilingual.ts'
import type { BranchOrigin } from './branch-origin.ts'
import { maxChapters } from './chapter.ts'
import { maxEditedCharacters, maxEditedFiles } from './edited-file.ts'
import { ownLampsSchema } from './own-lamp-schema.ts'
import { instant, listOf, name, names, plainFields, shortName, text, whole } from './plain-schema.ts'
import { checked, complaint } from './refusal.ts'
import { isRefused, type Refused, refuse } from './refused.ts'
import { type FiledLane, maxFiledLanes, type RunFamily } from './run-family.ts'
import type { RunFile } from './run-file.ts'
import { maxLoggedActions, maxRunFileCharacters, runFileFormat, runFileVersion } from './run-file.ts'
import { seedSchema } from './seed-schema.ts'
import { type Raw, upgradeRunFile } from './upgrade.ts'

/** A list whose length is validated before its items. */
const boundedList = <T>(most: number, item: v.GenericSchema<unknown, T>, items: Bilingual) =>
  v.pipe(
    v.unknown(),
    v.check(value => !Array.isArray(value) || value.length <= most, complaint('too-many-entries', { most })),
    listOf(item, items),
  )

export const hashText = v.pipe(text, v.regex(/^[0-9a-f]{64}$/, complaint('not-hash')))

/** Files of one name would contradict each other. */
const editedFilesSchema = v.pipe(
  boundedList(
    maxEditedFiles,
    v.strictObject({
      file: name,
      text: v.pipe(
        text,
        v.maxLength(maxEditedCharacters, complaint('too-long-text', { most: maxEditedCharacters })),
      ),
    }),
    { en: 'edited files', ja: '編集されたファイル' },
  ),
  v.check(files => files.length > 0, complaint('empty')),
  v.check(files => new Set(files.map(({ file }) => file)).size === files.length, complaint('file-twice')),
)

export const runHeaderSchema = v.strictObject({
  format: v.literal(runFileFormat),
  version: v.literal(runFileVersion),
  build: text,
  scenario: name,
  seed: seedSchema,
  settings: plainFields,
  code: v.exactOptional(editedFilesSchema),
})

export const branchOriginSchema: v.GenericSchema<unknown, BranchOrigin> = v.strictObject({
  parent: name,
  at: v.nullable(instant),
  name: v.nullable(text),
  change: v.variant('type', [
    v.strictObject({ type: v.literal('none') }),
    v.strictObject({ type: v.literal('act'), action: actionSchema }),
    v.strictObject({ type: v.literal('undo'), action: actionSchema }),
    v.strictObject({ type: v.literal('settings'), settings: plainFields }),
    v.strictObject({ type: v.literal('code'), files: names }),
  ]),
})

const actionsSchema = boundedList(
  maxLoggedActions,
  v.strictObject({ index: whole, at: instant, action: actionSchema }),
  { en: 'actions', ja: '操作' },
)

const chaptersSchema = boundedList(
  maxChapters,
  v.strictObject({ at: instant, name: v.nullable(shortName) }),
  { en: 'chapters', ja: 'チャプター' },
)

const laneTag = { id: name, number: whole, name: v.nullable(shortName) }

const familySchema: v.GenericSchema<unknown, RunFamily> = v.strictObject({
  shown: v.strictObject(laneTag),
  others: boundedList<FiledLane>(
    maxFiledLanes,
    v.strictObject({
      ...laneTag,
      settings: plainFields,
      code: v.exactOptional(editedFilesSchema),
      actions: actionsSchema,
      until: instant,
      branch: v.nullable(branchOriginSchema),
      lamps: v.exactOptional(ownLampsSchema),
      chapters: v.exactOptional(chaptersSchema),
    }),
    { en: 'lanes', ja: '分岐' },
  ),
})

const runFileSchema: v.GenericSchema<unknown, RunFile> = v.strictObject({
  header: runHeaderSchema,
  actions: actionsSchema,
  until: v.exactOptional(instant),
  hash: v.exactOptional(hashText),
  branch: v.exactOptional(branchOriginSchema),
  lamps: v.exactOptional(ownLampsSchema),
  chapters: v.exactOptional(chaptersSchema),
  family: v.exactOptional(familySchema),
})

/** Parses and validates the text of a run file, upgrading older versions. Returns one sentence that says what is wrong and where. */
export const parseRunFile = (fileText: string): RunFile | Refused => {
  if (fileText.length > maxRunFileCharacters)
    return refuse('oversized-file', { length: fileText.length, most: maxRunFileCharacters })
  const raw = parseJson(fileText)
  if (isRefused(raw)) return raw
  const version = versionOf(raw.value, runFileFormat, runFileVersion, { en: 'run file', ja: '実行ファイル' })
  if (isRefused(version)) return version
  // The version was read from an object, and every JSON value is plain.
  const file = checked(runFileSchema, upgradeRunFile(raw.value as Raw, version), {
    en: 'A run file',
    ja: '実行ファイル',
  })
  return isRefused(file) ? file : (refuseDisorder(file) ?? refuseFamily(file) ?? file)
}

/** Parses JSON, with one sentence of our own for all engines when that fails. */
export const parseJson = (jsonText: string): { readonly value: unknown } | Refused => {
  try {
    return { value: JSON.parse(jsonText) as unknown }
  } catch {
    return refuse(jsonText.trim() === '' ? 'empty-file' : 'not-json')
  }
}

/**
 * The version of a file of this format, or the reason why it cannot be read. The header is the field `header`, or the value
 * itself.
 */
export const versionOf = (
  value: unknown,
  format: string,
  newest: number,
  kind: Bilingual,
): number | Refused => {
  const header = fieldOf(value, 'header') ?? value
  if (fieldOf(header, 'format') !== format) {
    return refuse('other-format', { kind, format })
  }
  const version = fieldOf(header, 'version')
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refuse('invalid-version')
  }
  if (version > newest) {
    return refuse('newer-version', { version, newest })
  }
  return version
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined

const refuseDisorder = ({ actions, until }: Pick<RunFile, 'actions' | 'until'>): Refused | null => {
  let before = 0
  for (const [i, action] of actions.entries()) {
    if (action.index !== i) return refuse('misnumbered-action', { place: i })
    if (action.at < before) return refuse('early-action', { place: i, at: action.at, before })
    before = action.at
  }
  if (until !== undefined && until < before) return refuse('early-end', { until, last: before })
  return null
}

/** Refuses a family whose lanes cannot be told apart, or of which none is the first. */
const refuseFamily = ({ family, branch }: RunFile): Refused | null => {
  if (family === undefined) return null
  const lanes = [{ ...family.shown, branch: branch ?? null }, ...family.others]
  const parents = new Map(lanes.map(lane => [lane.id, lane.branch?.parent]))
  if (parents.size < lanes.length) return refuse('repeated-lane', { lanes: lanes.length, ids: parents.size })
  for (const { id } of lanes) {
    let ancestor = parents.get(id)
    for (let steps = 0; ancestor !== undefined; steps++) {
      if (steps > lanes.length) return refuse('circular-lanes', { id })
      ancestor = parents.get(ancestor)
    }
  }
  for (const lane of family.others) {
    const problem = refuseDisorder(lane)
    if (problem !== null) return refuse('disordered-lane', { id: lane.id, problem })
  }
  return null
}
