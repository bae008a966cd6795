import type { Behavior } from '../actor/index.ts'
import {
  type AnyBehavior,
  type CustomBehavior,
  Kind,
  kernelContext,
  ReceiveBehavior,
  same,
} from '../actor/internal.ts'
import type { ClassicCell } from './classic-cell.ts'

const cellOf = (context: Parameters<typeof kernelContext>[0]): ClassicCell =>
  // Only classic cells run the behaviors below.
  kernelContext(context).cell as ClassicCell

/** The kernel's behavior of every started classic actor. It never changes: `become` changes the cell's own stack. */
export const running: Behavior<unknown> = new ReceiveBehavior<unknown>(
  (context, message) => {
    cellOf(context).receive(message)
    return same
  },
  (context, signal) => {
    cellOf(context).onSignal(signal)
    return same
  },
)

/**
 * The kernel's initial behavior of every classic actor. Not a setup factory, because a supervision override could
 * then restart only what the factory returned; a classic actor restarts as a whole.
 */
export const starting: CustomBehavior = {
  '~kind': Kind.custom,
  // Only classic cells have this initial behavior.
  '~start': cell => (cell as ClassicCell).start() as AnyBehavior,
}
