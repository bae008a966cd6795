import { toError } from './actor-errors.ts'
import type { Cell } from './cell.ts'
import { handleFailure } from './cell-failure.ts'
import { signal } from './cell-signal.ts'
import {
  AskOutcome,
  ForAdapter,
  type InternalMail,
  type Origin,
  ReceiveTimeoutTick,
  TerminatedNotice,
  TimerTick,
} from './mail.ts'
import { adapt, adaptionFailed } from './message-adapters.ts'

/** Handles what is in a mailbox and is no plain message. */
export function openMail(cell: Cell, mail: InternalMail, origin: Origin | null): void {
  const { tracer, tracing } = cell.system
  if (mail instanceof TimerTick) {
    const { timer } = mail
    if (!timer.take()) return
    if (tracer !== null) tracer.rule = timer.key
    cell.handle(timer.message)
  } else if (mail instanceof TerminatedNotice) {
    if (tracer !== null) {
      tracer.cause = origin?.cause ?? null
      tracer.rule = origin?.rule ?? null
    }
    takeNotice(cell, mail)
  } else if (mail instanceof ForAdapter) {
    tracing?.delivery(cell, mail.message, origin)
    adapt(cell, mail)
  } else if (mail instanceof AskOutcome) {
    tracing?.delivery(cell, mail.value, origin)
    mapOutcome(cell, mail)
  } else if (mail instanceof ReceiveTimeoutTick) {
    const timeout = cell.receiveTimeout
    if (timeout === null || timeout.generation !== mail.generation) return
    if (tracer !== null) tracer.rule = 'receive timeout'
    cell.handle(timeout.message)
  }
}

function takeNotice(cell: Cell, { watching, cause }: TerminatedNotice): void {
  const { ref, message } = watching
  if (!cell.deathWatch?.take(watching)) return
  if (message !== undefined) {
    cell.handle(message)
    return
  }
  try {
    const what =
      cause === null ? ({ type: 'Terminated', ref } as const) : ({ type: 'ChildFailed', ref, cause } as const)
    cell.become(signal(cell, what, ref.path), what)
  } catch (thrown) {
    handleFailure(cell, toError(thrown), cause === null ? 'Terminated' : 'ChildFailed')
  }
}

function mapOutcome(cell: Cell, outcome: AskOutcome): void {
  let message: unknown
  try {
    message = outcome.map(outcome.value)
  } catch (thrown) {
    adaptionFailed(cell, toError(thrown), outcome.value)
    return
  }
  if (message === null || message === undefined)
    cell.context.log.warn('A reply was mapped to nothing and is skipped.')
  else cell.handle(message)
}
