import { nameOf } from '../../trace/actor-path.ts'
import type { LogLevel, TraceEvent } from '../../trace/trace-event.ts'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import type { Behavior } from '../actor/api/behavior.ts'
import type { Signal } from '../actor/api/signal.ts'
import { ActorInitializationException } from '../actor/base/actor-errors.ts'
import { equalValues } from '../actor/base/equal-values.ts'
import { same, stopped } from '../actor/behavior/behavior-values.ts'
import { interactions } from '../actor/interaction/interactions.ts'
import { handleFailure } from '../actor/kernel/cell-failure.ts'
import { deliverSignal } from '../actor/kernel/cell-signal.ts'
import { CellState } from '../actor/kernel/cell-state.ts'
import { instrumentation } from '../actor/observe/instrumentation.ts'
import { remoting } from '../actor/remote/remoting.ts'
import { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import { seededRandom } from '../random.ts'
import { ParticipantTracer } from '../remote/participant-tracer.ts'
import type { ExpectedEffect, RecordedEffect, RecordedEffectOf } from './recorded-effect.ts'
import { shownValue } from './shown-value.ts'
import { StubbedBehavior, type StubCell, stubCellOf } from './stub-cell.ts'
import { TestInbox } from './test-inbox.ts'

export interface LogEntry {
  readonly level: LogLevel
  readonly text: string
}

/** The actor system of a behavior under test, with its trace. Its clock never moves. */
class FrozenSystem {
  readonly system: LocalActorSystem
  private readonly tracer = new ParticipantTracer('kit', 0, () => 0)
  private readonly taken: TraceEvent[] = []

  constructor() {
    const random = seededRandom('behavior-test-kit')
    this.system = new LocalActorSystem({
      name: 'kit',
      address: 'pekko://kit@kit:1',
      uid: random.uid(),
      random,
      tracer: this.tracer,
      instrumentation: instrumentation,
      interactions: interactions,
      now: 0,
      maxMessagesPerMs: null,
      remoting: remoting(() => undefined),
    })
  }

  get trace(): readonly TraceEvent[] {
    this.taken.push(...this.tracer.drain())
    return this.taken
  }

  runUntilIdle(): void {
    this.system.runInstant(0)
    if (this.system.failure !== null) throw this.system.failure
  }
}

/**
 * Runs one behavior synchronously, message by message, without other actors. Messages it sends go to inboxes, and
 * requests to its context are recorded as effects. Supervision, stash and state are real. Use an `ActorTestKit` for
 * everything that needs time or other actors: a backoff, a timer, a watch.
 *
 * @example
 * const kit = BehaviorTestKit.create(counter())
 * kit.run({ type: 'Add', n: 3 })
 * kit.expectEffect({ type: 'Spawned', name: 'auditor' })
 */
export class BehaviorTestKit<T> {
  private readonly frozen: FrozenSystem
  private readonly cell: StubCell
  /** The failure that was thrown to the test last, so that it is thrown once only. */
  private thrown: Error | null = null

  /** Starts the behavior: its factories run. Throws the error of a factory. */
  static create<T>(behavior: Behavior<T>, name = 'testkit'): BehaviorTestKit<T> {
    const frozen = new FrozenSystem()
    const ref = frozen.system.spawn(new StubbedBehavior(behavior), name)
    const kit = new BehaviorTestKit<T>(frozen, stubCellOf(frozen.system, ref)!)
    kit.runTurn()
    return kit
  }

  private constructor(frozen: FrozenSystem, cell: StubCell) {
    this.frozen = frozen
    this.cell = cell
  }

  get ref(): ActorRef<T> {
    return this.cell.self
  }

  /** Lets the behavior handle a message. Throws an error that no supervisor handles; it also stops the behavior. */
  run(message: T): void {
    this.cell.give(message)
    this.runTurn()
  }

  /** Lets the behavior handle the oldest message of {@link selfInbox}. Throws when there is none. */
  runOne(): void {
    this.run(this.selfInbox.receiveMessage())
  }

  /** Lets the behavior handle a signal. Throws as {@link run} does. */
  signal(received: Signal): void {
    const { cell } = this
    cell.enqueueSystemMail({
      type: 'call',
      run: () => {
        if (cell.behavior === null) return
        try {
          const next = deliverSignal(cell, received, null)
          cell.returned = next
          if (next !== same) cell.become(next, received)
        } catch (thrown) {
          handleFailure(cell, thrown)
        }
      },
    })
    this.runTurn()
  }

  get isAlive(): boolean {
    return this.cell.state < CellState.stopping
  }

  /** The behavior for the next message; `stopped` after the end. */
  get currentBehavior(): Behavior<T> {
    // A cell does not keep the message type of its behavior, which is T.
    return (this.cell.behavior ?? stopped) as Behavior<T>
  }

  /** The value that the last handler returned, `same` and `unhandled` included. Throws before the first one. */
  get returnedBehavior(): Behavior<T> {
    if (this.cell.returned === null)
      throw new Error('No message or signal was handled yet. Call run or signal first.')
    // As in currentBehavior.
    return this.cell.returned as Behavior<T>
  }

  /** Messages sent to the actor, also by itself, that it did not handle yet. */
  get selfInbox(): TestInbox<T> {
    // The inbox holds only messages that its ref accepted.
    return new TestInbox<T>(this.ref, this.cell.inbox as T[])
  }

  /** Messages sent to a child, which is given by name or ref. Throws for an unknown child. */
  childInbox<U>(child: ActorRef<U> | string): TestInbox<U> {
    return this.childTestKit(child).selfInbox
  }

  /**
   * A kit for a child, which has started and handles only the messages that this kit runs. Throws for an unknown
   * child.
   */
  childTestKit<U>(child: ActorRef<U> | string): BehaviorTestKit<U> {
    const name = typeof child === 'string' ? child : nameOf(child.path)
    const cell = this.cell.spawned.get(name)
    if (cell === undefined) {
      const names = [...this.cell.spawned.keys()].join(', ')
      throw new Error(`[${this.ref.path}] spawned no child [${name}], but [${names}].`)
    }
    return new BehaviorTestKit<U>(this.frozen, cell)
  }

  get hasEffects(): boolean {
    return this.cell.context.effects.length > 0
  }

  /** Removes and returns the oldest effect; null when there is none. */
  retrieveEffect(): RecordedEffect | null {
    return this.cell.context.effects.shift() ?? null
  }

  /** Removes and returns all effects, oldest first. */
  retrieveAllEffects(): RecordedEffect[] {
    return this.cell.context.effects.splice(0)
  }

  /** Removes the oldest effect. Throws unless it has the given fields. */
  expectEffect(expected: ExpectedEffect): void {
    const effect = this.retrieveEffect()
    const fields = Object.entries(expected)
    const actual: Readonly<Record<string, unknown>> = { ...effect }
    if (effect === null || !fields.every(([name, value]) => equalValues(actual[name], value))) {
      throw new Error(`Expected the effect [${shownValue(expected)}], and got [${shownValue(effect)}].`)
    }
  }

  /** Removes and returns the oldest effect. Throws unless it has this type. */
  expectEffectType<K extends RecordedEffect['type']>(type: K): RecordedEffectOf<K> {
    const effect = this.retrieveEffect()
    if (effect?.type !== type) throw new Error(`Expected a [${type}], and got [${shownValue(effect)}].`)
    // The comparison above proves the type.
    return effect as RecordedEffectOf<K>
  }

  expectNoEffects(): void {
    if (this.hasEffects) {
      throw new Error(`Expected no effects, and got [${shownValue(this.cell.context.effects)}].`)
    }
  }

  /** All log lines of the behavior so far. */
  get logEntries(): readonly LogEntry[] {
    return this.frozen.trace.flatMap(event =>
      event.type === 'Logged' && event.actor === this.cell.path
        ? [{ level: event.level, text: event.text }]
        : [],
    )
  }

  private runTurn(): void {
    this.frozen.runUntilIdle()
    const { failure } = this.cell
    if (failure === null || failure === this.thrown) return
    this.thrown = failure
    throw failure instanceof ActorInitializationException ? failure.cause : failure
  }
}
