import type { EventLog, VirtualTime } from '../../trace/index.ts'
import { eventsIn, writerIn } from '../../trace/writes-in.ts'
import type { BookedEvent } from './journal-book.ts'

/** The facts in the log about an event of the journal. */
export interface EventFacts {
  readonly at: VirtualTime
  readonly label: string
  /** JSON, possibly cut; null where the trace does not hold it. */
  readonly payload: string | null
  readonly writer: string | null
  /** The path of the writing actor, and its participant; null for an imported event. */
  readonly actor: { readonly path: string; readonly participant: string } | null
  readonly tags: readonly string[]
  readonly imported: boolean
}

/** Reads an event of the journal in the log; null where the log no longer holds its commit. */
export function factsOf(log: EventLog, booked: BookedEvent): EventFacts | null {
  if (booked.imported !== null) {
    const { payload, timestamp: at, writerUuid: writer, tags = [] } = booked.imported
    const json = JSON.stringify(payload)
    return { at, label: labelOf(payload), payload: json, writer, actor: null, tags, imported: true }
  }
  const commit = log.at(booked.position)
  if (commit === undefined) return null
  const source = booked.request === null ? undefined : log.at(booked.request)
  const persisted = booked.persisted === null ? undefined : log.at(booked.persisted)
  const request = source?.type === 'MessageSent' ? source : undefined
  const body = request?.body ?? ''
  const written = eventsIn(body)?.find(({ sequenceNr }) => sequenceNr === booked.sequenceNr)
  const stored = persisted?.type === 'EventPersisted' ? persisted : undefined
  return {
    at: commit.at,
    label: stored?.label ?? (written === undefined ? '' : labelOf(written.payload)),
    payload: stored?.body ?? (written === undefined ? null : JSON.stringify(written.payload)),
    writer: written?.writerUuid ?? writerIn(body),
    actor: request?.from == null ? null : { path: request.from, participant: request.node },
    tags: written?.tags ?? [],
    imported: false,
  }
}

/** The content on one line, without the type, which is the label. */
export const contentOf = ({ payload }: EventFacts): string =>
  payload?.replace(/^\{"type":"[^"]*",?/, '{') ?? ''

const labelOf = (payload: unknown): string =>
  typeof payload === 'object' && payload !== null && 'type' in payload && typeof payload.type === 'string'
    ? payload.type
    : typeof payload
