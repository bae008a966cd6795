import { type ActorRef, isToolkitMessage, toolkitMessage } from '../actor/index.ts'

/** Asks for the ref behind a path. A singleton manager answers for its child, a receptionist for itself. */
export interface Identify {
  readonly type: 'Identify'
  /** Comes back with the answer, so that a late one is told from the current one. */
  readonly correlationId: number
  readonly replyTo: ActorRef<ActorIdentity>
}

/** `ref` null: nobody is there, or not now. */
export interface ActorIdentity {
  readonly type: 'ActorIdentity'
  readonly correlationId: number
  readonly ref: ActorRef<never> | null
}

/** Answers in kind: an actor of the toolkit that asked takes only an answer of the toolkit's own. */
export function replyToIdentify(asked: Identify, ref: ActorRef<never> | null): void {
  const answer: ActorIdentity = { type: 'ActorIdentity', correlationId: asked.correlationId, ref }
  asked.replyTo.tell(isToolkitMessage(asked) ? toolkitMessage(answer) : answer)
}
