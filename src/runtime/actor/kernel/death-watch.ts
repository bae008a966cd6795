import type { ActorRef } from '../api/actor-ref.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import { equalValues } from '../base/equal-values.ts'
import { handleFailure } from './cell-failure.ts'
import { deliverSignal } from './cell-signal.ts'
import { CellState } from './cell-state.ts'
import { InternalMail } from './mail.ts'
import { Origin } from './origin.ts'
import type { Cell, CellDeathWatch, RemoteTarget } from './ports.ts'

/** One actor's watch of another. */
export class Watching {
  readonly ref: ActorRef<never>
  /** The path that the notice of the end will have. */
  readonly path: string
  /** The message to handle in place of the signal; undefined: the signal. */
  readonly message: unknown
  readonly target: Cell | RemoteTarget | null
  /** The notice is in the mailbox. */
  noticed = false

  constructor(ref: ActorRef<never>, path: string, message: unknown, target: Cell | RemoteTarget | null) {
    this.ref = ref
    this.path = path
    this.message = message
    this.target = target
  }
}

export class TerminatedNotice extends InternalMail {
  readonly watching: Watching
  /** Set for a child that failed while this parent watched it. */
  private readonly cause: Error | null

  constructor(watching: Watching, cause: Error | null) {
    super(null, null)
    this.watching = watching
    this.cause = cause
  }

  override open(cell: Cell, origin: Origin | null): void {
    const { watching, cause } = this
    const { tracer } = cell.system
    if (tracer !== null) {
      tracer.cause = origin?.cause ?? null
      tracer.rule = origin?.rule ?? null
    }
    if (!cell.deathWatch?.acceptNotice(watching)) return
    const { ref, message } = watching
    if (message !== undefined) {
      cell.handle(message)
      return
    }
    const notice =
      cause === null ? ({ type: 'Terminated', ref } as const) : ({ type: 'ChildFailed', ref, cause } as const)
    try {
      cell.become(deliverSignal(cell, notice, ref.path), notice)
    } catch (thrown) {
      handleFailure(cell, thrown, notice.type)
    }
  }
}

/** The actors that one actor watches, by path with `#uid`, and the local actors that watch it. */
export class DeathWatch implements CellDeathWatch {
  private readonly cell: Cell
  private readonly watching = new Map<string, Watching>()
  private readonly watchers = new Set<Cell>()

  constructor(cell: Cell) {
    this.cell = cell
  }

  static of(cell: Cell): DeathWatch {
    cell.deathWatch ??= new DeathWatch(cell)
    return cell.deathWatch as DeathWatch
  }

  addWatcher(watcher: Cell): void {
    this.watchers.add(watcher)
  }

  removeWatcher(watcher: Cell): void {
    this.watchers.delete(watcher)
  }

  isWatching(path: string): boolean {
    return this.watching.has(path)
  }

  watch(ref: ActorRef<never>, message: unknown): void {
    const { cell } = this
    const { system } = cell
    const target = system.targetOf(ref)
    if (target === cell || target === 'never') return
    const path = target?.path ?? ref.path
    const existing = this.watching.get(path)
    if (existing !== undefined) {
      if (!equalValues(existing.message, message)) {
        throw new IllegalContextUse(
          cell.path,
          `[${path}] is watched already, with another message or with the signal. Call unwatch first.`,
        )
      }
      return
    }
    const watching = new Watching(ref, path, message, target)
    this.watching.set(path, watching)
    if (target === null) cell.enqueueSystemMail({ type: 'gone', path })
    else if ('address' in target) target.addWatcher(cell)
    else if (target.state === CellState.terminated) cell.enqueueSystemMail({ type: 'gone', path })
    else DeathWatch.of(target).addWatcher(cell)
  }

  unwatch(ref: ActorRef<never>): void {
    const target = this.cell.system.targetOf(ref)
    this.forget(target === null || target === 'never' ? ref.path : target.path)
  }

  /** Cancels a watch; a queued notice is discarded at its turn. */
  forget(path: string): void {
    const watching = this.watching.get(path)
    if (watching === undefined) return
    this.watching.delete(path)
    const { target } = watching
    if (target === null) return
    if (!('address' in target)) target.deathWatch?.removeWatcher(this.cell)
    else if (!watching.noticed) target.removeWatcher(this.cell)
  }

  forgetAll(): void {
    for (const path of [...this.watching.keys()]) this.forget(path)
  }

  /** Enqueues the notice of an end, behind the messages that the ended actor had sent. */
  notice(path: string, cause: Error | null): void {
    const watching = this.watching.get(path)
    if (watching === undefined || watching.noticed) return
    watching.noticed = true
    const { tracer } = this.cell.system
    const origin = tracer === null ? null : new Origin(tracer.cause, tracer.rule, null)
    this.cell.enqueue(new TerminatedNotice(watching, cause), origin)
  }

  /** Removes the watch of a notice that reached its turn. False: it was cancelled meanwhile. */
  acceptNotice(watching: Watching): boolean {
    if (this.watching.get(watching.path) !== watching) return false
    this.watching.delete(watching.path)
    return true
  }

  /** The parent is left out, because its `child gone` mail already says the same. */
  notifyWatchers(): void {
    const { cell } = this
    for (const watcher of this.watchers) {
      if (watcher !== cell.parent) {
        watcher.enqueueSystemMail({ type: 'gone', path: cell.path })
      }
    }
  }
}
