import { InvalidMessage } from '../base/actor-errors.ts'
import { unhandled } from '../behavior/behavior-values.ts'
import type { Cell } from '../kernel/cell.ts'
import { CellState } from '../kernel/cell-state.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'
import type { Origin } from '../kernel/mail.ts'
import { MappedMail } from '../kernel/mapped-mail.ts'

interface Adapter {
  readonly accepts: (message: unknown) => boolean
  readonly adapt: (message: unknown) => unknown
}

/** Sent to the ref that stands for all adapters of an actor, which finds the adapter when its turn comes. */
export class ForAdapter extends MappedMail {
  constructor(cell: Cell, message: unknown) {
    super(message, value => {
      const adapter = cell.adapters?.find(value)
      return adapter === undefined ? unhandled : adapter.adapt(value)
    })
  }
}

/** The one ref behind which all adapters of an actor stand. */
export class AdapterRef extends LocalActorRef {
  override get path(): string {
    const { plainPath, uid } = this.cell
    return `${plainPath}/${adapterName}#${uid}`
  }

  override tell(message: unknown): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    const { system } = this.cell
    if (this.cell.state === CellState.terminated) {
      system.deadLetter(message, this.path, null, 'the actor behind the adapter has stopped', null)
    } else {
      this.cell.enqueue(
        new ForAdapter(this.cell, system.copyOf(message)),
        system.tracing?.send(this.cell, this.path, message) ?? null,
      )
    }
  }

  override receive(message: unknown, origin: Origin): void {
    this.cell.enqueue(new ForAdapter(this.cell, message), this.cell.origins === null ? null : origin)
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
