import * as v from 'valibot'
import {
  type JournalContent,
  type JournalEvent,
  type JournalSnapshot,
  type JournalStream,
  maxJournalEntries,
} from './journal-content.ts'
import { complaintOf, faultOfJournal } from './journal-fault.ts'
import {
  type JournalFile,
  type JournalFileHeader,
  journalFileFormat,
  journalFileVersion,
} from './journal-file.ts'
import { type JournalLine, journalLineSchema } from './journal-schema.ts'
import { inLine, parseLine } from './json-lines.ts'
import { versionOf } from './parse-run-file.ts'
import { instant, name, plainFields, text, whole } from './plain-schema.ts'
import { checked, refusalAbout } from './refusal.ts'
import { isRefused, type Refused, refuse } from './refused.ts'
import { maxRunFileCharacters, type RunFile, runFileFormat, runFileVersion } from './run-file.ts'
import { seedSchema } from './seed-schema.ts'

const headerSchema: v.GenericSchema<unknown, JournalFileHeader> = v.strictObject({
  format: v.literal(journalFileFormat),
  version: v.literal(journalFileVersion),
  build: text,
  scenario: name,
  seed: seedSchema,
  settings: plainFields,
  database: name,
  at: instant,
  streams: whole,
  events: whole,
  snapshots: whole,
})

/** Parses and validates a whole journal file. Returns one sentence that says what is wrong, in which line and field. */
export function parseJournalFile(fileText: string): JournalFile | Refused {
  if (fileText.length > maxRunFileCharacters)
    return refuse('oversized-file', { length: fileText.length, most: maxRunFileCharacters })
  const [first, ...rest] = fileText.replace(/\s+$/, '').split('\n')
  const raw = parseLine(first ?? '', 1)
  if (isRefused(raw)) return raw
  const kind = { en: 'journal file', ja: 'ジャーナルのファイル' }
  const version = versionOf(raw.value, journalFileFormat, journalFileVersion, kind)
  if (isRefused(version)) return version
  const header = checked(headerSchema, raw.value, { en: 'The header', ja: 'ヘッダー' })
  if (isRefused(header)) return inLine(1, header)
  const expected = header.streams + header.events + header.snapshots
  if (expected > maxJournalEntries)
    return refuse('too-large-journal', { entries: expected, most: maxJournalEntries })
  if (rest.length !== expected) return refuse('incomplete-journal', { found: rest.length, expected })
  return parseEntries(header, rest)
}

function parseEntries(header: JournalFileHeader, lines: readonly string[]): JournalFile | Refused {
  const entries = new Entries()
  for (const [index, line] of lines.entries()) {
    const lineNumber = index + 2
    const raw = parseLine(line, lineNumber)
    if (isRefused(raw)) return raw
    const entry = checked(journalLineSchema, raw.value, { en: 'The line', ja: '行' })
    if (isRefused(entry)) return inLine(lineNumber, entry)
    entries.add(entry, lineNumber)
  }
  const { content, lineOf } = entries
  for (const list of ['streams', 'events', 'snapshots'] as const)
    if (content[list].length !== header[list])
      return refuse('miscounted-journal', { list, found: content[list].length, expected: header[list] })
  const fault = faultOfJournal(content)
  if (fault === null) return { header, content }
  const sentence = refusalAbout(complaintOf(fault), { en: 'The line', ja: 'この行' })
  return inLine(lineOf[fault.list][fault.index]!, sentence)
}

/** The entries of a file, and the line of each. */
class Entries {
  readonly #streams: JournalStream[] = []
  readonly #events: JournalEvent[] = []
  readonly #snapshots: JournalSnapshot[] = []
  readonly content: JournalContent = {
    streams: this.#streams,
    events: this.#events,
    snapshots: this.#snapshots,
  }
  readonly lineOf: { readonly [L in keyof JournalContent]: number[] } = {
    streams: [],
    events: [],
    snapshots: [],
  }

  add(line: JournalLine, lineNumber: number): void {
    switch (line.type) {
      case 'stream': {
        const { type: _, ...stream } = line
        this.#streams.push(stream)
        this.lineOf.streams.push(lineNumber)
        return
      }
      case 'event': {
        const { type: _, ...event } = line
        this.#events.push(event)
        this.lineOf.events.push(lineNumber)
        return
      }
      case 'snapshot': {
        const { type: _, ...snapshot } = line
        this.#snapshots.push(snapshot)
        this.lineOf.snapshots.push(lineNumber)
      }
    }
  }
}

/** A new run whose database holds the journal of a file from its first instant on. */
export const runOfJournal = ({ header, content }: JournalFile): RunFile => ({
  header: {
    format: runFileFormat,
    version: runFileVersion,
    build: header.build,
    scenario: header.scenario,
    seed: header.seed,
    settings: header.settings,
  },
  actions: [
    { index: 0, at: 0, action: { type: 'LoadJournal', participant: header.database, journal: content } },
  ],
  until: 0,
})
