import type { ParticipantId } from './identifiers.ts'
import type { MemberStatusText, TraceEventBody } from './trace-event.ts'

/**
 * A predicate over the trace in time, as data. Exercises, walkthroughs, invariant lamps and tests use it. The conductor
 * evaluates it event by event, so time stops exactly at the deciding event.
 * @example
 * const written: Check = { type: 'eventually', what: { event: 'EventPersisted' }, times: 2 }
 * const oneSingleton: Check = { type: 'always', what: { fact: 'singletons', atMost: 1 } }
 */
export type Check =
  /** True from the `times`-th matching event on (default 1), or as soon as the fact holds. */
  | { readonly type: 'eventually'; readonly what: Condition; readonly times?: number }
  /** False from the first matching event on, or once the fact holds; true if the run ends before. */
  | { readonly type: 'never'; readonly what: Condition }
  /** Once the fact has held, it holds after every event. */
  | { readonly type: 'always'; readonly what: Fact }
  /** After each event that matches `when`, one matches `then`, within `withinMs` virtual ms (default: without limit). */
  | {
      readonly type: 'leadsTo'
      readonly when: EventPattern
      readonly then: EventPattern
      readonly withinMs?: number
    }
  /** `begin` events minus `end` events never exceed one, counted separately for each value of the field `by` if given. */
  | {
      readonly type: 'atMostOne'
      readonly begin: EventPattern
      readonly end: EventPattern
      readonly by?: string
    }
  | { readonly type: 'all'; readonly checks: readonly Check[] }
  | { readonly type: 'any'; readonly checks: readonly Check[] }

export type Condition = EventPattern | Fact

/**
 * Matches events of one type, of the participant `node` if given, whose fields equal those of `where`. A text may have a `*`
 * at either end: `Write*` matches texts that begin with `Write`. A dot reaches into a field: `action.type`.
 */
export interface EventPattern {
  readonly event: TraceEventBody['type']
  readonly node?: ParticipantId
  readonly where?: { readonly [field: string]: string | number | boolean | null }
}

/** A statement about the view at one instant. */
export type Fact =
  /** Every running node believes that these nodes (default: all running nodes) have the status and are reachable. */
  | { readonly fact: 'members'; readonly status: MemberStatusText; readonly nodes?: readonly ParticipantId[] }
  /** All running nodes believe in the same members with the same status, and all these members are running. */
  | { readonly fact: 'agreed' }
  /** A singleton runs on this node. */
  | { readonly fact: 'singleton-on'; readonly node: ParticipantId }
  /** At most this many singletons with the same path are running. */
  | { readonly fact: 'singletons'; readonly atMost: number }
  | { readonly fact: 'running'; readonly participant: ParticipantId; readonly running: boolean }
  /** The actor's inspected state (JSON) contains the text. */
  | {
      readonly fact: 'state'
      readonly node: ParticipantId
      readonly actor: string
      readonly contains: string
    }
  /** The client is running and has found a receptionist. */
  | { readonly fact: 'client-connected'; readonly client: ParticipantId }

/** `open`: not decided yet. */
export type Verdict = 'open' | 'true' | 'false'
