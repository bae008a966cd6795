import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import type { AnyInterceptor } from '../api/behavior-interceptor.ts'
import type { Signal } from '../api/signal.ts'
import { caught } from '../base/error-text.ts'
import { labelOf } from '../base/message-text.ts'
import { type AnyBehavior, Kind, ReceiveBehavior, same, unhandled } from '../behavior/behavior-values.ts'
import { giveUp, offerFailure } from './cell-failure.ts'
import { signalTo } from './cell-signal.ts'
import { CellState } from './cell-state.ts'
import type { Cell, Interception, Wrapper } from './ports.ts'
import { within } from './wrapped-behavior.ts'

/** An interceptor around the behavior that an actor runs. */
export class InterceptorWrapper implements Interception {
  readonly type = 'interception'
  started = false
  readonly interceptor: AnyInterceptor

  constructor(interceptor: AnyInterceptor) {
    this.interceptor = interceptor
  }

  around(cell: Cell, inner: AnyBehavior): AnyBehavior {
    return inner['~kind'] === Kind.stopped ? inner : new Intercepted(cell, innermost(inner))
  }
}

/** The behavior of a cell with interceptors: passes messages and signals through them to `inner`. */
class Intercepted extends ReceiveBehavior<unknown> {
  readonly inner: AnyBehavior
  constructor(cell: Cell, inner: AnyBehavior) {
    super(
      (_, message) => {
        const next = passMessage(cell, inner, 0, message, true)
        return cell.behavior === this
          ? adoptNext(cell, next, interceptsMessage(cell, message))
          : keepingBehavior(next)
      },
      (_, signal) => {
        // PreRestart and PostStop clean up: no supervisor decides about their errors.
        const decides = signal.type !== 'PreRestart' && signal.type !== 'PostStop'
        const next = passSignal(cell, inner, 0, signal, decides)
        return cell.behavior === this ? adoptNext(cell, next, interceptsSignal) : keepingBehavior(next)
      },
    )
    this.inner = inner
  }
}

/** The behavior behind all interceptors. */
export const innermost = (behavior: AnyBehavior): AnyBehavior =>
  behavior instanceof Intercepted ? behavior.inner : behavior

type TakesPart = (wrapper: Wrapper) => boolean

const interceptsMessage =
  (cell: Cell, message: unknown): TakesPart =>
  wrapper =>
    cell.ownProtocol?.(message) !== true &&
    wrapper.type === 'interception' &&
    wrapper.interceptor.aroundReceive !== undefined &&
    (wrapper.interceptor.accepts?.(message) ?? true)

const interceptsSignal: TakesPart = wrapper =>
  wrapper.type === 'interception' && wrapper.interceptor.aroundSignal !== undefined

/**
 * Passes a message to the wrappers from `level` on, then to `inner`. `decides`: the supervisors among them decide about
 * errors; otherwise an error is thrown to the caller.
 */
export function passMessage(
  cell: Cell,
  inner: AnyBehavior,
  level: number,
  message: unknown,
  decides: boolean,
): AnyBehavior {
  return pass(cell, level, interceptsMessage(cell, message), labelOf(message), decides, interception =>
    interception === null
      ? cell.interpret(inner, message)
      : (interception.wrapper.interceptor.aroundReceive!(contextOf(cell), message as never, next =>
          interception.wrap(passMessage(cell, inner, interception.level + 1, next, decides)),
        ) as AnyBehavior),
  )
}

export function passSignal(
  cell: Cell,
  inner: AnyBehavior,
  level: number,
  signal: Signal,
  decides: boolean,
): AnyBehavior {
  return pass(cell, level, interceptsSignal, signal.type, decides, interception =>
    interception === null
      ? signalTo(cell, inner, signal)
      : (interception.wrapper.interceptor.aroundSignal!(contextOf(cell), signal, next =>
          interception.wrap(passSignal(cell, inner, interception.level + 1, next, decides)),
        ) as AnyBehavior),
  )
}

/** The next interceptor that takes part. `wrap` puts the wrappers inside of it around its target's result. */
interface Reached {
  readonly wrapper: Interception
  readonly level: number
  readonly wrap: (inner: AnyBehavior) => Behavior<never>
}

/**
 * Runs the next interceptor that takes part, or else the innermost behavior. The supervisors before it decide about its
 * errors; an error that they pass on is thrown through the interceptor outside of them.
 */
function pass(
  cell: Cell,
  level: number,
  takesPart: TakesPart,
  label: string,
  decides: boolean,
  run: (reached: Reached | null) => AnyBehavior,
): AnyBehavior {
  const wrappers = cell.wrappers!
  let index = level
  while (index < wrappers.length && !takesPart(wrappers[index]!)) index++
  const wrapper = wrappers[index]
  const inside = wrappers.slice(index + 1)
  try {
    return run(
      wrapper === undefined || wrapper.type !== 'interception'
        ? null
        : { wrapper, level: index, wrap: inner => within(inside, inner) as Behavior<never> },
    )
  } catch (thrown) {
    const error = caught(thrown)
    if (!decides || cell.state !== CellState.running) throw thrown
    if (offerFailure(cell, error, label, wrappers.slice(level, index))) return same
    if (level > 0) throw thrown
    giveUp(cell, error, label)
    return same
  }
}

/** The cell becomes `next`, which brings the wrappers inside of the outermost interceptor that took part. */
function adoptNext(cell: Cell, next: AnyBehavior, takesPart: TakesPart): Behavior<unknown> {
  if (next !== same && next !== unhandled && next?.['~kind'] !== Kind.stopped) {
    const first = cell.wrappers!.findIndex(takesPart)
    if (first >= 0) cell.wrappers = cell.wrappers!.slice(0, first + 1)
  }
  return next as Behavior<unknown>
}

/** A supervisor replaced the cell's behavior meanwhile, so the returned one must not. */
const keepingBehavior = (next: AnyBehavior): Behavior<unknown> => (next === unhandled ? unhandled : same)

const contextOf = (cell: Cell): ActorContext<never> => cell.context as unknown as ActorContext<never>
