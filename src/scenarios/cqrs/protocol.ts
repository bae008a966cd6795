import type { ActorRef } from '../../runtime/index.ts'

/** The topic on which the writer publishes each stored event to the readers. */
export const readTopic = 'read'

/** The persistence id of the only event stream. Only the writer persists under it. */
export const writerId = 'cluster_persistent'

/** The stored event. It is not the command `Write`, so that commands and stored data can change independently. */
export interface Written {
  readonly type: 'Written'
  readonly key: string
  readonly value: string
  /** The id of the request that wrote it, where the request had one. */
  readonly requestId?: string
}

/** False for an event of another form, which an imported journal can hold. */
export function isWritten(value: unknown): value is Written {
  if (typeof value !== 'object' || value === null) return false
  const { type, key, value: written } = value as Readonly<Record<string, unknown>>
  return type === 'Written' && typeof key === 'string' && typeof written === 'string'
}

/** The published event. Its sequence number lets a reader notice a missed event. */
export interface Updated {
  readonly type: 'Updated'
  readonly key: string
  readonly value: string
  readonly sequenceNr: number
}

/**
 * The source that a reader follows: the writer's publications, the journal, or the journal with the publications as hints
 * that there is something to read.
 */
export type Feed = 'pub-sub' | 'query' | 'hinted-query'

/** Makes a reader follow another feed. */
export interface Follow {
  readonly type: 'Follow'
  readonly feed: Feed
}

export interface Write {
  readonly type: 'Write'
  readonly key: string
  readonly value: string
  /** The same each time that the client asks again for this write. Without it the client asks once. */
  readonly requestId?: string
  /** `requestId` is an idempotency key: the writer does not store a request again that it remembers. */
  readonly storeOnce?: true
  readonly replyTo: ActorRef<WriteReply>
}

export type WriteReply = WriteAck | RepeatedWriteAck

export interface WriteAck {
  readonly type: 'WriteAck'
  readonly key: string
  readonly sequenceNr: number
}

/** The write was stored already, as this event, when the client asked again. */
export interface RepeatedWriteAck {
  readonly type: 'RepeatedWriteAck'
  readonly key: string
  readonly sequenceNr: number
}

export interface SaveSnapshot {
  readonly type: 'SaveSnapshot'
  readonly replyTo: ActorRef<SnapshotReply>
}

export type SnapshotReply =
  | { readonly type: 'SnapshotAck'; readonly sequenceNr: number }
  | { readonly type: 'SnapshotNotSaved' }

export interface Get {
  readonly type: 'Get'
  readonly key: string
  readonly replyTo: ActorRef<GetReply>
}

/** `sequenceNr`: the last event that this reader has applied. The writer's state may be newer. */
export interface GetReply {
  readonly type: 'GetReply'
  readonly key: string
  readonly value: string | null
  readonly reader: string
  readonly sequenceNr: number
}

/** All data by key: the copy of each reader, and the writer's part of its state. */
export type Entries = Readonly<Record<string, string>>

/** The value of a key, or null. Inherited properties such as `constructor` do not count as entries. */
export const entryOf = (entries: Entries, key: string): string | null =>
  Object.hasOwn(entries, key) ? (entries[key] ?? null) : null

/** Formats entries for the log like a Scala map: `Map(hoge -> fuga)`. */
export function printEntries(entries: Entries): string {
  const pairs = Object.keys(entries)
    .sort()
    .map(key => `${key} -> ${entries[key]}`)
  return `Map(${pairs.join(', ')})`
}
