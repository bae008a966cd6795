import { namesOf, parsePath } from '../../../trace/actor-path.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { adapterName } from '../interaction/message-adapters.ts'
import { CellState } from '../kernel/cell-state.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'
import type { LocalTarget } from '../kernel/local-target.ts'
import type { Cell, KernelSystem, RemoteTarget } from '../kernel/ports.ts'
import type { Subscriber } from './event-stream.ts'
import { PathRef } from './path-ref.ts'

/** Paths that {@link LocalLookup} remembers; then it begins anew, so that it stays small over many short-lived actors. */
const maxKnown = 1000

/** Finds the actors of a system by path. Remembers them, because every message from another system names its receiver by path. */
export class LocalLookup {
  private readonly system: KernelSystem
  private readonly known = new Map<string, Cell>()

  constructor(system: KernelSystem) {
    this.system = system
  }

  /** The actor, adapter ref or open reply ref at a path of this system; null: none. */
  find(path: string): LocalTarget | null {
    const cell = this.known.get(path)
    // While an actor lives, no other has its path.
    if (cell !== undefined && cell.state !== CellState.terminated) return cell.self
    const found = findLocal(this.system, path)
    if (found instanceof LocalActorRef && found === found.cell.self) {
      if (this.known.size >= maxKnown) this.known.clear()
      this.known.set(path, found.cell)
    }
    return found
  }
}

function findLocal(system: KernelSystem, path: string): LocalTarget | null {
  const { path: plain, uid } = parsePath(path)
  const [root, ...names] = namesOf(plain)
  if (root === 'temp') {
    return uid === 0 || uid === system.uid ? (system.temps.get(names.join('/')) ?? null) : null
  }
  let cell: Cell | undefined
  if (root === 'user') cell = system.userGuardian
  else if (root === 'system') cell = system.systemGuardian
  for (const name of names) {
    if (cell === undefined) return null
    if (name === adapterName) return matches(cell, uid) && cell.adapters !== null ? cell.adapters.ref : null
    cell = cell.children?.get(name)
  }
  return cell !== undefined && matches(cell, uid) ? cell.self : null
}

/** The subscriber of the event stream behind a ref; null when its actor has ended. */
export function findSubscriber(system: KernelSystem, ref: ActorRef<never>): Subscriber | null {
  // The types checked at the subscription that the ref accepts the events.
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

export function findTarget(system: KernelSystem, ref: ActorRef<never>): Cell | RemoteTarget | 'never' | null {
  const found = ref instanceof PathRef ? ref.find() : ref
  if (found instanceof LocalActorRef) return found.cell
  if (system.remoting?.isRemote(found)) return found
  return found === system.ignoreRef ? 'never' : null
}

export function mayLive(system: KernelSystem, ref: ActorRef<never>): boolean {
  const target = findTarget(system, ref)
  if (target === null) return ref instanceof PathRef ? ref.find() !== null : ref !== system.deadLetters
  return target === 'never' || 'address' in target || target.state !== CellState.terminated
}
