import type { ActorContext } from './actor-context.ts'
import type { Behavior } from './behavior.ts'
import type { Signal } from './signal.ts'

/** A behavior made of a message handler. */
export interface Receive<T> extends Behavior<T> {
  /** A copy of this behavior that also handles signals. */
  receiveSignal(handler: (context: ActorContext<T>, signal: Signal) => Behavior<T>): Behavior<T>
}
