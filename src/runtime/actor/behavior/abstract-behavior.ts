import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Signal } from '../api/signal.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import { Kind, ReceiveBehavior, unhandled } from './behavior-values.ts'

/**
 * A behavior as an object with its own state. Construct it in `Behaviors.setup` with the context from there: it belongs to
 * that one actor, and a restart constructs another.
 *
 * @throws {IllegalContextUse} at the first message, when an object is used by another actor than its context's.
 * @example
 * class Counter extends AbstractBehavior<'Increment'> {
 *   private count = 0
 *
 *   override onMessage(): Behavior<'Increment'> {
 *     this.count++
 *     return Behaviors.same
 *   }
 * }
 * const counter = Behaviors.setup<'Increment'>(context => new Counter(context))
 */
export abstract class AbstractBehavior<T> implements Behavior<never> {
  readonly '~kind': number = Kind.object
  protected readonly context: ActorContext<T>
  private readonly running: ReceiveBehavior<T>

  constructor(context: ActorContext<T>) {
    this.context = context
    this.running = new ReceiveBehavior<T>(
      (context, message) => {
        this.checkContext(context)
        return this.onMessage(message)
      },
      (context, signal) => {
        this.checkContext(context)
        return this.onSignal(signal)
      },
    )
  }

  /** Handles a message and returns the next behavior; `Behaviors.same` keeps this object. */
  abstract onMessage(message: T): Behavior<T>

  /** Handles a signal. Default: unhandled, so that a watched actor's end fails this actor. */
  onSignal(_signal: Signal): Behavior<T> {
    return unhandled
  }

  /** See `CustomBehavior`. */
  '~start'(): ReceiveBehavior<T> {
    return this.running
  }

  private checkContext(context: ActorContext<T>): void {
    if (context === this.context) return
    throw new IllegalContextUse(
      this.context.self.path,
      `[${context.self.path}] runs an object that was made with it. Make a new one in the Behaviors.setup of each actor.`,
    )
  }
}
