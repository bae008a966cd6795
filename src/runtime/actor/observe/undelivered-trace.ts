import type { StreamEvent } from '../api/actor-system.ts'
import { bodyOf, labelOf } from '../base/message-text.ts'
import type { Origin } from '../kernel/origin.ts'
import type { KernelSystem } from '../kernel/ports.ts'
import type { Undelivered } from '../kernel/undelivered.ts'

export function traceDeadLetter(system: KernelSystem, letter: Undelivered, suppressed: boolean): void {
  const { message, label, recipient, sender, why, origin } = letter
  const tracer = system.tracer!
  const from = sender ?? system.current?.path ?? null
  const body = suppressed ? undefined : bodyOf(message)
  const { cause, rule } = origin === null || origin.cause === null ? tracer : origin
  system.under(cause, rule ?? origin?.rule ?? null, () =>
    tracer.emit(
      suppressed
        ? { type: 'MessageDropped', to: recipient, label, why }
        : { type: 'DeadLetter', from, to: recipient, label, why, ...(body === undefined ? {} : { body }) },
    ),
  )
}

export function traceDropped(
  system: KernelSystem,
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

export function traceUnhandled(system: KernelSystem, actor: string, message: unknown): void {
  system.tracer!.emit({ type: 'MessageUnhandled', actor, label: labelOf(message) })
}

/** Logs an undelivered message that the event stream reported, within the limits of the dead-letter log. */
export function logUndelivered(system: KernelSystem, event: StreamEvent): void {
  const tracer = system.tracer!
  const text = system.deadLetterLog?.note(event, system.now, system.endReason !== null) ?? null
  if (text === null) return
  const rule = tracer.cause === null ? (tracer.rule ?? 'dead letters') : tracer.rule
  system.under(tracer.cause, rule, () =>
    tracer.emit({ type: 'Logged', actor: system.deadLetters.path, level: 'info', text }),
  )
}
