import type { ActorRef } from '../api/actor-ref.ts'
import { parsePath } from '../base/actor-path.ts'
import { adapterName } from '../interaction/message-adapters.ts'
import type { Cell } from '../kernel/cell.ts'
import { CellState } from '../kernel/cell-state.ts'
import { LocalActorRef, type LocalTarget } from '../kernel/local-actor-ref.ts'
import type { Subscriber } from './event-stream.ts'
import type { LocalActorSystem } from './local-actor-system.ts'
import { PathRef } from './path-ref.ts'

/** Who lives at a path of this system: an actor, the adapters of one, or a reply that is waited for. */
export function findLocal(system: LocalActorSystem, path: string): LocalTarget | null {
  const { path: plain, uid } = parsePath(path)
  const names = plain.split('/')
  const root = names[1]
  if (root === 'temp') {
    return uid === 0 || uid === system.uid ? (system.temps.get(names.slice(2).join('/')) ?? null) : null
  }
  let cell: Cell | undefined
  if (root === 'user') cell = system.userGuardian
  else if (root === 'system') cell = system.systemGuardian
  for (let i = 2; i < names.length; i++) {
    const name = names[i]!
    if (cell === undefined) return null
    if (name === adapterName) return matches(cell, uid) && cell.adapters !== null ? cell.adapters.ref : null
    cell = cell.children?.get(name)
  }
  return cell !== undefined && matches(cell, uid) ? cell.self : null
}

/** The subscriber of the event stream that a ref stands for; null when its actor has ended. */
export function findSubscriber(system: LocalActorSystem, ref: ActorRef<never>): Subscriber | null {
  // What a subscriber's ref accepts was checked when it subscribed.
  const found = (ref instanceof PathRef ? ref.find() : ref) as
    | (ActorRef<unknown> & Partial<LocalTarget>)
    | null
  if (found === null || found === system.deadLetters || found.living === false) return null
  return {
    ref: found,
    owner: found instanceof LocalActorRef ? found.cell : null,
    remote: system.remoting?.isRemote(found) ?? false,
    living: () => found.living !== false,
  }
}

const matches = (cell: Cell, uid: number): boolean =>
  cell.state !== CellState.terminated && (uid === 0 || uid === cell.uid)
