import { InvalidMessage, toError } from './actor-errors.ts'
import { same } from './behavior-values.ts'
import type { Cell } from './cell.ts'
import { handleFailure } from './cell-failure.ts'
import { signal } from './cell-signal.ts'
import { CellState } from './cell-state.ts'
import type { LocalTarget } from './local-actor-ref.ts'
import { ForAdapter, type Origin } from './mail.ts'
import { labelOf } from './message-trace.ts'

interface Adapter {
  readonly accepts: (message: unknown) => boolean
  readonly adapt: (message: unknown) => unknown
}

/** The one ref behind which all adapters of an actor stand. */
export class AdapterRef implements LocalTarget {
  readonly path: string
  readonly cell: Cell

  constructor(cell: Cell) {
    this.cell = cell
    this.path = `${cell.plainPath}/${adapterName}#${cell.uid}`
  }

  tell(message: unknown): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    const { system } = this.cell
    if (this.cell.state === CellState.terminated) {
      system.deadLetter(message, this.path, null, 'the actor behind the adapter has stopped', null)
    } else {
      this.cell.enqueue(
        new ForAdapter(system.copyOf(message), this),
        system.tracing?.send(this.cell, this.path, message) ?? null,
      )
    }
  }

  receive(message: unknown, origin: Origin): void {
    this.cell.enqueue(new ForAdapter(message, this), this.cell.origins === null ? null : origin)
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}

/** Names of adapters begin like this, which no spawned actor's name can. */
export const adapterName = '$$a-adapter'

/** An actor's adapters, newest first. They survive a restart. */
export class Adapters {
  readonly ref: AdapterRef
  private adapters: readonly Adapter[] = []

  constructor(cell: Cell) {
    this.ref = new AdapterRef(cell)
  }

  /** The same `accepts` again replaces. */
  add(adapter: Adapter): void {
    this.adapters = [adapter, ...this.adapters.filter(older => older.accepts !== adapter.accepts)]
  }

  find(message: unknown): Adapter | undefined {
    return this.adapters.find(adapter => adapter.accepts(message))
  }
}

/** Runs the adapter in its owner. A failing adapter is a signal, which fails the actor if nobody handles it. */
export function adapt(cell: Cell, mail: ForAdapter): void {
  let message: unknown
  try {
    const adapter = cell.adapters?.find(mail.message)
    if (adapter === undefined) {
      cell.system.unhandled(cell, mail.message)
      return
    }
    message = adapter.adapt(mail.message)
  } catch (thrown) {
    adaptionFailed(cell, toError(thrown), mail.message)
    return
  }
  if (message === null || message === undefined) {
    cell.context.log.warn(`The adapter made nothing of [${labelOf(mail.message)}], which is skipped.`)
  } else {
    cell.handle(message)
  }
}

/** What came from outside could not be made a message: a signal says so, and its not being handled is a failure. */
export function adaptionFailed(cell: Cell, cause: Error, message: unknown): void {
  try {
    const next = signal(cell, { type: 'MessageAdaptionFailure', cause }, null)
    if (next !== same) cell.become(next, message)
  } catch (again) {
    handleFailure(cell, toError(again), labelOf(message))
  }
}
