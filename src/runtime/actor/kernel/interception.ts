import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Signal } from '../api/signal.ts'
import { InvalidBehavior } from '../base/actor-errors.ts'
import { caught } from '../base/error-text.ts'
import {
  type AnyBehavior,
  type CustomBehavior,
  Kind,
  pending,
  ReceiveBehavior,
  same,
  unhandled,
} from '../behavior/behavior-values.ts'
import { labelOf } from '../observe/message-trace.ts'
import type { Cell } from './cell.ts'
import { giveUp, offerFailure } from './cell-failure.ts'
import { signalTo } from './cell-signal.ts'
import { startInner } from './cell-start.ts'
import { CellState } from './cell-state.ts'
import { pushSupervisor } from './supervisor.ts'
import type { Wrapper } from './wrapper.ts'

/**
 * Comes between an actor's messages and signals and the behavior that handles them. What is left out goes
 * straight to the inner behavior. A target is called at most once for each call of an interceptor.
 */
export interface BehaviorInterceptor<Outer, Inner = Outer> {
  /** Which messages it wants; default: all. The others are the inner behavior's own and none of its business. */
  readonly accepts?: (message: unknown) => boolean
  /** May return something else without starting what is inside. */
  aroundStart?(context: ActorContext<Outer>, target: () => Behavior<Inner>): Behavior<Inner>
  /** Returning `same` without calling the target filters the message out. */
  aroundReceive?(
    context: ActorContext<Outer>,
    message: Outer,
    target: (message: Inner) => Behavior<Inner>,
  ): Behavior<Inner>
  aroundSignal?(
    context: ActorContext<Outer>,
    signal: Signal,
    target: (signal: Signal) => Behavior<Inner>,
  ): Behavior<Inner>
  /** True when an `other` inside makes this one superfluous; default: it is the same object. */
  isSame?(other: AnyInterceptor): boolean
}

/** With the message types forgotten: what it accepts is what it is given. */
export type AnyInterceptor = BehaviorInterceptor<never, never>

/** An interceptor around what an actor runs. */
export class Interception {
  readonly type = 'interception'
  started = false
  readonly interceptor: AnyInterceptor

  constructor(interceptor: AnyInterceptor) {
    this.interceptor = interceptor
  }

  /** What the cell is to run once `started` was started with this around it. */
  around(cell: Cell, started: AnyBehavior): AnyBehavior {
    return started['~kind'] === Kind.stopped ? started : new Intercepted(cell, innermost(started))
  }
}

/** What an actor runs when there are interceptors: they come first, then `inner`. */
class Intercepted extends ReceiveBehavior<unknown> {
  readonly inner: AnyBehavior
  constructor(cell: Cell, inner: AnyBehavior) {
    super(
      (_, message) => {
        const answer = passMessage(cell, inner, 0, message, true)
        return cell.behavior === this ? takeOver(cell, answer, takesMessage(cell, message)) : staying(answer)
      },
      (_, signal) => {
        // A failure while cleaning up is nobody's to decide.
        const decides = signal.type !== 'PreRestart' && signal.type !== 'PostStop'
        const answer = passSignal(cell, inner, 0, signal, decides)
        return cell.behavior === this ? takeOver(cell, answer, takesSignal) : staying(answer)
      },
    )
    this.inner = inner
  }
}

/** The behavior behind all interceptors. */
export const innermost = (behavior: AnyBehavior): AnyBehavior =>
  behavior instanceof Intercepted ? behavior.inner : behavior

/** A behavior in an interceptor, to be started. */
export class InterceptBehavior implements CustomBehavior {
  readonly '~kind': number = Kind.custom
  private readonly make: () => AnyInterceptor
  private readonly inner: AnyBehavior

  constructor(make: () => AnyInterceptor, inner: AnyBehavior) {
    this.make = make
    this.inner = inner
  }

  '~start'(cell: Cell): AnyBehavior {
    if (this.inner === same || this.inner === unhandled) {
      throw new InvalidBehavior(
        cell.path,
        'intercepts same or unhandled. Intercept a behavior that handles messages.',
      )
    }
    const interception = new Interception(this.make())
    pushInterception(cell, interception)
    const { aroundStart } = interception.interceptor
    if (aroundStart === undefined) return this.inner
    const outside = cell.wrappers!
    let started: AnyBehavior | null = null
    let handedOut: AnyBehavior | null = null
    const answer = aroundStart.call(interception.interceptor, contextOf(cell), () => {
      started ??= startInside(cell, this.inner)
      handedOut ??= within(cell.wrappers!.slice(staysOf(cell, outside)), started)
      return handedOut as Behavior<never>
    }) as AnyBehavior
    if (started !== null && answer === handedOut) return started
    cell.wrappers = outside
    return answer
  }
}

/** Something that runs, or is to run, within wrappers which are not the cell's at present. */
class Wrapped implements CustomBehavior {
  readonly '~kind': number = Kind.custom
  readonly wrappers: readonly Wrapper[]
  readonly inner: AnyBehavior

  constructor(wrappers: readonly Wrapper[], inner: AnyBehavior) {
    this.wrappers = wrappers
    this.inner = inner
  }

  '~start'(cell: Cell): AnyBehavior {
    for (const wrapper of this.wrappers) {
      if (wrapper.type === 'supervisor') pushSupervisor(cell, wrapper)
      else pushInterception(cell, wrapper)
    }
    return this.inner
  }
}

/** True for what was started by hand within wrappers. */
export const isRunnable = (behavior: AnyBehavior): boolean => behavior instanceof Wrapped

/** Starts a behavior that is not the cell's: what it is wrapped in stays with it. */
export function startByHand(cell: Cell, behavior: AnyBehavior): AnyBehavior {
  return apart(cell, [], () => {
    const started = startInner(cell, behavior, true)!
    for (const wrapper of cell.wrappers!) wrapper.started = true
    return within(cell.wrappers!, started)
  })
}

/** Gives a message to a behavior that was started by hand. */
export const interpretInside = (cell: Cell, behavior: AnyBehavior, message: unknown): AnyBehavior =>
  behavior instanceof Wrapped
    ? apart(cell, behavior.wrappers, () => passMessage(cell, behavior.inner, 0, message, false))
    : cell.interpret(behavior, message)

export const signalInside = (cell: Cell, behavior: AnyBehavior, signal: Signal): AnyBehavior =>
  behavior instanceof Wrapped
    ? apart(cell, behavior.wrappers, () => passSignal(cell, behavior.inner, 0, signal, false))
    : signalTo(cell, behavior, signal)

/** What a behavior that was started by hand becomes: its wrappers stay around it. */
export const continueWithin = (behavior: AnyBehavior, next: AnyBehavior): AnyBehavior =>
  behavior instanceof Wrapped ? within(behavior.wrappers, next) : next

/** Does something with other wrappers than the cell's. */
function apart<R>(cell: Cell, wrappers: readonly Wrapper[], run: () => R): R {
  const own = cell.wrappers
  cell.wrappers = wrappers
  try {
    return run()
  } finally {
    cell.wrappers = own
  }
}

/** Puts an interceptor innermost. Those outside that it makes superfluous give way. */
function pushInterception(cell: Cell, interception: Interception): void {
  const others = (cell.wrappers ?? []).filter(
    older => older.type !== 'interception' || !makesSuperfluous(interception.interceptor, older.interceptor),
  )
  cell.wrappers = [...others, interception]
}

const makesSuperfluous = (inner: AnyInterceptor, outer: AnyInterceptor): boolean =>
  outer.isSame === undefined ? outer === inner : outer.isSame(inner)

/** How many wrappers there were before those that a start added. */
const staysOf = (cell: Cell, before: readonly Wrapper[]): number =>
  cell.wrappers!.findLastIndex(wrapper => before.includes(wrapper)) + 1

/** A start that fails is for the supervisors inside of the interceptor first. */
function startInside(cell: Cell, inner: AnyBehavior): AnyBehavior {
  const before = cell.wrappers!
  try {
    // With `initial` set the answer is never null.
    return startInner(cell, inner, true)!
  } catch (thrown) {
    const error = caught(thrown)
    const inside = cell.wrappers!.slice(staysOf(cell, before))
    if (!offerFailure(cell, error, undefined, inside)) throw thrown
    return pending
  }
}

type Takes = (wrapper: Wrapper) => boolean

const takesMessage =
  (cell: Cell, message: unknown): Takes =>
  wrapper =>
    cell.ownProtocol?.(message) !== true &&
    wrapper.type === 'interception' &&
    wrapper.interceptor.aroundReceive !== undefined &&
    (wrapper.interceptor.accepts?.(message) ?? true)

const takesSignal: Takes = wrapper =>
  wrapper.type === 'interception' && wrapper.interceptor.aroundSignal !== undefined

/** Gives a message to what stands inside of the first `level` wrappers. */
function passMessage(
  cell: Cell,
  inner: AnyBehavior,
  level: number,
  message: unknown,
  decides: boolean,
): AnyBehavior {
  return pass(cell, level, takesMessage(cell, message), labelOf(message), decides, interception =>
    interception === null
      ? cell.interpret(inner, message)
      : (interception.wrapper.interceptor.aroundReceive!(contextOf(cell), message as never, next =>
          interception.hand(passMessage(cell, inner, interception.level + 1, next, decides)),
        ) as AnyBehavior),
  )
}

function passSignal(
  cell: Cell,
  inner: AnyBehavior,
  level: number,
  signal: Signal,
  decides: boolean,
): AnyBehavior {
  return pass(cell, level, takesSignal, signal.type, decides, interception =>
    interception === null
      ? signalTo(cell, inner, signal)
      : (interception.wrapper.interceptor.aroundSignal!(contextOf(cell), signal, next =>
          interception.hand(passSignal(cell, inner, interception.level + 1, next, decides)),
        ) as AnyBehavior),
  )
}

interface Reached {
  readonly wrapper: Interception
  readonly level: number
  readonly hand: (answer: AnyBehavior) => Behavior<never>
}

/**
 * Runs the next interceptor that takes part, or the innermost behavior. What that throws is for the supervisors
 * on the way there; if they pass it on, it goes through the interceptor outside of them.
 */
function pass(
  cell: Cell,
  level: number,
  takes: Takes,
  label: string,
  decides: boolean,
  run: (reached: Reached | null) => AnyBehavior,
): AnyBehavior {
  const wrappers = cell.wrappers!
  let next = level
  while (next < wrappers.length && !takes(wrappers[next]!)) next++
  const wrapper = wrappers[next]
  const inside = wrappers.slice(next + 1)
  try {
    return run(
      wrapper === undefined || wrapper.type !== 'interception'
        ? null
        : { wrapper, level: next, hand: answer => within(inside, answer) as Behavior<never> },
    )
  } catch (thrown) {
    const error = caught(thrown)
    if (!decides || cell.state !== CellState.running) throw thrown
    if (offerFailure(cell, error, label, wrappers.slice(level, next))) return same
    if (level > 0) throw thrown
    giveUp(cell, error, label)
    return same
  }
}

/** An answer as those outside may pass it on: with what it is wrapped in. */
function within(wrappers: readonly Wrapper[], answer: AnyBehavior): AnyBehavior {
  if (wrappers.length === 0 || answer === same || answer === unhandled) return answer
  const kind = (answer as AnyBehavior | null | undefined)?.['~kind']
  return kind === undefined || kind === Kind.stopped || kind === Kind.pending
    ? answer
    : new Wrapped(wrappers, answer)
}

/** The cell goes on with the answer: what is inside of the outermost interceptor that took part comes with it. */
function takeOver(cell: Cell, answer: AnyBehavior, takes: Takes): Behavior<unknown> {
  if (answer !== same && answer !== unhandled && answer?.['~kind'] !== Kind.stopped) {
    const first = cell.wrappers!.findIndex(takes)
    if (first >= 0) cell.wrappers = cell.wrappers!.slice(0, first + 1)
  }
  return answer as Behavior<unknown>
}

/** A supervisor has decided meanwhile: no other behavior may come from this. */
const staying = (answer: AnyBehavior): Behavior<unknown> => (answer === unhandled ? unhandled : same)

const contextOf = (cell: Cell): ActorContext<never> => cell.context as unknown as ActorContext<never>
