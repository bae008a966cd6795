import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior, Receive } from '../api/behavior.ts'
import { ReceiveBehavior } from '../behavior/behavior-values.ts'
import type { Cell } from '../kernel/cell.ts'
import { handleFailure } from '../kernel/cell-failure.ts'
import { beginStop } from '../kernel/cell-stop.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'
import { InternalMail, Origin } from '../kernel/mail.ts'

/** Stops the actor when its turn comes, behind the messages that were there before. */
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

/** A behavior that has to finish something before it stops. */
class FinishingBehavior extends ReceiveBehavior<unknown> {
  readonly onPoisonPill: () => Behavior<unknown>

  constructor(behavior: ReceiveBehavior<unknown>, onPoisonPill: () => Behavior<unknown>) {
    super((context, message) => behavior.onMessage(context, message), behavior.onSignal)
    this.onPoisonPill = onPoisonPill
  }
}

/** Lets a behavior answer to its poison pill, with `stopped` or with what it does until it stops by itself. */
export const finishing = (
  behavior: Receive<unknown> | Behavior<unknown>,
  onPoisonPill: () => Behavior<unknown>,
): Behavior<unknown> => new FinishingBehavior(behavior as ReceiveBehavior<unknown>, onPoisonPill)

/**
 * Stops a local actor behind its mail: what it was sent before is still handled. (Pekko: a poison pill is queued like a
 * message)
 */
export function stopBehindMail(ref: ActorRef<never>): void {
  if (!(ref instanceof LocalActorRef)) {
    throw new TypeError(
      `stopBehindMail([${ref.path}]): give the ref of a local actor, as [spawn] returns it.`,
    )
  }
  const { cell } = ref
  const { tracer } = cell.system
  cell.enqueue(new PoisonPillMail(), tracer === null ? null : new Origin(tracer.cause, tracer.rule, false))
}
