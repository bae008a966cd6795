import type { AnyBehavior, SupervisedBehavior } from '../behavior/behavior-values.ts'
import type { Cell, Interception, Wrapper } from './ports.ts'
import { Supervisor } from './supervisor.ts'

/** Adds a supervisor innermost. It replaces an older one for the same class of errors. */
export function addSupervisor(cell: Cell, supervised: SupervisedBehavior<never>): void {
  pushSupervisor(cell, new Supervisor(supervised))
}

export function pushSupervisor(cell: Cell, supervisor: Supervisor): void {
  const others = (cell.wrappers ?? []).filter(
    older => older.type !== 'supervisor' || older.errorClass !== supervisor.errorClass,
  )
  cell.wrappers = [...others, supervisor]
}

/** The wrappers that stay at a restart by `supervisor`: those outside of it, and itself. */
export function wrappersUpTo(cell: Cell, supervisor: Supervisor): readonly Wrapper[] {
  const wrappers = cell.wrappers!
  if (wrappers.at(-1) === supervisor) return wrappers
  return wrappers.slice(0, wrappers.indexOf(supervisor) + 1)
}

/** Marks a start as complete: a later error is no failed start. Returns the behavior for the cell to run. */
export function completeStart(cell: Cell, wrappers: readonly Wrapper[], started: AnyBehavior): AnyBehavior {
  let interception: Interception | null = null
  for (const wrapper of wrappers) {
    wrapper.started = true
    if (wrapper.type === 'interception') interception = wrapper
  }
  cell.supervisionOverride?.wrappersChanged(cell)
  return interception === null ? started : interception.around(cell, started)
}
