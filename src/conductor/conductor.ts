import type { Action, LoggedAction, Refused } from '../trace/action.ts'
import { parseAction } from '../trace/action-schema.ts'
import { latestInstantMs, type ParticipantId, type VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { TraceHash } from '../trace/trace-hash.ts'
import type { GrantResult, Host, HostFactory, RunPlan } from './host.ts'
import type { ParticipantSlot } from './participant-slot.ts'
import { Participants } from './participants.ts'
import { performAction, stopParticipant } from './perform-action.ts'
import { pastTheEnd, refusalOf } from './refusal.ts'
import { type During, HostDied, RunBroken } from './run-broken.ts'
import type { RunLog } from './run-log.ts'
import { ConductorEvents, inOrder } from './trace-order.ts'

export interface ConductorOptions {
  readonly plan: RunPlan
  readonly hosts: HostFactory
  /** Actions are written there before anybody hears of them. */
  readonly log?: RunLog
  /** True while a watchdog ends participants that never finish a round; default: nobody watches. */
  readonly watched?: () => boolean
  /** Finds out what a participant did that never finished a round, as far as it can; that round is not in the log. */
  readonly postMortem?: (order: HangingRound) => Promise<During | undefined>
  /** How wide a round may be at most, given the widest it could be. For tests: nobody can tell the difference. */
  readonly cutRounds?: (from: VirtualTime, widest: number) => number
}

/** Whoever computes these actions again comes to the round that never ended. */
export interface HangingRound {
  readonly participant: ParticipantId
  readonly actions: readonly LoggedAction[]
  readonly from: VirtualTime
  readonly to: VirtualTime
}

export interface Performed {
  readonly index: number
  readonly at: VirtualTime
}

/**
 * Owns virtual time. It grants rounds to participants, keeps the log of actions and puts the trace in order.
 * An action happens at the first instant that is not computed yet, before anything else there.
 *
 * Every call is synchronous while all hosts are, and a promise otherwise; the next call waits for it.
 */
export class Conductor {
  /** Only grows, and always at its end. */
  readonly trace: TraceEvent[] = []
  readonly actions: LoggedAction[] = []
  readonly participants = new Participants()
  readonly events = new ConductorEvents()
  readonly plan: RunPlan
  readonly #options: ConductorOptions
  /** Goes in where the hash is asked for: most runs are never asked. */
  readonly #hash = new TraceHash()
  #frontier: VirtualTime = -1
  #broken: string | null = null
  #busy = false
  #rounds = 0

  constructor(options: ConductorOptions) {
    this.plan = options.plan
    this.#options = options
  }

  /** All instants up to this one are computed; −1 before the first. */
  get frontier(): VirtualTime {
    return this.#frontier
  }

  /** How many rounds it took so far: for measuring, and nothing that the trace depends on. */
  get rounds(): number {
    return this.#rounds
  }

  /** Set when the run cannot go on: one clear sentence. */
  get broken(): string | null {
    return this.#broken
  }

  /** When something happens next; null: never, unless somebody acts. */
  get nextDue(): VirtualTime | null {
    let due = this.events.due
    for (const seat of this.participants.slots) {
      if (seat.host === null) continue
      const own = seat.commanded ? this.#frontier + 1 : seat.due
      if (own < due) due = own
    }
    return due === Number.POSITIVE_INFINITY ? null : due
  }

  traceHash(): string {
    for (let i = this.#hash.events; i < this.trace.length; i++) this.#hash.update(this.trace[i]!)
    return this.#hash.hex()
  }

  /** Makes the participants of the plan. They come to life in the round that holds instant 0. */
  start(): void | Promise<void> {
    const seats = this.plan.participants.map(who => this.participants.add(who))
    return this.#exclusively(() => this.bootAll(seats, 0, null))
  }

  /** Whether a participant that never finishes a round is ended. */
  get watched(): boolean {
    return this.#options.watched?.() ?? false
  }

  /**
   * Does an action at the first instant not computed yet, or says why it cannot be done. Of one that was recorded it is
   * known how it went on: what never ended was ended by an action of its own. Here, and only here, an action is copied
   * and brought into the form that the log, a file and every participant share.
   */
  do(given: Action, recorded = false): Performed | Refused | Promise<Performed | Refused> {
    if (this.#broken !== null) return { refused: this.#broken }
    const action = parseAction(given)
    if ('refused' in action) return action
    if (this.#frontier >= latestInstantMs) return { refused: pastTheEnd }
    const refused = refusalOf(action, this.plan, this.participants, recorded || this.watched)
    if (refused !== null) return { refused }
    return this.#exclusively(() => this.#log(action))
  }

  /** Computes all instants up to `at`. Throws {@link RunBroken} when the run cannot go on. */
  advanceTo(at: VirtualTime): void | Promise<void> {
    for (;;) {
      const done = this.round(at)
      if (done instanceof Promise) return this.#advanceOn(done, at)
      if (done) return
    }
  }

  /**
   * One round at most, not beyond `limit`, `width` ms wide at most. True when the frontier has reached the limit.
   */
  round(limit: VirtualTime, width = Number.POSITIVE_INFINITY): boolean | Promise<boolean> {
    if (this.#broken !== null) throw new RunBroken(this.#broken)
    if (limit <= this.#frontier) return true
    const due = this.nextDue
    if (due === null || due > limit) {
      if (limit === Number.POSITIVE_INFINITY) return true
      this.#frontier = limit
      return true
    }
    const widest = Math.min(this.plan.smallestLatencyMs, width)
    const cut = this.#options.cutRounds?.(due, widest) ?? widest
    const to = Math.min(due + Math.max(1, Math.min(cut, widest)), limit + 1)
    return this.#exclusively(() => this.#live(due, to, limit))
  }

  /** For actions: makes incarnations that come to life at `at`, all at once where hosts are slow to start. */
  bootAll(seats: readonly ParticipantSlot[], at: VirtualTime, cause: string | null): void | Promise<void> {
    const pending: Promise<void>[] = []
    for (const seat of seats) {
      const host = this.#options.hosts(seat.planned, seat.boot(at, cause))
      if (host instanceof Promise) pending.push(host.then(made => this.#seated(seat, made, at)))
      else this.#seated(seat, host, at)
    }
    if (pending.length > 0) return Promise.all(pending).then(() => undefined)
  }

  #seated(seat: ParticipantSlot, host: Host, at: VirtualTime): void {
    seat.started(host, at)
    this.participants.changed()
  }

  async #advanceOn(first: Promise<boolean>, at: VirtualTime): Promise<void> {
    let done = await first
    while (!done) {
      const next = this.round(at)
      done = next instanceof Promise ? await next : next
    }
  }

  #log(action: Action): Performed | Promise<Performed> {
    const logged: LoggedAction = { index: this.actions.length, at: this.#frontier + 1, action }
    const written = this.#options.log?.append(logged)
    return written instanceof Promise ? written.then(() => this.#perform(logged)) : this.#perform(logged)
  }

  #perform(logged: LoggedAction): Performed | Promise<Performed> {
    this.actions.push(logged)
    const performed = performAction(this, logged)
    const answer = { index: logged.index, at: logged.at }
    return performed instanceof Promise ? performed.then(() => answer) : answer
  }

  /** Lets everybody who has something to do live through `from <= t < to`. */
  #live(from: VirtualTime, to: VirtualTime, limit: VirtualTime): boolean | Promise<boolean> {
    const seats = this.participants.slots.filter(
      seat => seat.host !== null && (seat.commanded || seat.due < to),
    )
    this.#rounds += 1
    const peers = this.participants.peers
    const results: (GrantResult | HostDied)[] = []
    const pending: Promise<void>[] = []
    const put = (i: number, result: GrantResult | HostDied): void => {
      results[i] = result
    }
    seats.forEach((seat, i) => {
      const result = attempt(() => seat.host!.advance(seat.grant(from, to, peers, this.participants.version)))
      if (result instanceof Promise) pending.push(settle(result).then(settled => put(i, settled)))
      else put(i, result)
    })
    const finish = () => this.#finish(seats, results, from, to, limit)
    return pending.length === 0 ? finish() : Promise.all(pending).then(finish)
  }

  #finish(
    seats: readonly ParticipantSlot[],
    results: readonly (GrantResult | HostDied)[],
    from: VirtualTime,
    to: VirtualTime,
    limit: VirtualTime,
  ): boolean | Promise<boolean> {
    const died = seats.filter((_, i) => results[i] instanceof HostDied)
    const written = died.length === 0 ? undefined : this.#bury(died, results, seats, from, to)
    const close = () => {
      this.#collect(seats, results, from, to)
      this.#frontier = to - 1
      return this.#frontier >= limit
    }
    return written instanceof Promise ? written.then(close) : close()
  }

  /** Who died in this round lived through nothing of it: as if killed at its very beginning. */
  #bury(
    died: readonly ParticipantSlot[],
    results: readonly (GrantResult | HostDied)[],
    seats: readonly ParticipantSlot[],
    from: VirtualTime,
    to: VirtualTime,
  ): void | Promise<void> {
    const inOrder = [...died].sort((a, b) => (a.id < b.id ? -1 : 1))
    const buryFrom = (i: number): void | Promise<void> => {
      const seat = inOrder[i]
      if (seat === undefined) return
      const failure = results[seats.indexOf(seat)] as HostDied
      if (seat.planned.kind === 'database')
        throw new RunBroken(`${failure.message} The run cannot go on without it.`)
      const done = this.#whatItDid(failure, from, to, during => this.#logDeath(seat, from, during))
      return done instanceof Promise ? done.then(() => buryFrom(i + 1)) : buryFrom(i + 1)
    }
    return buryFrom(0)
  }

  /** Finds out what somebody did who never finished the round, where nobody knows it yet. */
  #whatItDid(
    failure: HostDied,
    from: VirtualTime,
    to: VirtualTime,
    then: (during: During | undefined) => void | Promise<void>,
  ): void | Promise<void> {
    const { postMortem } = this.#options
    if (!failure.endless || failure.during !== undefined || postMortem === undefined)
      return then(failure.during)
    return postMortem({ participant: failure.participant, actions: [...this.actions], from, to }).then(then)
  }

  #logDeath(seat: ParticipantSlot, at: VirtualTime, during: During | undefined): void | Promise<void> {
    const action: Action = {
      type: 'Kill',
      participant: seat.id,
      reason: 'failed',
      ...(during === undefined ? {} : { during }),
    }
    const logged: LoggedAction = { index: this.actions.length, at, action }
    const perform = () => {
      this.actions.push(logged)
      return performAction(this, logged)
    }
    const written = this.#options.log?.append(logged)
    return written instanceof Promise ? written.then(perform) : perform()
  }

  #collect(
    seats: readonly ParticipantSlot[],
    results: readonly (GrantResult | HostDied)[],
    from: VirtualTime,
    to: VirtualTime,
  ): void {
    const traces: (readonly TraceEvent[])[] = []
    const ended: {
      readonly seat: ParticipantSlot
      readonly at: VirtualTime
      readonly why: 'left' | 'downed' | 'failed'
    }[] = []
    for (let i = 0; i < seats.length; i++) {
      const seat = seats[i]!
      const result = results[i]!
      if (result instanceof HostDied) continue
      if (result.trace.length > 0) traces.push(checkedTrace(seat, result.trace, from, to))
      seat.completed(result.nextDue, result.taken)
      if (result.nextDue !== null && result.nextDue < to) {
        throw new RunBroken(
          `[${seat.id}] wants to run at [${result.nextDue}] ms, within the round up to [${to}] that it has lived through.`,
        )
      }
      if (result.ended !== undefined) {
        const at = result.endedAt ?? result.trace.at(-1)?.at ?? from
        ended.push({ seat, at, why: result.ended })
      }
    }
    for (let i = 0; i < seats.length; i++) this.#announce(seats[i]!, results[i]!, to)
    ended.sort((a, b) => a.at - b.at || (a.seat.id < b.seat.id ? -1 : 1))
    for (const { seat, at, why } of ended) stopParticipant(this, seat, at, why, null)
    const own = this.events.takeBefore(to)
    if (own.length > 0) traces.push(own)
    this.#append(traces.length === 1 ? traces[0]! : inOrder(traces))
  }

  #announce(sender: ParticipantSlot, result: GrantResult | HostDied, to: VirtualTime): void {
    if (result instanceof HostDied) return
    for (const receiver in result.sent) {
      const what = result.sent[receiver]!
      if (what.earliestDue < to) {
        throw new RunBroken(
          `[${sender.id}] sent to [${receiver}] what is due at [${what.earliestDue}] ms, within the round up to [${to}]: no link may be faster than [${this.plan.smallestLatencyMs}] ms.`,
        )
      }
      const seat = this.participants.find(receiver)
      if (seat !== undefined && seat.host !== null) seat.announce(sender.id, sender.incarnation, what)
    }
  }

  #append(events: readonly TraceEvent[]): void {
    for (const event of events) this.trace.push(event)
  }

  /** Rounds and actions never overlap, and what goes wrong within one ends the run. */
  #exclusively<T>(work: () => T | Promise<T>): T | Promise<T> {
    if (this.#busy) throw new Error('The conductor is at work: wait for the promise of the last call.')
    this.#busy = true
    try {
      const result = work()
      if (!(result instanceof Promise)) {
        this.#busy = false
        return result
      }
      return result.then(
        value => {
          this.#busy = false
          return value
        },
        error => this.#break(error),
      )
    } catch (error) {
      return this.#break(error)
    }
  }

  #break(error: unknown): never {
    this.#busy = false
    const why = error instanceof Error ? error : new Error(String(error))
    this.#broken = why.message
    throw why instanceof RunBroken ? why : new RunBroken(why.message, { cause: why })
  }
}

/** A host that runs its participant at once says at once that it died. */
function attempt(advance: () => GrantResult | Promise<GrantResult>): ReturnType<typeof advance> | HostDied {
  try {
    return advance()
  } catch (error) {
    if (error instanceof HostDied) return error
    throw error
  }
}

function settle(result: Promise<GrantResult>): Promise<GrantResult | HostDied> {
  return result.catch((error: unknown) => {
    if (error instanceof HostDied) return error
    throw error
  })
}

function checkedTrace(
  seat: ParticipantSlot,
  events: readonly TraceEvent[],
  from: VirtualTime,
  to: VirtualTime,
): readonly TraceEvent[] {
  let at = from
  for (const event of events) {
    if (event.node !== seat.id || event.seq !== seat.nextSeq || event.at < at || event.at >= to) {
      throw new RunBroken(
        `[${seat.id}] told of [${event.type}] as number [${event.seq}] of [${event.node}] at [${event.at}] ms, in the round [${from}] to [${to}]; number [${seat.nextSeq}] at [${at}] or later was expected.`,
      )
    }
    at = event.at
    seat.nextSeq += 1
  }
  return events
}
