/** Name of a participant of a run: `node-1`, `client`, `database`. The conductor emits events as `conductor`. */
export type ParticipantId = string

/** The participant that emits the conductor's own events. */
export const conductorId: ParticipantId = 'conductor'

/** Whole milliseconds of virtual time since the run began. */
export type VirtualTime = number

/**
 * The last instant of any run, in virtual ms: 24 hours. Longer runs are rejected because computing one would take hours
 * and its trace would not fit into memory.
 */
export const latestInstantMs: VirtualTime = 24 * 60 * 60 * 1000

/** `node-1/42`: the emitting participant and its sequence number. Unique in a run. */
export type EventId = string

/** The id of an event. */
export const eventId = (event: { readonly node: ParticipantId; readonly seq: number }): EventId =>
  `${event.node}/${event.seq}`

/** `pekko://system@host:port` */
export type AddressText = string

/** `pekko://system@host:port/user/a/b#uid`; the address is left out for actors of the emitting participant. */
export type PathText = string
