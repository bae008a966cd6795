import type { ActorRef } from '../api/actor-ref.ts'
import { InvalidMessage } from '../base/actor-errors.ts'
import { unhandled } from '../behavior/behavior-values.ts'
import type { CellAdapters, MessageAdapter } from '../kernel/cell-parts.ts'
import { CellState } from '../kernel/cell-state.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'
import { MappedMail } from '../kernel/mapped-mail.ts'
import type { Origin } from '../kernel/origin.ts'
import type { Cell } from '../kernel/ports.ts'

/** A message to the adapters of an actor. The adapter is chosen when the message's turn comes. */
export class AdapterMail extends MappedMail {
  constructor(cell: Cell, message: unknown) {
    super(message, value => {
      const adapter = cell.adapters?.find(value)
      return adapter === undefined ? unhandled : adapter.adapt(value)
    })
  }
}

/** The one ref of all adapters of an actor. */
export class AdapterRef extends LocalActorRef {
  override get path(): string {
    const { plainPath, uid } = this.cell
    return `${plainPath}/${adapterName}#${uid}`
  }

  override tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    const { system } = this.cell
    if (this.cell.state === CellState.terminated) {
      system.deadLetter(message, this.path, null, 'the actor behind the adapter has stopped', null)
    } else {
      this.cell.enqueue(
        new AdapterMail(this.cell, system.copyOf(message)),
        system.tracing?.send(this.cell, this, message, sender) ?? null,
      )
    }
  }

  override receive(message: unknown, origin: Origin): void {
    this.cell.enqueue(new AdapterMail(this.cell, message), origin)
  }
}

/** The last name in the path of adapters. No actor has it, because names of actors cannot begin with `$$`. */
export const adapterName = '$$a-adapter'

/** An actor's adapters, newest first. They survive a restart. */
export class Adapters implements CellAdapters {
  readonly ref: AdapterRef
  private adapters: readonly MessageAdapter[] = []

  constructor(cell: Cell) {
    this.ref = new AdapterRef(cell)
  }

  /** Replaces an adapter with the same `accepts` function. */
  add(adapter: MessageAdapter): void {
    this.adapters = [adapter, ...this.adapters.filter(older => older.accepts !== adapter.accepts)]
  }

  find(message: unknown): MessageAdapter | undefined {
    return this.adapters.find(adapter => adapter.accepts(message))
  }
}
