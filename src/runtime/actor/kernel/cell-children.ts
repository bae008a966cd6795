import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import type { SpawnOptions } from '../api/spawn-options.ts'
import {
  foreignBehavior,
  IllegalContextUse,
  InvalidActorName,
  InvalidBehavior,
} from '../base/actor-errors.ts'
import { base64Name, checkName } from '../base/actor-name.ts'
import { checkedInterval } from '../base/timer-queue.ts'
import { Kind } from '../behavior/behavior-values.ts'
import { CellState } from './cell-state.ts'
import { CellBehavior } from './custom-behavior.ts'
import type { Cell } from './ports.ts'

/** Spawns a child. Its behavior starts at the child's first turn. `name`: null generates one. */
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
  const { children } = parent
  const childName = name ?? `$${base64Name(parent.childNames++)}`
  if (children.has(childName)) throw new InvalidActorName(childName, `it is taken under [${parent.path}]`)
  if (behavior === null || behavior === undefined) {
    throw new InvalidBehavior(parent.path, `spawned [${childName}] without a behavior. Give one.`)
  }
  if (behavior['~kind'] === Kind.cell && !(behavior instanceof CellBehavior))
    throw foreignBehavior(parent.path)
  const uid = system.random.uid()
  const handlingMs = checkedInterval(options?.handlingMs ?? 0, parent.path, 'handlingMs')
  const cell =
    behavior instanceof CellBehavior
      ? behavior.makeCell(system, parent, childName, uid, handlingMs)
      : system.newCell(parent, childName, uid, behavior, handlingMs)
  system.chooseMailbox(cell, options)
  children.set(childName, cell)
  cell.begin()
  return cell.self
}
