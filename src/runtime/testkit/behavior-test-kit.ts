import type { LogLevel, TraceEvent } from '../../trace/trace-event.ts'
import { ActorInitializationException } from '../actor/actor-errors.ts'
import { nameOf } from '../actor/actor-path.ts'
import type { ActorRef } from '../actor/actor-ref.ts'
import type { Behavior } from '../actor/behavior.ts'
import { same, stopped } from '../actor/behavior-values.ts'
import { handleFailure } from '../actor/cell-failure.ts'
import { signal } from '../actor/cell-signal.ts'
import { CellState } from '../actor/cell-state.ts'
import { equalValues } from '../actor/equal-values.ts'
import { instrumentation } from '../actor/instrumentation.ts'
import { interactions } from '../actor/interactions.ts'
import { LocalActorSystem } from '../actor/local-actor-system.ts'
import { remoting } from '../actor/remoting.ts'
import type { Signal } from '../actor/signal.ts'
import { seededRandom } from '../random.ts'
import { ParticipantTracer } from '../remote/participant-tracer.ts'
import type { Effect, EffectOf, ExpectedEffect } from './effect.ts'
import { shownValue } from './shown-value.ts'
import { StubbedBehavior, type StubCell, stubCellOf } from './stub-cell.ts'
import { TestInbox } from './test-inbox.ts'

export interface LogEntry {
  readonly level: LogLevel
  readonly text: string
}

/** The actor system around a behavior under test, and what it told. No time passes in it. */
class Stage {
  readonly system: LocalActorSystem
  private readonly tracer = new ParticipantTracer('kit', 0, () => 0)
  private readonly told: TraceEvent[] = []

  constructor() {
    const random = seededRandom('behavior-test-kit')
    this.system = new LocalActorSystem({
      name: 'kit',
      address: 'pekko://kit@kit:1',
      uid: random.uid(),
      random,
      tracer: this.tracer,
      staging: instrumentation,
      patterns: interactions,
      now: 0,
      maxMessagesPerMs: null,
      remoting: remoting(() => undefined),
    })
  }

  get events(): readonly TraceEvent[] {
    this.told.push(...this.tracer.take())
    return this.told
  }

  turn(): void {
    this.system.runInstant(0)
    if (this.system.failure !== null) throw this.system.failure
  }
}

/**
 * Runs one behavior, message by message, at once and alone: what it tells others comes into inboxes, what it asks
 * of its context is written down as effects, and nothing else happens. Supervision, stash and state are real. For
 * what takes time (a backoff, a timer that fires, a watch) use an `ActorTestKit`.
 */
export class BehaviorTestKit<T> {
  private readonly stage: Stage
  private readonly cell: StubCell
  private thrown: Error | null = null

  /** Starts the behavior: factories run, and what they throw is thrown here. */
  static create<T>(behavior: Behavior<T>, name = 'testkit'): BehaviorTestKit<T> {
    const stage = new Stage()
    const ref = stage.system.spawn(new StubbedBehavior(behavior), name)
    const kit = new BehaviorTestKit<T>(stage, stubCellOf(stage.system, ref)!)
    kit.turn()
    return kit
  }

  private constructor(stage: Stage, cell: StubCell) {
    this.stage = stage
    this.cell = cell
  }

  get ref(): ActorRef<T> {
    return this.cell.self
  }

  /** Has the behavior handle a message. An error that no supervisor took up ends it, and is thrown here. */
  run(message: T): void {
    this.cell.give(message)
    this.turn()
  }

  /** Has it handle the oldest message that was told to it. */
  runOne(): void {
    this.run(this.selfInbox.receiveMessage())
  }

  /** Has it handle a signal. */
  signal(what: Signal): void {
    const { cell } = this
    cell.tellSystem({
      type: 'call',
      run: () => {
        if (cell.behavior === null) return
        try {
          const next = signal(cell, what, null)
          cell.returned = next
          if (next !== same) cell.become(next, what)
        } catch (thrown) {
          handleFailure(cell, thrown)
        }
      },
    })
    this.turn()
  }

  get isAlive(): boolean {
    return this.cell.state < CellState.stopping
  }

  /** What handles the next message; `stopped` after the end. */
  get currentBehavior(): Behavior<T> {
    // The cell has forgotten the type of its behavior's messages: they are a T.
    return (this.cell.behavior ?? stopped) as Behavior<T>
  }

  /** What the last handler returned, `same` and `unhandled` among it. */
  get returnedBehavior(): Behavior<T> {
    if (this.cell.returned === null) throw new Error('Nothing was handled yet. Call run or signal first.')
    // As above.
    return this.cell.returned as Behavior<T>
  }

  /** What was told to the actor, by others and by itself, and not handled yet. */
  get selfInbox(): TestInbox<T> {
    // Its ref accepts nothing else.
    return new TestInbox<T>(this.ref, this.cell.inbox as T[])
  }

  /** What was told to a child, by its name or ref. */
  childInbox<U>(child: ActorRef<U> | string): TestInbox<U> {
    return this.childTestKit(child).selfInbox
  }

  /** The behavior that a child was spawned with, started, to be run in its turn. */
  childTestKit<U>(child: ActorRef<U> | string): BehaviorTestKit<U> {
    const name = typeof child === 'string' ? child : nameOf(child.path)
    const cell = this.cell.spawned.get(name)
    if (cell === undefined) {
      const names = [...this.cell.spawned.keys()].join(', ')
      throw new Error(`[${this.ref.path}] spawned no child [${name}], but [${names}].`)
    }
    return new BehaviorTestKit<U>(this.stage, cell)
  }

  get hasEffects(): boolean {
    return this.cell.context.effects.length > 0
  }

  /** The oldest effect, which is taken out; null: there is none. */
  retrieveEffect(): Effect | null {
    return this.cell.context.effects.shift() ?? null
  }

  /** All effects, oldest first; they are taken out. */
  retrieveAllEffects(): Effect[] {
    return this.cell.context.effects.splice(0)
  }

  /** The oldest effect must have the fields given; it is taken out. */
  expectEffect(expected: ExpectedEffect): void {
    const effect = this.retrieveEffect()
    const fields = Object.entries(expected)
    const got: Readonly<Record<string, unknown>> = { ...effect }
    if (effect === null || !fields.every(([name, value]) => equalValues(got[name], value))) {
      throw new Error(`Expected the effect [${shownValue(expected)}], and got [${shownValue(effect)}].`)
    }
  }

  /** The oldest effect must be of this type; it is taken out. */
  expectEffectType<K extends Effect['type']>(type: K): EffectOf<K> {
    const effect = this.retrieveEffect()
    if (effect?.type !== type) throw new Error(`Expected a [${type}], and got [${shownValue(effect)}].`)
    // Its type was just compared.
    return effect as EffectOf<K>
  }

  expectNoEffects(): void {
    if (this.hasEffects) {
      throw new Error(`Expected no effects, and got [${shownValue(this.cell.context.effects)}].`)
    }
  }

  /** What the behavior logged so far. */
  get logEntries(): readonly LogEntry[] {
    return this.stage.events.flatMap(event =>
      event.type === 'Logged' && event.actor === this.cell.path
        ? [{ level: event.level, text: event.text }]
        : [],
    )
  }

  private turn(): void {
    this.stage.turn()
    const { failure } = this.cell
    if (failure === null || failure === this.thrown) return
    this.thrown = failure
    throw failure instanceof ActorInitializationException ? failure.cause : failure
  }
}
