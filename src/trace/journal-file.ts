import type { VirtualTime } from './identifiers.ts'
import type { JournalContent } from './journal-content.ts'
import type { RunHeader } from './run-file.ts'

export const journalFileFormat = 'actorium-journal'
export const journalFileVersion = 1

/** First line of a journal file. Every further line is a stream, an event or a snapshot. */
export interface JournalFileHeader {
  readonly format: typeof journalFileFormat
  readonly version: typeof journalFileVersion
  /** The build that wrote the file, for information only. */
  readonly build: string
  readonly scenario: string
  readonly seed: number
  readonly settings: RunHeader['settings']
  /** The participant that held the journal. */
  readonly database: string
  /** The instant at which it held exactly this, in virtual ms. */
  readonly at: VirtualTime
  /** Number of lines of each kind, so that a cut file is noticed. */
  readonly streams: number
  readonly events: number
  readonly snapshots: number
}

export interface JournalFile {
  readonly header: JournalFileHeader
  readonly content: JournalContent
}

/** Formats a journal as JSON Lines: the header, then streams, events and snapshots. */
export function formatJournalFile(
  { build, scenario, seed, settings }: RunHeader,
  {
    database,
    at,
    content,
  }: { readonly database: string; readonly at: VirtualTime; readonly content: JournalContent },
): string {
  const { streams, events, snapshots } = content
  const header: JournalFileHeader = {
    format: journalFileFormat,
    version: journalFileVersion,
    build,
    scenario,
    seed,
    settings,
    database,
    at,
    streams: streams.length,
    events: events.length,
    snapshots: snapshots.length,
  }
  const lines: readonly object[] = [
    header,
    ...streams.map(stream => ({ type: 'stream', ...stream })),
    ...events.map(event => ({ type: 'event', ...event })),
    ...snapshots.map(snapshot => ({ type: 'snapshot', ...snapshot })),
  ]
  return lines.map(line => `${JSON.stringify(line)}\n`).join('')
}
