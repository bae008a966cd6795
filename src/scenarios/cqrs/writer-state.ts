import { type Entries, isWritten, type Written } from './protocol.ts'

/** The state of the writer: the data, and once a write had a request id, also the requests that it remembers. */
export type WriterState = Entries | RememberingState

interface RememberingState {
  readonly entries: Entries
  /** The number of the event that stored a request, by request id. */
  readonly requests: Readonly<Record<string, number>>
}

/**
 * The number of requests that the writer remembers. A client asks again for half a minute; a repeated write behind 100
 * newer ones would be stored as a second event.
 */
export const rememberedRequests = 100

/** The data in a state or a snapshot of the writer. */
export const entriesOf = (state: WriterState): Entries => (remembers(state) ? state.entries : state)

/** The number of the event that stored this request; null when the writer does not remember it. */
export function storedAs(state: WriterState, requestId: string): number | null {
  const requests = requestsOf(state)
  return Object.hasOwn(requests, requestId) ? requests[requestId]! : null
}

/** The state after an event. It depends on the events only, so a recovery remembers the same requests. */
export function afterWritten(
  state: WriterState,
  { key, value, requestId }: Written,
  sequenceNr: number,
): WriterState {
  const entries = { ...entriesOf(state), [key]: value }
  if (requestId === undefined) return remembers(state) ? { ...state, entries } : entries
  // The first event of a request stays its answer.
  const requests = { [requestId]: sequenceNr, ...requestsOf(state) }
  return { entries, requests: newest(requests) }
}

/** An entry is a text, so a state with an object as `entries` is not the data itself. */
const remembers = (state: WriterState): state is RememberingState => typeof state.entries === 'object'

const requestsOf = (state: WriterState): RememberingState['requests'] =>
  remembers(state) ? state.requests : {}

function newest(requests: RememberingState['requests']): RememberingState['requests'] {
  const stored = Object.entries(requests)
  if (stored.length <= rememberedRequests) return requests
  return Object.fromEntries(stored.sort(([, a], [, b]) => a - b).slice(-rememberedRequests))
}

/** A stored event or snapshot of another form, which an imported journal can hold. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord'
}

/** Reads a stored event. @throws {UnreadableRecord} */
export function writtenIn(stored: unknown): Written {
  if (isWritten(stored)) return stored
  throw new UnreadableRecord(
    `The journal holds [${formOf(stored)}] where this writer expects [Written] with a key and a value. Open the journal with the program that wrote it.`,
  )
}

/** Reads a snapshot. @throws {UnreadableRecord} */
export function stateIn(snapshot: unknown): WriterState {
  if (isWriterState(snapshot)) return snapshot
  throw new UnreadableRecord(
    `The snapshot holds [${formOf(snapshot)}], which is no state of this writer. Delete the snapshot if its events are still there.`,
  )
}

/** True for a state as {@link afterWritten} returns it. */
export function isWriterState(value: unknown): value is WriterState {
  if (!isRecord(value)) return false
  const { entries, requests } = value
  return isRecord(entries)
    ? holdsOnly(entries, 'string') && isRecord(requests) && holdsOnly(requests, 'number')
    : holdsOnly(value, 'string')
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const holdsOnly = (record: Readonly<Record<string, unknown>>, type: 'string' | 'number'): boolean =>
  Object.values(record).every(value => typeof value === type)

/** The type of an event, or the kind of another value. */
function formOf(value: unknown): string {
  if (isRecord(value)) return typeof value.type === 'string' ? value.type : 'object'
  return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value
}
