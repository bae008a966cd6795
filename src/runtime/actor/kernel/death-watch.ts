import type { ActorRef } from '../api/actor-ref.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import { equalValues } from '../base/equal-values.ts'
import type { RemoteActorRef } from '../remote/remote-actor-ref.ts'
import type { Cell } from './cell.ts'
import { handleFailure } from './cell-failure.ts'
import { signal } from './cell-signal.ts'
import { CellState } from './cell-state.ts'
import { InternalMail, Origin } from './mail.ts'

/** One actor's interest in the end of another. */
export class Watching {
  readonly ref: ActorRef<never>
  /** Under which the end will be told. */
  readonly path: string
  /** Instead of the signal; undefined: the signal. */
  readonly message: unknown
  readonly target: Cell | RemoteActorRef | null
  /** The notice stands in the mailbox. */
  noticed = false

  constructor(ref: ActorRef<never>, path: string, message: unknown, target: Cell | RemoteActorRef | null) {
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
    if (!cell.deathWatch?.take(watching)) return
    const { ref, message } = watching
    if (message !== undefined) {
      cell.handle(message)
      return
    }
    const what =
      cause === null ? ({ type: 'Terminated', ref } as const) : ({ type: 'ChildFailed', ref, cause } as const)
    try {
      cell.become(signal(cell, what, ref.path), what)
    } catch (thrown) {
      handleFailure(cell, thrown, what.type)
    }
  }
}

/** Whom an actor watches, and who watches it. Keyed by path with incarnation. */
export class DeathWatch {
  private readonly cell: Cell
  private readonly watching = new Map<string, Watching>()
  private readonly watchers = new Set<Cell>()

  constructor(cell: Cell) {
    this.cell = cell
  }

  static of(cell: Cell): DeathWatch {
    cell.deathWatch ??= new DeathWatch(cell)
    return cell.deathWatch
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
    if (target === null) cell.tellSystem({ type: 'gone', path })
    else if ('address' in target) target.addWatcher(cell)
    else if (target.state === CellState.terminated) cell.tellSystem({ type: 'gone', path })
    else DeathWatch.of(target).watchers.add(cell)
  }

  unwatch(ref: ActorRef<never>): void {
    const target = this.cell.system.targetOf(ref)
    this.forget(target === null || target === 'never' ? ref.path : target.path)
  }

  /** No notice comes from now on, not even one that is queued. */
  forget(path: string): void {
    const watching = this.watching.get(path)
    if (watching === undefined) return
    this.watching.delete(path)
    const { target } = watching
    if (target === null) return
    if (!('address' in target)) target.deathWatch?.watchers.delete(this.cell)
    else if (!watching.noticed) target.removeWatcher(this.cell)
  }

  forgetAll(): void {
    for (const path of [...this.watching.keys()]) this.forget(path)
  }

  /** An end became known: its notice queues up behind what the other had sent before. */
  notice(path: string, cause: Error | null): void {
    const watching = this.watching.get(path)
    if (watching === undefined || watching.noticed) return
    watching.noticed = true
    const { tracer } = this.cell.system
    const origin = tracer === null ? null : new Origin(tracer.cause, tracer.rule, false)
    this.cell.enqueue(new TerminatedNotice(watching, cause), origin)
  }

  /** The notice's turn has come. False: nobody waits for it any more. */
  take(watching: Watching): boolean {
    if (this.watching.get(watching.path) !== watching) return false
    this.watching.delete(watching.path)
    return true
  }

  /** This actor has ended; the parent was told already. */
  tellWatchers(): void {
    const { cell } = this
    for (const watcher of this.watchers) {
      if (watcher !== cell.parent) {
        watcher.tellSystem({ type: 'gone', path: cell.path })
      }
    }
  }
}
