import type { EventId } from '../../../trace/identifiers.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { type AskTimeout, ReplyRef } from '../kernel/ask.ts'
import type { KernelSystem } from '../kernel/ports.ts'

/** An ask from outside all actors. The outcome is returned by a call, in the turn of the actor that replies. */
class OutsideReplyRef extends ReplyRef {
  private readonly onReply: (reply: unknown) => void
  private readonly onFailure: (error: Error) => void

  constructor(
    system: KernelSystem,
    target: ActorRef<unknown>,
    onReply: (reply: unknown) => void,
    onFailure: (error: Error) => void,
  ) {
    super(system, target)
    this.onReply = onReply
    this.onFailure = onFailure
  }

  override get '~asker'(): null {
    return null
  }

  protected override get wanted(): boolean {
    return true
  }

  protected override arrived(message: unknown): void {
    this.system.tracing?.replyOutside(this.system, this, message)
    this.onReply(this.system.copyOf(message))
  }

  protected override arrivedFrom(message: unknown): void {
    this.onReply(message)
  }

  protected override failed(error: AskTimeout, cause: EventId | null, rule: string): void {
    this.system.under(cause, rule, () => this.onFailure(error))
  }

  protected override lost(reason: Error): void {
    this.onFailure(reason)
  }
}

/** Asks from outside all actors. `onReply` and `onFailure` must not throw: they run in the turn of the actor that replies. */
export function askFromOutside(
  system: KernelSystem,
  target: ActorRef<unknown>,
  request: (replyTo: ActorRef<unknown>) => unknown,
  timeoutMs: number,
  onReply: (reply: unknown) => void,
  onFailure: (error: Error) => void,
): void {
  new OutsideReplyRef(system, target, onReply, onFailure).send(request, timeoutMs)
}
