import type { ActorRef } from '../actor/actor-ref.ts'
import type { Cell } from '../actor/cell.ts'
import { InternalMail } from '../actor/mail.ts'

/** A message to a classic actor, with who sent it. */
export class SentMail extends InternalMail {
  declare readonly sender: ActorRef<unknown>

  constructor(message: unknown, sender: ActorRef<unknown>) {
    super(message, sender)
  }

  override open(cell: Cell): void {
    cell.handle(this.message)
  }
}
