import { type ActorRef, InvalidMessage } from '../actor/index.ts'
import { CellState, LocalActorRef, type Origin, traceSend } from '../actor/internal.ts'
import { SentMail } from './sent-mail.ts'

/**
 * A ref to a classic actor of this system. It notes who sent a message: whom the teller names, else the classic
 * actor that has the turn. Typed actors are no senders, as their refs take one protocol only.
 */
export class ClassicActorRef extends LocalActorRef {
  override tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    const { cell } = this
    const { system } = cell
    const from = sender ?? (system.current?.self instanceof ClassicActorRef ? system.current.self : null)
    if (cell.state === CellState.terminated) {
      system.deadLetter(message, this.path, from?.path ?? null, 'the actor has stopped', null)
      return
    }
    const origin = system.plainSends ? null : traceSend(cell, this.path, message)
    // A sender may be told anything: that is what a classic ref is.
    const mail = new SentMail(system.copyOf(message), (from ?? system.deadLetters) as ActorRef<unknown>)
    cell.enqueue(mail, origin)
  }

  override receive(message: unknown, origin: Origin, sender: string | null): void {
    const { cell } = this
    const from = sender === null ? cell.system.deadLetters : cell.system.resolve<unknown>(sender)
    cell.enqueue(new SentMail(message, from), cell.origins === null ? null : origin)
  }
}
