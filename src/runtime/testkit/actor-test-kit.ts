import type { VirtualTime } from '../../trace/identifiers.ts'
import type { TraceEvent, TraceEventBody, TraceEventOf } from '../../trace/trace-event.ts'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import type { DeadLetter, Dropped, UnhandledMessage } from '../actor/api/actor-system.ts'
import type { Behavior } from '../actor/api/behavior.ts'
import type { OutboundMessage } from '../actor/api/outbound-message.ts'
import type { SpawnOptions } from '../actor/api/spawn-options.ts'
import { interactions } from '../actor/interaction/interactions.ts'
import { CellState } from '../actor/kernel/cell-state.ts'
import { instrumentation } from '../actor/observe/instrumentation.ts'
import { remoting } from '../actor/remote/remoting.ts'
import { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import { seededRandom } from '../random.ts'
import { ParticipantTracer } from '../remote/participant-tracer.ts'
import { ActorFailures } from './actor-failures.ts'
import type { TestDriver } from './test-driver.ts'
import { defaultTimeoutMs, TestProbe } from './test-probe.ts'

export interface ActorTestKitOptions {
  /** Default 1. */
  readonly seed?: number
  /** Default true. */
  readonly traced?: boolean
  /** Messages handled in one virtual ms. Default null: no limit. */
  readonly maxMessagesPerMs?: number | null
  /** Copies each local message. Default: local messages are passed by reference. */
  readonly copyLocal?: (message: unknown) => unknown
}

/**
 * One actor system in virtual time. It runs only in `advance`, `advanceTo`, `runUntilIdle`, `stop` and in the
 * `expect…` calls of its probes.
 *
 * @example
 * const kit = ActorTestKit.create()
 * const probe = kit.createTestProbe<Sum>()
 * kit.spawn(counter(), 'counter').tell({ type: 'Read', replyTo: probe.ref })
 * probe.expectMessage({ type: 'Sum', sum: 0 })
 */
export class ActorTestKit implements TestDriver {
  readonly system: LocalActorSystem
  /** Messages sent to other systems; the kit delivers none of them. */
  readonly outbox: OutboundMessage[] = []
  private readonly events: TraceEvent[] = []
  private readonly tracer: ParticipantTracer | null
  private probeCount = 0

  static create(options: ActorTestKitOptions = {}): ActorTestKit {
    return new ActorTestKit(options)
  }

  private constructor({ seed = 1, traced = true, maxMessagesPerMs = null, copyLocal }: ActorTestKitOptions) {
    this.tracer = traced ? new ParticipantTracer('kit', 0, () => this.system.now) : null
    const random = seededRandom(`${seed}/kit/1`)
    this.system = new LocalActorSystem({
      name: 'kit',
      address: 'pekko://kit@kit:1',
      uid: random.uid(),
      random,
      tracer: this.tracer,
      instrumentation: instrumentation,
      interactions: interactions,
      now: 0,
      maxMessagesPerMs,
      remoting: remoting(message => this.outbox.push(message)),
      ...(copyLocal === undefined ? {} : { copyLocal }),
    })
  }

  get now(): VirtualTime {
    return this.system.now
  }

  get nextDue(): VirtualTime | null {
    return this.system.nextDue
  }

  /** All trace events so far; empty when `traced` is false. */
  get trace(): readonly TraceEvent[] {
    if (this.tracer !== null) this.events.push(...this.tracer.drain())
    return this.events
  }

  /** The trace events of one type. */
  eventsOf<T extends TraceEventBody['type']>(type: T): readonly TraceEventOf<T>[] {
    return this.trace.filter((event): event is TraceEventOf<T> => event.type === type)
  }

  spawn<T>(behavior: Behavior<T>, name: string, options?: SpawnOptions): ActorRef<T> {
    return this.system.spawn(behavior, name, options)
  }

  /**
   * Stops an actor that {@link spawn} created and advances time until it has stopped.
   * @throws for another actor, and when it has not stopped after `withinMs` (default 3 s).
   */
  stop(ref: ActorRef<never>, withinMs = defaultTimeoutMs): void {
    const cell = this.system.findCell(ref.path)
    if (cell === null) return
    if (cell.parent !== this.system.userGuardian) {
      throw new Error(`[${ref.path}] was not spawned by this kit. Stop it through its parent.`)
    }
    const until = this.now + withinMs
    const failures = new ActorFailures(() => this.trace)
    failures.met()
    failures.begin()
    cell.enqueueSystemMail({ type: 'stop' })
    this.runUntilIdle()
    while (cell.state !== CellState.terminated && this.nextDue !== null && this.nextDue <= until) {
      this.advanceTo(this.nextDue)
    }
    if (cell.state !== CellState.terminated) {
      throw new Error(
        `[${ref.path}] received a stop and did not end within [${withinMs}] ms, at [${this.now}] ms.${failures.text}`,
      )
    }
  }

  createTestProbe<T = unknown>(name = `probe-${++this.probeCount}`): TestProbe<T> {
    return new TestProbe<T>(this, this.system, name)
  }

  createDeadLetterProbe(): TestProbe<DeadLetter> {
    return this.streamProbe('DeadLetter')
  }

  createDroppedMessageProbe(): TestProbe<Dropped> {
    return this.streamProbe('Dropped')
  }

  createUnhandledMessageProbe(): TestProbe<UnhandledMessage> {
    return this.streamProbe('UnhandledMessage')
  }

  /** Runs everything due at this instant. */
  runUntilIdle(): void {
    this.system.runInstant(this.system.now)
    this.throwFatal()
  }

  /** Runs the next `ms` virtual milliseconds, including everything due at the last one. */
  advance(ms: number): void {
    this.advanceTo(this.system.now + ms)
  }

  advanceTo(until: VirtualTime): void {
    this.runUntilIdle()
    for (let due = this.nextDue; due !== null && due <= until; due = this.nextDue) {
      this.system.runInstant(due)
      this.throwFatal()
    }
    this.system.enterInstant(until)
  }

  private streamProbe<T extends { readonly type: string }>(type: T['type']): TestProbe<T> {
    const probe = this.createTestProbe<T>()
    this.system.eventStream.subscribe(probe.ref, type)
    return probe
  }

  private throwFatal(): void {
    if (this.system.failure !== null) throw this.system.failure
  }
}
