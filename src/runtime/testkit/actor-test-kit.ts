import type { TraceEvent, TraceEventBody, TraceEventOf, VirtualTime } from '../../trace/trace-event.ts'
import type { SpawnOptions } from '../actor/actor-context.ts'
import type { ActorRef } from '../actor/actor-ref.ts'
import type { Behavior } from '../actor/behavior.ts'
import { LocalActorSystem } from '../actor/local-actor-system.ts'
import type { OutboundMessage } from '../actor/outbound-message.ts'
import { seededRandom } from '../random.ts'
import { ParticipantTracer } from '../remote/participant-tracer.ts'
import type { TestDriver } from './test-driver.ts'
import { TestProbe } from './test-probe.ts'

export interface ActorTestKitOptions {
  readonly seed?: number
  /** Default true. */
  readonly traced?: boolean
  /** Default null: no limit. */
  readonly maxMessagesPerMs?: number | null
  /** For tests of copying; default: local messages go by reference. */
  readonly copyLocal?: (message: unknown) => unknown
}

/**
 * One actor system and a hand on its clock. Nothing happens by itself: `advance` and `runUntilIdle` turn it,
 * and so do a probe's `expect…` calls.
 */
export class ActorTestKit implements TestDriver {
  readonly system: LocalActorSystem
  /** What was sent to other systems. */
  readonly outbox: OutboundMessage[] = []
  private readonly events: TraceEvent[] = []
  private readonly tracer: ParticipantTracer | null
  private probes = 0

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
      now: 0,
      maxMessagesPerMs,
      outbound: message => this.outbox.push(message),
      ...(copyLocal === undefined ? {} : { copyLocal }),
    })
  }

  get now(): VirtualTime {
    return this.system.now
  }

  get nextDue(): VirtualTime | null {
    return this.system.nextDue
  }

  /** Everything told so far. */
  get trace(): readonly TraceEvent[] {
    if (this.tracer !== null) this.events.push(...this.tracer.take())
    return this.events
  }

  eventsOf<T extends TraceEventBody['type']>(type: T): readonly TraceEventOf<T>[] {
    return this.trace.filter((event): event is TraceEventOf<T> => event.type === type)
  }

  spawn<T>(behavior: Behavior<T>, name: string, options?: SpawnOptions): ActorRef<T> {
    return this.system.spawn(behavior, name, options)
  }

  createTestProbe<T = unknown>(name = `probe-${++this.probes}`): TestProbe<T> {
    return new TestProbe<T>(this, this.system, name)
  }

  /** Does all that can be done at this instant. */
  runUntilIdle(): void {
    this.system.runInstant(this.system.now)
    this.rethrow()
  }

  /** Lives through the next `ms` milliseconds, all that is due at the last one included. */
  advance(ms: number): void {
    this.advanceTo(this.system.now + ms)
  }

  advanceTo(until: VirtualTime): void {
    this.runUntilIdle()
    for (let due = this.nextDue; due !== null && due <= until; due = this.nextDue) {
      this.system.runInstant(due)
      this.rethrow()
    }
    this.system.enterInstant(until)
  }

  private rethrow(): void {
    if (this.system.failure !== null) throw this.system.failure
  }
}
