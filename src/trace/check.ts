import type { ParticipantId } from './identifiers.ts'
import type { MemberStatusText, TraceEventBody } from './trace-event.ts'

/**
 * A predicate over the trace in time, as data: what exercises ask, walkthroughs wait for, lamps show and
 * tests assert. Evaluated in the conductor, event by event, and exact to the event.
 */
export type Check =
  /** Comes true at the `times`-th matching event (default 1), or as soon as the fact holds. */
  | { readonly type: 'eventually'; readonly what: Condition; readonly times?: number }
  /** True until the condition is met once; then false for good. */
  | { readonly type: 'never'; readonly what: Condition }
  /** The fact holds at every event from the first time on that it held. */
  | { readonly type: 'always'; readonly what: Fact }
  /** Each event matching `when` is followed by one matching `then`, within `withinMs` if given. */
  | {
      readonly type: 'leadsTo'
      readonly when: EventPattern
      readonly then: EventPattern
      readonly withinMs?: number
    }
  /** `begin` events minus `end` events never exceed one, counted by the value at `by` if given. */
  | {
      readonly type: 'atMostOne'
      readonly begin: EventPattern
      readonly end: EventPattern
      readonly by?: string
    }
  | { readonly type: 'all'; readonly checks: readonly Check[] }
  | { readonly type: 'any'; readonly checks: readonly Check[] }

export type Condition = EventPattern | Fact

/** Matches events of a type whose fields equal (or, for text, with `*` at an end, begin or end with) these. */
export interface EventPattern {
  readonly event: TraceEventBody['type']
  readonly node?: ParticipantId
  readonly where?: { readonly [field: string]: string | number | boolean | null }
}

/** Something that holds or not at an instant, told by the view. */
export type Fact =
  /** Every running node believes these (default: all running nodes) to have the status, and to be reachable. */
  | { readonly fact: 'members'; readonly status: MemberStatusText; readonly nodes?: readonly ParticipantId[] }
  /** All running nodes hold the same members with the same status, all of them running. */
  | { readonly fact: 'agreed' }
  | { readonly fact: 'singleton-on'; readonly node: ParticipantId }
  | { readonly fact: 'singletons'; readonly atMost: number }
  | { readonly fact: 'running'; readonly participant: ParticipantId; readonly running: boolean }
  /** The actor's inspected state (JSON) contains the text. */
  | {
      readonly fact: 'state'
      readonly node: ParticipantId
      readonly actor: string
      readonly contains: string
    }
  | { readonly fact: 'client-connected'; readonly client: ParticipantId }

export type Verdict = 'open' | 'true' | 'false'
