import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Receive } from '../api/receive.ts'
import { ReceiveBehavior } from '../behavior/behavior-values.ts'
import { handleFailure } from '../kernel/cell-failure.ts'
import { beginStop } from '../kernel/cell-stop.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'
import { InternalMail } from '../kernel/mail.ts'
import { Origin } from '../kernel/origin.ts'
import type { Cell } from '../kernel/ports.ts'

/** Stops the actor when its turn comes, behind the messages that were enqueued before. */
class PoisonPillMail extends InternalMail {
  constructor() {
    super(null, null)
  }

  override open(cell: Cell, origin: Origin | null): void {
    const { tracer } = cell.system
    if (tracer !== null) {
      tracer.cause = origin?.cause ?? null
      tracer.rule = origin?.rule ?? null
    }
    const { behavior } = cell
    if (!(behavior instanceof FinishingBehavior)) {
      beginStop(cell, null)
      return
    }
    try {
      cell.become(behavior.onPoisonPill() as Parameters<Cell['become']>[0], null)
    } catch (thrown) {
      handleFailure(cell, thrown)
    }
  }
}

/** A behavior that finishes its work before it stops. */
class FinishingBehavior extends ReceiveBehavior<unknown> {
  readonly onPoisonPill: () => Behavior<unknown>

  constructor(behavior: ReceiveBehavior<unknown>, onPoisonPill: () => Behavior<unknown>) {
    super((context, message) => behavior.onMessage(context, message), behavior.onSignal)
    this.onPoisonPill = onPoisonPill
  }
}

/** Lets a behavior handle its poison pill: by `stopped`, or by a behavior that later stops by itself. */
export const finishing = (
  behavior: Receive<unknown> | Behavior<unknown>,
  onPoisonPill: () => Behavior<unknown>,
): Behavior<unknown> => new FinishingBehavior(behavior as ReceiveBehavior<unknown>, onPoisonPill)

/**
 * Stops a local actor behind its mail: it still handles the messages that it was sent before. Pekko: a poison pill is
 * queued like a message.
 * @throws {TypeError} for a ref of another kind.
 */
export function stopBehindMail(ref: ActorRef<never>): void {
  if (!(ref instanceof LocalActorRef)) {
    throw new TypeError(
      `stopBehindMail([${ref.path}]): give the ref of a local actor, as [spawn] returns it.`,
    )
  }
  const { cell } = ref
  const { tracer } = cell.system
  cell.enqueue(new PoisonPillMail(), tracer === null ? null : new Origin(tracer.cause, tracer.rule, null))
}
