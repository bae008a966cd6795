import type { AnyInterceptor } from '../api/behavior-interceptor.ts'
import { type AnyBehavior, Kind, same, unhandled } from '../behavior/behavior-values.ts'
import type { CustomBehavior } from './custom-behavior.ts'
import type { Cell, Interception, Wrapper } from './ports.ts'
import { pushSupervisor } from './wrappers.ts'

/** A behavior together with wrappers that are not the cell's at this moment. */
export class WrappedBehavior implements CustomBehavior {
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

/** Wraps the behavior that an interceptor gets from its target, so that the interceptor can return it as one value. */
export function within(wrappers: readonly Wrapper[], behavior: AnyBehavior): AnyBehavior {
  if (wrappers.length === 0 || behavior === same || behavior === unhandled) return behavior
  const kind = (behavior as AnyBehavior | null | undefined)?.['~kind']
  return kind === undefined || kind === Kind.stopped || kind === Kind.pending
    ? behavior
    : new WrappedBehavior(wrappers, behavior)
}

/** Adds an interceptor innermost. It replaces those outside that it makes superfluous. */
export function pushInterception(cell: Cell, interception: Interception): void {
  const others = (cell.wrappers ?? []).filter(
    older => older.type !== 'interception' || !makesSuperfluous(interception.interceptor, older.interceptor),
  )
  cell.wrappers = [...others, interception]
}

const makesSuperfluous = (inner: AnyInterceptor, outer: AnyInterceptor): boolean =>
  outer.isSame === undefined ? outer === inner : outer.isSame(inner)
