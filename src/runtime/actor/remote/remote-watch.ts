import { parsePath } from '../base/actor-path.ts'
import type { Cell } from '../kernel/cell.ts'
import type { RemoteActorRef } from './remote-actor-ref.ts'
import type { Remoting } from './remoting.ts'

/**
 * Who here watches actors of other systems, and who there watches actors here. Watching and its answer travel as
 * envelopes; when a whole node is gone nothing travels, and {@link RemoteWatch.nodeRemoved} stands in.
 */
export class RemoteWatch {
  private readonly remoting: Remoting
  /** Of each actor here, by the watcher's path with address: the name under which it knows the actor. */
  private readonly watchers = new Map<Cell, Map<string, string>>()
  /** By the watched actor's address, then path. */
  private readonly watched = new Map<string, Map<string, Set<Cell>>>()
  constructor(remoting: Remoting) {
    this.remoting = remoting
  }

  addWatcher(cell: Cell, watcher: string, knownAs: string): void {
    const watchers = this.watchers.get(cell)
    if (watchers === undefined) this.watchers.set(cell, new Map([[watcher, knownAs]]))
    else watchers.set(watcher, knownAs)
  }

  removeWatcher(cell: Cell, watcher: string): void {
    this.watchers.get(cell)?.delete(watcher)
  }

  /** An actor here has ended. */
  ended(cell: Cell): void {
    const watchers = this.watchers.get(cell)
    if (watchers === undefined) return
    this.watchers.delete(cell)
    for (const [watcher, knownAs] of watchers) this.tellTerminated(watcher, knownAs)
  }

  add(target: RemoteActorRef, watcher: Cell): void {
    if (this.remoting.isGone(target.address)) {
      watcher.tellSystem({ type: 'gone', path: target.path })
      return
    }
    let paths = this.watched.get(target.address)
    if (paths === undefined) {
      paths = new Map()
      this.watched.set(target.address, paths)
    }
    let watchers = paths.get(target.path)
    if (watchers === undefined) {
      watchers = new Set()
      paths.set(target.path, watchers)
    }
    watchers.add(watcher)
    this.send('watch', target, watcher)
  }

  remove(target: RemoteActorRef, watcher: Cell): void {
    this.watched.get(target.address)?.get(target.path)?.delete(watcher)
    this.send('unwatch', target, watcher)
  }

  /** An actor here, which a watcher elsewhere knows under `knownAs`, has ended or never lived. */
  tellTerminated(watcher: string, knownAs: string): void {
    const { address, path, uid } = parsePath(watcher)
    if (address === null) return
    this.remoting.send({
      kind: 'terminated',
      to: address,
      target: uid === 0 ? path : `${path}#${uid}`,
      sender: knownAs,
      message: null,
    })
  }

  /** An envelope said that the actor at `path` ended: only this one watcher is told. */
  terminated(watcher: Cell, path: string): void {
    const { address } = parsePath(path)
    if (address !== null) this.watched.get(address)?.get(path)?.delete(watcher)
    watcher.tellSystem({ type: 'gone', path })
  }

  /** All actors of a node have ended, and its watchers with them. */
  nodeRemoved(address: string): void {
    for (const watchers of this.watchers.values()) {
      for (const watcher of watchers.keys()) {
        if (parsePath(watcher).address === address) watchers.delete(watcher)
      }
    }
    const paths = this.watched.get(address)
    if (paths === undefined) return
    this.watched.delete(address)
    for (const [path, watchers] of paths) {
      for (const watcher of watchers) watcher.tellSystem({ type: 'gone', path })
    }
  }

  private send(kind: 'watch' | 'unwatch', target: RemoteActorRef, watcher: Cell): void {
    this.remoting.send({
      kind,
      to: target.address,
      target: target.target,
      sender: this.remoting.outside(watcher.path),
      message: null,
    })
  }
}
