import type { AskTimeoutError } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { type AskTimeout, ReplyRef } from '../kernel/ask.ts'
import type { LocalActorSystem } from '../system/local-actor-system.ts'

/** Somebody outside all actors asks, and is told the outcome at once, by a call. */
class OutsideReplyRef extends ReplyRef {
  private readonly onReply: (reply: unknown) => void
  private readonly onFailure: (error: AskTimeoutError) => void

  constructor(
    system: LocalActorSystem,
    target: ActorRef<unknown>,
    onReply: (reply: unknown) => void,
    onFailure: (error: AskTimeoutError) => void,
  ) {
    super(system, target)
    this.onReply = onReply
    this.onFailure = onFailure
  }

  protected override get wanted(): boolean {
    return true
  }

  protected override arrived(message: unknown): void {
    this.system.tracing?.replyOutside(this.system, this.path, message)
    this.onReply(this.system.copyOf(message))
  }

  protected override arrivedFrom(message: unknown): void {
    this.onReply(message)
  }

  protected override failed(error: AskTimeout): void {
    this.onFailure(error)
  }
}

/** Asks from outside all actors. Neither function may throw: it is called in the turn of whoever replies. */
export function askFromOutside(
  system: LocalActorSystem,
  target: ActorRef<unknown>,
  request: (replyTo: ActorRef<unknown>) => unknown,
  timeoutMs: number,
  onReply: (reply: unknown) => void,
  onFailure: (error: AskTimeoutError) => void,
): void {
  new OutsideReplyRef(system, target, onReply, onFailure).send(request, timeoutMs)
}
