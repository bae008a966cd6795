import type { ParticipantId, PathText } from './identifiers.ts'
import type { MemberStatusText, TraceEventBody } from './trace-event.ts'

/**
 * A predicate over the trace in time, as data. Exercises, walkthroughs, invariant lamps and tests use it. The conductor
 * evaluates it event by event, so time stops exactly at the deciding event.
 * @example
 * const written: Check = { type: 'eventually', what: { event: 'EventPersisted' }, times: 2 }
 * const oneSingleton: Check = { type: 'always', what: { fact: 'singletons', atMost: 1 } }
 */
export type Check =
  /**
   * True from the `times`-th matching event on (default 1), or as soon as the fact holds. False when that does not happen
   * within `withinMs` virtual ms (default: no limit). With `after`, it counts only from the first time on at which that
   * event happened or that fact held.
   */
  | {
      readonly type: 'eventually'
      readonly what: Condition
      readonly times?: number
      readonly withinMs?: number
      readonly after?: Condition
    }
  /** False from the first matching event on, or once the fact holds; true if the run ends before. */
  | { readonly type: 'never'; readonly what: Condition }
  /**
   * Once the fact has held, it holds after every event. With `recoversWithinMs` it may be lost for that many virtual ms, and
   * an event of `unless` starts this time anew. Counts only while the fact `while` holds.
   */
  | {
      readonly type: 'always'
      readonly what: Fact
      readonly recoversWithinMs?: number
      readonly while?: Fact
      readonly unless?: readonly EventPattern[]
    }
  /**
   * After each `when`, a `then` follows, within `withinMs` virtual ms (default: without limit). A fact as `when` counts each
   * time it begins to hold. One `then` answers every earlier `when`; with `by`, only those with the same value in the named
   * fields, where a path counts without address and uid. Counts only while the fact `while` holds; an event of `unless`
   * ends all waits.
   */
  | {
      readonly type: 'leadsTo'
      readonly when: Condition
      readonly then: Condition
      readonly withinMs?: number
      readonly by?: { readonly when: string; readonly then: string }
      readonly while?: Fact
      readonly unless?: readonly EventPattern[]
    }
  /** `begin` events minus `end` events never exceed one, counted separately for each value of the field `by` if given. */
  | {
      readonly type: 'atMostOne'
      readonly begin: EventPattern
      readonly end: EventPattern
      readonly by?: string
    }
  /** No more than `times` matching events, counted separately for each value of the field `by` if given. */
  | { readonly type: 'atMost'; readonly what: EventPattern; readonly times: number; readonly by?: string }
  /** As many matching events as `times` when the run ends. */
  | { readonly type: 'exactly'; readonly what: EventPattern; readonly times: number }
  /**
   * The number in a field never falls from one matching event to the next, separately for each value of the field `by` if
   * given. `strictly`: it always rises.
   */
  | {
      readonly type: 'rises'
      readonly what: EventPattern
      readonly field: string
      readonly by?: string
      readonly strictly?: boolean
    }
  /** A rule that every cluster keeps, under any faults and settings. */
  | { readonly type: 'clusterRule'; readonly rule: ClusterRule }
  /**
   * The actors `actor`, on whichever node, hold copies of a map that the events of one journal fill. Each copy is the map at
   * the copy's own sequence number, and so is each reply from it. While the fact `while` holds, no copy misses a stored event
   * for `withinMs` virtual ms. This violation alone ends, when the copy has caught up or its actor has stopped; as a part of
   * `all` or `any` it is final, too.
   */
  | {
      readonly type: 'agreesWithJournal'
      readonly persistenceId: string
      readonly actor: PathText
      /** Field of the state, and of a reply, with the number of the last event in the copy. */
      readonly version: string
      /** Field of the state with the map. */
      readonly data: string
      /** Fields of an event, and of a reply, with the key and the value of an entry. */
      readonly key: string
      readonly value: string
      /** Label of the replies. Default: replies are not judged. */
      readonly reply?: string
      readonly withinMs: number
      readonly while?: Fact
    }
  | { readonly type: 'all'; readonly checks: readonly Check[] }
  | { readonly type: 'any'; readonly checks: readonly Check[] }

/** The rules that a check of type `clusterRule` can hold a cluster to. */
export const clusterRules = [
  /** No two leaders contradict each other: on one version of the gossip they never change a member differently. */
  'one-leader',
  /** No entry of a node's vector clock falls while that incarnation runs. */
  'versions-rise',
  /** A node that has removed a downed member handles no message that this incarnation sends afterwards. */
  'removed-silent',
  /** An actor handles the messages of one node in the order in which they were sent to it. Messages that a person moved do not count. */
  'messages-in-order',
] as const

export type ClusterRule = (typeof clusterRules)[number]

export type Condition = EventPattern | Fact

/** The expected values of an event's fields, by name. A dot reaches into a field, also into JSON: `action.type`, `body.key`. */
export interface FieldValues {
  readonly [field: string]: string | number | boolean | null
}

/**
 * Matches events of one type, of the participant `node` if given, whose fields equal those of `where` and differ from those
 * of `not`. A text may have a `*` at either end: `Write*` matches texts that begin with `Write`.
 */
export interface EventPattern {
  readonly event: TraceEventBody['type']
  readonly node?: ParticipantId
  readonly where?: FieldValues
  readonly not?: FieldValues
}

/** A statement about the view at one instant. */
export type Fact =
  /** Every running node believes that these nodes (default: all running nodes) have the status and are reachable. */
  | { readonly fact: 'members'; readonly status: MemberStatusText; readonly nodes?: readonly ParticipantId[] }
  /** `node` believes that `member` has the status and, if given, is reachable or not. */
  | {
      readonly fact: 'sees'
      readonly node: ParticipantId
      readonly member: ParticipantId
      readonly status: MemberStatusText
      readonly reachable?: boolean
    }
  /** All running nodes believe in the same members with the same status, and all these members are running. */
  | { readonly fact: 'agreed' }
  /**
   * Every participant runs, except those that left, and none is frozen; no fault of a database lasts; the links are as the
   * scenario made them, and no message is held at its arrival; the nodes of a cluster agree that all of them are Up and
   * reachable.
   */
  | { readonly fact: 'healthy' }
  /** A singleton runs on this node. */
  | { readonly fact: 'singleton-on'; readonly node: ParticipantId }
  /** The number of running singletons with the same path lies within these limits. */
  | { readonly fact: 'singletons'; readonly atMost?: number; readonly atLeast?: number }
  /** The participant, by default any cluster node, is running or not. */
  | { readonly fact: 'running'; readonly participant?: ParticipantId; readonly running: boolean }
  /** The actor's inspected state (JSON) contains the text. */
  | {
      readonly fact: 'state'
      readonly node: ParticipantId
      readonly actor: string
      readonly contains: string
    }
  /**
   * On every node where the actor runs, `field` of its inspected state is not less than the highest sequence number of the
   * journal, minus `behind` (default 0).
   */
  | {
      readonly fact: 'follows-journal'
      readonly actor: PathText
      readonly field: string
      readonly persistenceId: string
      readonly behind?: number
    }
  /** Copies of the same version, on whichever node, hold the same data. */
  | { readonly fact: 'same-copies'; readonly copies: readonly CopyPlace[] }
  /** In every journal a snapshot covers the deleted events, so that a recovery misses none. */
  | { readonly fact: 'journal-complete' }
  /** The client is running and has found a receptionist. */
  | { readonly fact: 'client-connected'; readonly client: ParticipantId }

/** Copies of data: the inspected states of the actors with this path. */
export interface CopyPlace {
  readonly actor: PathText
  /** Field of the state with the copy's version. Default: the sequence number of the persistent actor. */
  readonly version?: string
  /** Field of the state with the data. Default: the whole state. */
  readonly data?: string
  /** Field that holds the data in those states in which it is an object; the others are the data themselves. */
  readonly wrappedIn?: string
}

/** `open`: not decided yet, or violated for a time that is over. */
export type Verdict = 'open' | 'true' | 'false'

/** A check that forbids something, so that it counts as kept until it is violated. */
export const isInvariant = (check: Check): boolean => {
  switch (check.type) {
    case 'eventually':
    case 'exactly':
      return false
    case 'all':
      return check.checks.every(isInvariant)
    case 'any':
      return check.checks.some(isInvariant)
    default:
      return true
  }
}
