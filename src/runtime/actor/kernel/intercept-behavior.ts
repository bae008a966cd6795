import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import type { AnyInterceptor } from '../api/behavior-interceptor.ts'
import { InvalidBehavior } from '../base/actor-errors.ts'
import { caught } from '../base/error-text.ts'
import { type AnyBehavior, Kind, pending, same, unhandled } from '../behavior/behavior-values.ts'
import { offerFailure } from './cell-failure.ts'
import { startInner } from './cell-start.ts'
import type { CustomBehavior } from './custom-behavior.ts'
import { InterceptorWrapper } from './interception.ts'
import type { Cell, Wrapper } from './ports.ts'
import { pushInterception, within } from './wrapped-behavior.ts'

/** An interceptor around a behavior, not started yet. */
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
    const interception = new InterceptorWrapper(this.make())
    pushInterception(cell, interception)
    const { aroundStart } = interception.interceptor
    if (aroundStart === undefined) return this.inner
    const outside = cell.wrappers!
    let started: AnyBehavior | null = null
    let handedOut: AnyBehavior | null = null
    const returned = aroundStart.call(
      interception.interceptor,
      cell.context as unknown as ActorContext<never>,
      () => {
        started ??= startInside(cell, this.inner)
        handedOut ??= within(cell.wrappers!.slice(remainingCount(cell, outside)), started)
        return handedOut as Behavior<never>
      },
    ) as AnyBehavior
    if (started !== null && returned === handedOut) return started
    cell.wrappers = outside
    return returned
  }
}

/** The number of wrappers that remain from before a start; the start added those behind them. */
const remainingCount = (cell: Cell, before: readonly Wrapper[]): number =>
  cell.wrappers!.findLastIndex(wrapper => before.includes(wrapper)) + 1

/** Offers a failed start to the supervisors inside of the interceptor first. */
function startInside(cell: Cell, inner: AnyBehavior): AnyBehavior {
  const before = cell.wrappers!
  try {
    // Never null, because `initial` is true.
    return startInner(cell, inner, true)!
  } catch (thrown) {
    const error = caught(thrown)
    const inside = cell.wrappers!.slice(remainingCount(cell, before))
    if (!offerFailure(cell, error, undefined, inside)) throw thrown
    return pending
  }
}
