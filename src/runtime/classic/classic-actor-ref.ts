import { addressOf, withAddress } from '../../trace/actor-path.ts'
import { type ActorRef, InvalidMessage } from '../actor/index.ts'
import { CellState, LocalActorRef, type Origin, replyRef, traceSend } from '../actor/internal.ts'
import { SentMail } from './sent-mail.ts'

/**
 * A ref to a classic actor of this system. It records the sender of a message: the one given to `tell`, else the
 * classic actor whose turn it is. A typed actor is never recorded, because its ref accepts only its own protocol.
 */
export class ClassicActorRef extends LocalActorRef {
  override tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    const { cell } = this
    const { system } = cell
    const knownSender =
      sender ?? (system.current?.self instanceof ClassicActorRef ? system.current.self : null)
    if (cell.state === CellState.terminated) {
      system.deadLetter(message, this.path, knownSender?.path ?? null, 'the actor has stopped', null)
      return
    }
    const origin = system.plainSends ? null : traceSend(cell, this, message, sender)
    // The cast is classic semantics: a sender is an untyped ref that any message may be sent to.
    const mail = new SentMail(
      system.copyOf(message),
      (knownSender ?? system.deadLetters) as ActorRef<unknown>,
    )
    cell.enqueue(mail, origin)
  }

  override receive(message: unknown, origin: Origin, sender: string | null): void {
    const { cell } = this
    const resolvedSender =
      sender === null
        ? cell.system.deadLetters
        : replyRef(cell.system.resolve(sender), askerBehind(sender, origin))
    cell.enqueue(new SentMail(message, resolvedSender), origin)
  }
}

/** The actor of another system that asks by this message, with its address; undefined if the message is no request of an ask. */
function askerBehind(sender: string, { sent }: Origin): string | null | undefined {
  const asker = sent?.reply ? undefined : sent?.asker
  return asker ? withAddress(asker, addressOf(sender) ?? '') : asker
}
