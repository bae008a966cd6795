import type { SpawnOptions } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import {
  foreignBehavior,
  IllegalContextUse,
  InvalidActorName,
  InvalidBehavior,
} from '../base/actor-errors.ts'
import { base64Name, checkName } from '../base/actor-path.ts'
import { checkedInterval } from '../base/timer-queue.ts'
import { CellBehavior, Kind } from '../behavior/behavior-values.ts'
import { Cell } from './cell.ts'
import { CellState } from './cell-state.ts'

/** Makes a child; its name is taken at once, its behavior starts on its own first turn. Null: a name is found. */
export function spawnChild<T>(
  parent: Cell,
  behavior: Behavior<T>,
  name: string | null,
  options: SpawnOptions | undefined,
): ActorRef<T> {
  const { system } = parent
  if (parent.state >= CellState.stopping) {
    throw new IllegalContextUse(parent.path, `it is stopping and cannot spawn [${name ?? 'a child'}].`)
  }
  if (name !== null) checkName(name)
  parent.children ??= new Map()
  const living = parent.children
  const free = name ?? `$${base64Name(parent.childNames++)}`
  if (living.has(free)) throw new InvalidActorName(free, `it is taken under [${parent.path}]`)
  if (behavior === null || behavior === undefined) {
    throw new InvalidBehavior(parent.path, `spawned [${free}] without a behavior. Give one.`)
  }
  if (behavior['~kind'] === Kind.cell && !(behavior instanceof CellBehavior))
    throw foreignBehavior(parent.path)
  const uid = system.random.uid()
  const handlingMs = checkedInterval(options?.handlingMs ?? 0, parent.path, 'handlingMs')
  const cell =
    behavior instanceof CellBehavior
      ? behavior.makeCell(system, parent, free, uid, handlingMs)
      : new Cell(system, parent, free, uid, behavior, handlingMs)
  system.chooseMailbox(cell, options)
  living.set(free, cell)
  cell.begin()
  return cell.self
}
