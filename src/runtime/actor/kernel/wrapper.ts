import type { AnyBehavior } from '../behavior/behavior-values.ts'
import type { Cell } from './cell.ts'
import type { Interception } from './interception.ts'
import type { Supervisor } from './supervisor.ts'

/** What stands around the behavior that an actor runs: in `Cell.wrappers`, outermost first. */
export type Wrapper = Supervisor | Interception

/** A start is complete: what is thrown from now on is no failure to start. Gives what the cell is to run. */
export function settle(cell: Cell, wrappers: readonly Wrapper[], started: AnyBehavior): AnyBehavior {
  let interception: Interception | null = null
  for (const wrapper of wrappers) {
    wrapper.started = true
    if (wrapper.type === 'interception') interception = wrapper
  }
  cell.oversight?.tell(cell)
  return interception === null ? started : interception.around(cell, started)
}
