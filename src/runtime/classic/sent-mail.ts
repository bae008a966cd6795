import type { ActorRef } from '../actor/index.ts'
import { type Cell, InternalMail } from '../actor/internal.ts'

/** A message to a classic actor, with its sender. */
export class SentMail extends InternalMail {
  declare readonly sender: ActorRef<unknown>

  constructor(message: unknown, sender: ActorRef<unknown>) {
    super(message, sender)
  }

  override open(cell: Cell): void {
    cell.handle(this.message)
  }
}
