import { type ActorRef, isToolkitMessage, type ToolkitProtocol } from '../actor/index.ts'

/** Requests the ref behind a path. A singleton manager replies with its child, a receptionist with itself. */
export interface Identify {
  readonly type: 'Identify'
  /** Repeated in the reply, so that the asker recognises a late one. */
  readonly correlationId: number
  readonly replyTo: ActorRef<ActorIdentity>
}

/** `ref` is null when there is no actor at this time. */
export interface ActorIdentity {
  readonly type: 'ActorIdentity'
  readonly correlationId: number
  readonly ref: ActorRef<never> | null
}

/** A request with the toolkit's brand gets a reply with it, because toolkit actors accept no other. */
export function replyToIdentify(
  request: Identify,
  ref: ActorRef<never> | null,
  protocol: ToolkitProtocol,
): void {
  const reply: ActorIdentity = { type: 'ActorIdentity', correlationId: request.correlationId, ref }
  request.replyTo.tell(isToolkitMessage(request) ? protocol.reply(reply) : reply)
}
