import type { StreamEvent } from '../api/actor-system.ts'
import type { Origin } from '../kernel/mail.ts'
import type { LocalActorSystem } from '../system/local-actor-system.ts'
import { bodyOf, labelOf } from './message-trace.ts'

/** A message that did not reach anybody. */
export interface Undelivered {
  readonly message: unknown
  readonly label: string
  readonly recipient: string
  readonly sender: string | null
  readonly why: string
  readonly origin: Origin | null
}

export function traceDeadLetter(system: LocalActorSystem, letter: Undelivered, suppressed: boolean): void {
  const { message, label, recipient, sender, why, origin } = letter
  const tracer = system.tracer!
  const from = sender ?? system.current?.path ?? null
  const body = suppressed ? undefined : bodyOf(message)
  system.under(origin?.cause ?? tracer.cause, origin?.rule ?? tracer.rule, () =>
    tracer.emit(
      suppressed
        ? { type: 'MessageDropped', to: recipient, label, why }
        : { type: 'DeadLetter', from, to: recipient, label, why, ...(body === undefined ? {} : { body }) },
    ),
  )
}

export function traceDropped(
  system: LocalActorSystem,
  to: string,
  message: unknown,
  why: string,
  origin: Origin | null,
): void {
  const tracer = system.tracer!
  system.under(origin?.cause ?? tracer.cause, origin?.rule ?? null, () =>
    tracer.emit({ type: 'MessageDropped', to, label: labelOf(message), why }),
  )
}

export function traceUnhandled(system: LocalActorSystem, actor: string, message: unknown): void {
  system.tracer!.emit({ type: 'MessageUnhandled', actor, label: labelOf(message) })
}

/** A line in the log about what the event stream says was not delivered, until that becomes too much. */
export function logUndelivered(system: LocalActorSystem, event: StreamEvent): void {
  const tracer = system.tracer!
  const text = system.deadLetterLog?.note(event, system.now, system.endReason !== null) ?? null
  if (text === null) return
  const rule = tracer.cause === null ? (tracer.rule ?? 'dead letters') : tracer.rule
  system.under(tracer.cause, rule, () =>
    tracer.emit({ type: 'Logged', actor: system.deadLetters.path, level: 'info', text }),
  )
}
