import type { Behavior } from '../api/behavior.ts'
import { type AnyBehavior, Kind } from '../behavior/behavior-values.ts'
import type { Cell, KernelSystem } from './ports.ts'

/** A behavior with a start of its own, so that only programs that use it load its code. */
export interface CustomBehavior extends Behavior<never> {
  /** Returns the behavior to go on with, started or not. It may add to the cell's wrappers. */
  '~start'(cell: Cell): AnyBehavior
}

/** A behavior that makes its own kind of cell, as `Props` of classic actors. It can be spawned, never returned. */
export abstract class CellBehavior<T> implements Behavior<T> {
  readonly '~kind': number = Kind.cell
  abstract makeCell(system: KernelSystem, parent: Cell, name: string, uid: number, handlingMs: number): Cell
}
