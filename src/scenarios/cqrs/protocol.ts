import type { ActorRef } from '../../runtime/index.ts'

/** The topic on which the writer tells the readers what it stored. */
export const readTopic = 'read'

/** One id for the one stream of events: the writer's, and nobody else's. */
export const writerId = 'cluster_persistent'

/** A stored fact. Commands and events are separate, so that each can evolve on its own. */
export interface Written {
  readonly type: 'Written'
  readonly key: string
  readonly value: string
}

/** What the writer publishes: the event with its number, so that a reader notices what it missed. */
export interface Updated {
  readonly type: 'Updated'
  readonly key: string
  readonly value: string
  readonly sequenceNr: number
}

export interface Write {
  readonly type: 'Write'
  readonly key: string
  readonly value: string
  readonly replyTo: ActorRef<WriteAck>
}

export interface WriteAck {
  readonly type: 'WriteAck'
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

/** `sequenceNr` tells how far this reader had got: its answer may be older than the writer's state. */
export interface GetReply {
  readonly type: 'GetReply'
  readonly key: string
  readonly value: string | null
  readonly reader: string
  readonly sequenceNr: number
}

/** The whole of the data, on both sides. */
export type Entries = Readonly<Record<string, string>>

/** Only what was written: `constructor` is a key like any other, and not there until somebody writes it. */
export const entryOf = (entries: Entries, key: string): string | null =>
  Object.hasOwn(entries, key) ? (entries[key] ?? null) : null

/** `Map(hoge -> fuga)`: as the log has always printed it. */
export function printEntries(entries: Entries): string {
  const pairs = Object.keys(entries)
    .sort()
    .map(key => `${key} -> ${entries[key]}`)
  return `Map(${pairs.join(', ')})`
}
