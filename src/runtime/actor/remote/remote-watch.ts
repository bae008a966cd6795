import { addressOf, formatPath, parsePath } from '../../../trace/actor-path.ts'
import type { Cell } from '../kernel/ports.ts'
import type { RemoteActorRef } from './remote-actor-ref.ts'
import type { RemoteLink } from './remote-link.ts'

/**
 * The watches between this system and others, in both directions. A watch and its notice travel as envelopes. A removed
 * node sends nothing any more, so {@link RemoteWatch.nodeRemoved} gives the notices of all its actors.
 */
export class RemoteWatch {
  private readonly link: RemoteLink
  /** Per local actor: the path by which a remote watcher knows it, by the watcher's path with address. */
  private readonly watchers = new Map<Cell, Map<string, string>>()
  /** By the watched actor's address, then path. */
  private readonly watched = new Map<string, Map<string, Set<Cell>>>()
  constructor(link: RemoteLink) {
    this.link = link
  }

  addWatcher(cell: Cell, watcher: string, knownAs: string): void {
    const watchers = this.watchers.get(cell)
    if (watchers === undefined) this.watchers.set(cell, new Map([[watcher, knownAs]]))
    else watchers.set(watcher, knownAs)
  }

  removeWatcher(cell: Cell, watcher: string): void {
    this.watchers.get(cell)?.delete(watcher)
  }

  /** Notifies the remote watchers of a local actor that ended. */
  ended(cell: Cell): void {
    const watchers = this.watchers.get(cell)
    if (watchers === undefined) return
    this.watchers.delete(cell)
    for (const [watcher, knownAs] of watchers) this.notifyTerminated(watcher, knownAs)
  }

  add(target: RemoteActorRef, watcher: Cell): void {
    if (this.link.isGone(target.address)) {
      watcher.enqueueSystemMail({ type: 'gone', path: target.path })
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

  /** Notifies a remote watcher, which knows the local actor as `knownAs`, that it ended or never existed. */
  notifyTerminated(watcher: string, knownAs: string): void {
    const { address, path, uid } = parsePath(watcher)
    if (address === null) return
    this.link.send({
      kind: 'terminated',
      to: address,
      target: formatPath({ address: null, path, uid }),
      sender: knownAs,
      message: null,
    })
  }

  /** An envelope notified this one local watcher of the end of the remote actor at `path`. */
  terminated(watcher: Cell, path: string): void {
    const address = addressOf(path)
    if (address !== null) this.watched.get(address)?.get(path)?.delete(watcher)
    watcher.enqueueSystemMail({ type: 'gone', path })
  }

  /** All actors of a node ended, and with them its watchers of local actors. */
  nodeRemoved(address: string): void {
    for (const watchers of this.watchers.values()) {
      for (const watcher of watchers.keys()) {
        if (addressOf(watcher) === address) watchers.delete(watcher)
      }
    }
    const paths = this.watched.get(address)
    if (paths === undefined) return
    this.watched.delete(address)
    for (const [path, watchers] of paths) {
      for (const watcher of watchers) watcher.enqueueSystemMail({ type: 'gone', path })
    }
  }

  private send(kind: 'watch' | 'unwatch', target: RemoteActorRef, watcher: Cell): void {
    this.link.send({
      kind,
      to: target.address,
      target: target.target,
      sender: this.link.outside(watcher.path),
      message: null,
    })
  }
}
