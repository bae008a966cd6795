import type { Action, LoggedAction } from '../trace/action.ts'
import { parseAction } from '../trace/action-schema.ts'
import { type EventId, eventId, latestInstantMs, type VirtualTime } from '../trace/identifiers.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import { maxActions } from '../trace/run-file.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { checkedTrace } from './checked-trace.ts'
import { ExclusiveWork } from './exclusive-work.ts'
import { grantRound, type RoundOutcome } from './grant-round.ts'
import type { Host, HostFactory, RunPlan } from './host.ts'
import { type DiagnoseHang, logDeaths } from './log-deaths.ts'
import { Network } from './network.ts'
import type { ParticipantSlot } from './participant-slot.ts'
import { Participants } from './participants.ts'
import { performAction, stopParticipant, thaw } from './perform-action.ts'
import { Recording } from './recording.ts'
import { refuseAction } from './refusal.ts'
import { type CreateReplacement, replaceHosts } from './replace-hosts.ts'
import { HostDied, RunBroken } from './run-errors.ts'
import type { RunLog } from './run-log.ts'
import { ConductorEvents, inOrder } from './trace-order.ts'

export interface ConductorOptions {
  readonly plan: RunPlan
  readonly hosts: HostFactory
  /** Run log to which an action is appended before a participant gets it. Default: none. */
  readonly log?: RunLog
  /** True while a watchdog ends participants that never finish a round. Default: false. */
  readonly watched?: () => boolean
  /** Finds the message that a hanging participant was handling; undefined when it cannot. Default: unknown. */
  readonly diagnoseHang?: DiagnoseHang
  /** Width of a round that starts at `from`, from 1 to `widest`. For tests of the rule that the width never changes the trace. */
  readonly cutRounds?: (from: VirtualTime, widest: number) => number
}

/** The place of a performed action in the log, and its instant. */
export interface Performed {
  readonly index: number
  readonly at: VirtualTime
}

/**
 * Owns virtual time: grants rounds to participants, keeps the log of actions and sorts the trace. An action is performed
 * at the first instant not yet computed, before all else at that instant.
 *
 * Calls return a promise only when a host or the run log does; the next call must wait for it.
 */
export class Conductor {
  readonly recording = new Recording()
  /** All events so far, in order, except those that {@link recording} has forgotten. Grows in place. */
  readonly trace: readonly TraceEvent[] = this.recording.held
  readonly actions: LoggedAction[] = []
  readonly participants = new Participants()
  readonly events = new ConductorEvents()
  readonly network = new Network()
  readonly plan: RunPlan
  readonly #options: ConductorOptions
  readonly #work = new ExclusiveWork()
  #frontier: VirtualTime = -1
  #rounds = 0

  constructor(options: ConductorOptions) {
    this.plan = options.plan
    this.#options = options
  }

  /** The last computed instant in virtual ms; −1 before the first. */
  get frontier(): VirtualTime {
    return this.#frontier
  }

  /** Number of rounds so far, for measurements. The trace does not depend on it. */
  get rounds(): number {
    return this.#rounds
  }

  /** The reason why the run cannot continue; null while it can. */
  get broken(): Refused | null {
    return this.#work.broken
  }

  /** The next instant with something to do; null when only an action can cause more. */
  get nextDue(): VirtualTime | null {
    let due = this.events.due
    for (const slot of this.participants.slots) {
      if (slot.host === null) continue
      const slotDue = dueOf(slot, this.#frontier)
      if (slotDue < due) due = slotDue
    }
    return due === Number.POSITIVE_INFINITY ? null : due
  }

  traceHash(): string {
    return this.recording.hash()
  }

  /** Boots the participants of the plan. They start in the round that contains instant 0. */
  start(): void | Promise<void> {
    const { code } = this.plan
    if (code !== undefined) this.events.emit(0, null, { type: 'CodeEdited', ...code })
    const slots = this.plan.participants.map(planned => this.participants.add(planned))
    return this.#work.run(() => this.bootAll(slots, 0, null))
  }

  /** True while a watchdog ends participants that never finish a round. */
  get watched(): boolean {
    return this.#options.watched?.() ?? false
  }

  /**
   * Performs an action at the first instant not yet computed, or refuses it. `recorded` actions may start
   * an endless loop without a watchdog, because the recording ends the loop with a `Kill`. Only this method copies an
   * action into the canonical form that the log, files and participants share.
   */
  do(input: Action, recorded = false): Performed | Refused | Promise<Performed | Refused> {
    if (this.broken !== null) return this.broken
    const action = parseAction(input)
    if (isRefused(action)) return action
    if (this.#frontier >= latestInstantMs) return refuse('run-at-end', { end: latestInstantMs })
    // A reload must be able to restore every run.
    if (this.actions.length >= maxActions && action.type !== 'PowerFailure' && !recorded)
      return refuse('too-many-actions', { most: maxActions })
    const refused = refuseAction(action, this.plan, this.participants, recorded || this.watched)
    if (refused !== null) return refused
    return this.#work.run(() => this.#log(action, this.#frontier + 1))
  }

  /**
   * Computes all instants up to and including `at`.
   * @throws {RunBroken} when the run cannot continue.
   */
  advanceTo(at: VirtualTime): void | Promise<void> {
    for (;;) {
      const done = this.round(at)
      if (done instanceof Promise) return this.#continueTo(done, at)
      if (done) return
    }
  }

  /**
   * Computes one round at most, `width` virtual ms wide at most and not beyond `limit`. Returns true when the frontier has
   * reached `limit`.
   * @throws {RunBroken} when the run cannot continue.
   */
  round(limit: VirtualTime, width = Number.POSITIVE_INFINITY): boolean | Promise<boolean> {
    if (this.broken !== null) throw new RunBroken(this.broken)
    if (limit <= this.#frontier) return true
    const due = this.nextDue
    if (due === null || due > limit) {
      if (limit === Number.POSITIVE_INFINITY) return true
      this.#frontier = limit
      return true
    }
    const thawed = this.#thawAt(due)
    const widest = Math.min(this.plan.smallestLatencyMs, this.network.smallestLatencyMs, width)
    const cut = this.#options.cutRounds?.(due, widest) ?? widest
    const to = Math.min(due + Math.max(1, Math.min(cut, widest)), limit + 1, thawed)
    return this.#work.run(() => this.#runRound(due, to, limit))
  }

  /** Null when the action could be performed now, else the reason why not. */
  refusalOf(action: Action): Refused | null {
    return this.broken ?? refuseAction(action, this.plan, this.participants, true)
  }

  /** Replaces the hosts of all running participants between two rounds, see {@link replaceHosts}. */
  replaceHosts(create: CreateReplacement): Promise<void> {
    return Promise.resolve(this.#work.run(() => replaceHosts(this.participants.running, create)))
  }

  /** Thaws the participants whose freeze ends at `instant`, and returns the earliest later end; infinite: none. */
  #thawAt(instant: VirtualTime): VirtualTime {
    let next = Number.POSITIVE_INFINITY
    for (const slot of this.participants.slots) {
      const until = slot.frozen?.until ?? null
      if (until === null) continue
      if (until <= instant) thaw(this, slot, instant, null)
      else next = Math.min(next, until)
    }
    return next
  }

  /** Boots new incarnations that start at `at`, in parallel when hosts start asynchronously. For {@link performAction}. */
  bootAll(slots: readonly ParticipantSlot[], at: VirtualTime, cause: string | null): void | Promise<void> {
    const pending: Promise<void>[] = []
    for (const slot of slots) {
      const boot = slot.boot(at, cause, this.network.conditionsOf(slot.id), this.participants.seed)
      const host = this.#options.hosts(slot.planned, boot)
      if (host instanceof Promise) pending.push(host.then(booted => this.#attachHost(slot, booted, at)))
      else this.#attachHost(slot, host, at)
    }
    if (pending.length > 0) return Promise.all(pending).then(() => undefined)
  }

  #attachHost(slot: ParticipantSlot, host: Host, at: VirtualTime): void {
    slot.started(host, at)
    this.participants.changed()
  }

  async #continueTo(first: Promise<boolean>, at: VirtualTime): Promise<void> {
    let done = await first
    while (!done) {
      const next = this.round(at)
      done = next instanceof Promise ? await next : next
    }
  }

  #log(action: Action, at: VirtualTime): Performed | Promise<Performed> {
    const logged: LoggedAction = { index: this.actions.length, at, action }
    const written = this.#options.log?.append(logged)
    return written instanceof Promise ? written.then(() => this.#perform(logged)) : this.#perform(logged)
  }

  #perform(logged: LoggedAction): Performed | Promise<Performed> {
    this.actions.push(logged)
    const performed = performAction(this, logged)
    const result = { index: logged.index, at: logged.at }
    return performed instanceof Promise ? performed.then(() => result) : result
  }

  /** Grants the round `from <= t < to` to every participant with something to do in it. */
  #runRound(from: VirtualTime, to: VirtualTime, limit: VirtualTime): boolean | Promise<boolean> {
    const slots = this.participants.slots.filter(
      slot => slot.host !== null && slot.frozen === null && (slot.commanded || slot.due < to),
    )
    this.#rounds += 1
    const { peers, version } = this.participants
    const outcomes = grantRound(slots, slot => slot.grant(from, to, peers, version))
    return outcomes instanceof Promise
      ? outcomes.then(known => this.#finish(slots, known, from, to, limit))
      : this.#finish(slots, outcomes, from, to, limit)
  }

  #finish(
    slots: readonly ParticipantSlot[],
    outcomes: readonly RoundOutcome[],
    from: VirtualTime,
    to: VirtualTime,
    limit: VirtualTime,
  ): boolean | Promise<boolean> {
    if (!outcomes.some(outcome => outcome instanceof HostDied))
      return this.#close(slots, outcomes, from, to, limit)
    const { actions } = this
    const { diagnoseHang } = this.#options
    const log = (action: Action) => this.#log(action, from)
    const logged = logDeaths({ slots, outcomes, from, to, actions, diagnoseHang, log })
    return logged instanceof Promise
      ? logged.then(() => this.#close(slots, outcomes, from, to, limit))
      : this.#close(slots, outcomes, from, to, limit)
  }

  #close(
    slots: readonly ParticipantSlot[],
    outcomes: readonly RoundOutcome[],
    from: VirtualTime,
    to: VirtualTime,
    limit: VirtualTime,
  ): boolean {
    this.#collect(slots, outcomes, from, to)
    this.#frontier = to - 1
    return this.#frontier >= limit
  }

  #collect(
    slots: readonly ParticipantSlot[],
    outcomes: readonly RoundOutcome[],
    from: VirtualTime,
    to: VirtualTime,
  ): void {
    const traces: (readonly TraceEvent[])[] = []
    const ended: {
      readonly slot: ParticipantSlot
      readonly at: VirtualTime
      readonly reason: 'left' | 'downed' | 'failed'
      /** The last event of the participant; null when it emitted none at that instant. */
      readonly cause: EventId | null
    }[] = []
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!
      const result = outcomes[i]!
      if (result instanceof HostDied) continue
      if (result.trace.length > 0) traces.push(checkedTrace(slot, result.trace, from, to))
      slot.completed(result.nextDue, result.taken)
      if (result.nextDue !== null && result.nextDue < to) {
        throw new RunBroken(refuse('due-within-round', { participant: slot.id, due: result.nextDue, to }))
      }
      if (result.ended !== undefined) {
        const last = result.trace.at(-1)
        const at = result.endedAt ?? last?.at ?? from
        ended.push({ slot, at, reason: result.ended, cause: last?.at === at ? eventId(last) : null })
      }
    }
    for (let i = 0; i < slots.length; i++) this.#announce(slots[i]!, outcomes[i]!, to)
    ended.sort((a, b) => a.at - b.at || (a.slot.id < b.slot.id ? -1 : 1))
    for (const { slot, at, reason, cause } of ended) stopParticipant(this, slot, at, reason, cause)
    const conductorEvents = this.events.takeBefore(to)
    if (conductorEvents.length > 0) traces.push(conductorEvents)
    this.recording.append(traces.length === 1 ? traces[0]! : inOrder(traces))
  }

  #announce(sender: ParticipantSlot, result: RoundOutcome, to: VirtualTime): void {
    if (result instanceof HostDied) return
    for (const receiver in result.sent) {
      const announced = result.sent[receiver]!
      if (announced.earliestDue < to) {
        throw new RunBroken(
          refuse('envelope-too-fast', {
            sender: sender.id,
            receiver,
            due: announced.earliestDue,
            to,
            smallest: this.plan.smallestLatencyMs,
          }),
        )
      }
      const slot = this.participants.find(receiver)
      if (slot !== undefined && slot.host !== null) slot.announce(sender.id, sender.incarnation, announced)
    }
  }
}

/** The next instant at which a participant has something to do: a frozen one thaws, a commanded one acts at once. */
const dueOf = (slot: ParticipantSlot, frontier: VirtualTime): VirtualTime => {
  if (slot.frozen !== null) return slot.frozen.until ?? Number.POSITIVE_INFINITY
  // A timer or envelope that fell due during a freeze is handled now, because the past is already computed.
  return slot.commanded ? frontier + 1 : Math.max(slot.due, frontier + 1)
}
