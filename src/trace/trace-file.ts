import * as v from 'valibot'
import type { Bilingual } from './bilingual.ts'
import type { VirtualTime } from './identifiers.ts'
import { inLine, parseLine } from './json-lines.ts'
import { hashText, versionOf } from './parse-run-file.ts'
import { instant, name, plainFields, text, whole } from './plain-schema.ts'
import { checked } from './refusal.ts'
import { isRefused, type Refused, refuse } from './refused.ts'
import type { RunHeader } from './run-file.ts'
import { type TraceEvent, traceVersion } from './trace-event.ts'
import { traceEventSchema } from './trace-event-schema.ts'
import { TraceHash } from './trace-hash.ts'
import { type Raw, upgradeEvent } from './upgrade.ts'

export const traceFileFormat = 'actorium-trace'
/** Virtual ms between two hashes in the header. */
export const hashEveryMs = 60_000

/** First line of a trace file. Every further line is an event. */
export interface TraceFileHeader {
  readonly format: typeof traceFileFormat
  readonly version: number
  readonly build: string
  readonly scenario: string
  readonly seed: number
  readonly settings: RunHeader['settings']
  /** Number of events. */
  readonly events: number
  /** Hash of the whole trace. */
  readonly hash: string
  /** One hash per virtual minute; each covers the events up to and at `at`. */
  readonly hashes: readonly { readonly at: VirtualTime; readonly hash: string }[]
}

export interface TraceFile {
  readonly header: TraceFileHeader
  readonly events: readonly TraceEvent[]
}

const headerSchema: v.GenericSchema<unknown, TraceFileHeader> = v.strictObject({
  format: v.literal(traceFileFormat),
  version: whole,
  build: text,
  scenario: name,
  seed: whole,
  settings: plainFields,
  events: whole,
  hash: hashText,
  hashes: v.array(v.strictObject({ at: instant, hash: hashText })),
})

/** Formats a trace as JSON Lines: the header, then the events in the order of the trace. */
export const formatTraceFile = (run: RunHeader, events: readonly TraceEvent[]): string => {
  const writer = new TraceFileWriter(run)
  const lines = writer.add(events)
  return writer.header() + lines
}

/** Formats a long trace part by part. The header, which is the first line of the file, is known after the last part. */
export class TraceFileWriter {
  readonly #run: RunHeader
  readonly #hash = new TraceHash()
  readonly #hashes: { at: VirtualTime; hash: string }[] = []
  #next = hashEveryMs
  #events = 0

  constructor(run: RunHeader) {
    this.#run = run
  }

  /** The lines of the next events. */
  add(events: readonly TraceEvent[]): string {
    for (const event of events) {
      for (; event.at > this.#next; this.#next += hashEveryMs)
        this.#hashes.push({ at: this.#next, hash: this.#hash.hex() })
      this.#hash.update(event)
    }
    this.#events += events.length
    return events.map(line).join('')
  }

  /** The first line of the file, after all events were added. */
  header(): string {
    const { build, scenario, seed, settings } = this.#run
    return line({
      format: traceFileFormat,
      version: traceVersion,
      build,
      scenario,
      seed,
      settings,
      events: this.#events,
      hash: this.#hash.hex(),
      hashes: this.#hashes,
    } satisfies TraceFileHeader)
  }
}

const line = (value: object): string => `${JSON.stringify(value)}\n`

const anEvent: Bilingual = { en: 'An event', ja: 'イベント' }

/** Parses and validates the text of a trace file. Returns one sentence that says what is wrong and in which line. */
export const parseTraceFile = (fileText: string): TraceFile | Refused => {
  const lines = fileText.split('\n')
  if (lines.at(-1)?.trim() === '') lines.pop()
  const first = parseLine(lines[0] ?? '', 1)
  if (isRefused(first)) return first
  const version = versionOf(first.value, traceFileFormat, traceVersion, {
    en: 'trace file',
    ja: 'トレースファイル',
  })
  if (isRefused(version)) return version
  const header = checked(headerSchema, first.value, { en: 'The header', ja: 'ヘッダー' })
  if (isRefused(header)) return inLine(1, header)
  if (lines.length - 1 !== header.events) {
    return refuse('incomplete-trace', { found: lines.length - 1, expected: header.events })
  }
  const events: TraceEvent[] = []
  const hash = new TraceHash()
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue
    const raw = parseLine(line, i + 1)
    if (isRefused(raw)) return raw
    if (typeof raw.value !== 'object' || raw.value === null)
      return inLine(i + 1, refuse('not-object', { subject: anEvent }))
    // Parsed JSON is plain data; the upgrade brings it to the current version.
    const event = checked(traceEventSchema, upgradeEvent(raw.value as Raw, version), anEvent)
    if (isRefused(event)) return inLine(i + 1, event)
    events.push(event)
    // The hash in the header covers the events as they were written, before any upgrade.
    hash.update(raw.value as TraceEvent)
  }
  if (hash.hex() !== header.hash) {
    return refuse('changed-trace')
  }
  return { header, events }
}
