import type { PathText } from '../../../trace/identifiers.ts'
import { nestingFault } from '../../../trace/nesting-limits.ts'
import type { Plain } from '../../../trace/plain.ts'
import type { MessagePurpose, Traffic } from '../../../trace/protocol.ts'
import { stateLimit, type TraceEventBody } from '../../../trace/trace-event.ts'
import { emitCause } from '../../tracer.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { ActorError } from '../base/actor-error.ts'
import { caught, failureText } from '../base/error-text.ts'
import { bodyOf, labelOf } from '../base/message-text.ts'
import { purposeOf } from '../kernel/message-purpose.ts'
import { Origin } from '../kernel/origin.ts'
import type { Cell, KernelSystem } from '../kernel/ports.ts'

/** Number of traced messages of one actor in one virtual second; further messages are only counted. */
const tracedPerSecond = 200

/** Emits `MessageSent` for a message to a local actor. The returned origin goes with it into the mailbox. */
export function traceSend(
  receiver: Cell,
  to: ActorRef<never>,
  message: unknown,
  sender?: ActorRef<never>,
): Origin | null {
  const { tracer, current } = receiver.system
  if (tracer === null) return null
  if ((receiver.user || current?.user) && mayTrace(current ?? receiver)) {
    const body = bodyOf(message)
    const purpose = purposeOf(message, to, sender, receiver.user)
    const id = tracer.emit(sentBody(current?.path ?? null, to.path, labelOf(message), body, purpose))
    return new Origin(id, null, purpose)
  }
  return new Origin(tracer.cause, tracer.rule, null)
}

/** For a reply to an ask from outside: it is delivered at the moment it is sent. */
export function traceReplyOutside(system: KernelSystem, to: ActorRef<never>, message: unknown): void {
  const { current, tracer } = system
  if (tracer === null || !current?.user || !mayTrace(current)) return
  const body = bodyOf(message)
  const label = labelOf(message)
  const purpose = purposeOf(message, to, undefined, true)
  const sent = tracer.emit(sentBody(current.path, to.path, label, body, purpose))
  system.under(sent, null, () =>
    tracer.emit({ type: 'MessageDelivered', to: to.path, label, waiting: 0, ...trafficOf(purpose) }),
  )
}

/** `MessageSent` to an actor of the same system. Without a spread for an ordinary message, because it is frequent. */
function sentBody(
  from: PathText | null,
  to: PathText,
  label: string,
  body: string | undefined,
  purpose: MessagePurpose,
): TraceEventBody {
  const type = 'MessageSent'
  const { protocol, reply, periodic, asker } = purpose
  return body === undefined || reply || periodic || asker !== undefined
    ? { type, from, to, label, ...(body === undefined ? null : { body }), ...purpose }
    : { type, from, to, label, body, protocol }
}

const trafficOf = ({ protocol, periodic }: Traffic): Traffic =>
  periodic ? { protocol, periodic } : { protocol }

/** Emits `MessageDelivered`, and makes it the cause of all events of this turn. */
export function traceDelivery(cell: Cell, message: unknown, origin: Origin | null): void {
  const tracer = cell.system.tracer!
  tracer.cause = origin?.cause ?? null
  tracer.rule = origin?.rule ?? null
  const sent = origin?.sent ?? null
  if (sent !== null) {
    const { protocol, periodic } = sent
    const to = cell.path
    const label = labelOf(message)
    const waiting = cell.mailbox.size + (cell.restarting === null ? 0 : cell.restarting.items.size)
    const type = 'MessageDelivered'
    // Without a spread, because this is the most frequent event.
    emitCause(
      tracer,
      periodic ? { type, to, label, waiting, protocol, periodic } : { type, to, label, waiting, protocol },
    )
  }
}

/** Ends a turn: emits `StateChanged` if the inspected state changed, and clears the cause. */
export function finishTrace(cell: Cell): void {
  const tracer = cell.system.tracer!
  if (cell.inspector !== null && cell.traced) {
    const state = stateOf(cell.inspector)
    if (state !== cell.inspected) {
      cell.inspected = state
      if (state.length <= stateLimit) tracer.emit({ type: 'StateChanged', actor: cell.path, state })
      else
        tracer.emit({ type: 'StateChanged', actor: cell.path, state: state.slice(0, stateLimit), cut: true })
    }
  }
  tracer.cause = null
  tracer.rule = null
}

/** The inspector's state as JSON. An error of the inspector becomes the state, because it must not fail the actor. */
function stateOf(inspector: () => Plain): string {
  try {
    const state = inspector()
    const fault = nestingFault(state, 'state')
    if (fault !== null)
      throw new ActorError('InvalidState', 'invalid-state', `${fault}. Inspect a smaller part of it.`)
    return JSON.stringify(state) ?? 'null'
  } catch (thrown) {
    return JSON.stringify({ inspectFailed: failureText(caught(thrown)) })
  }
}

/** False once the actor used up its traced messages of this second: `MessagesCounted` then counts the rest. */
export function mayTrace(cell: Cell): boolean {
  const { system } = cell
  const second = Math.floor(system.now / 1000)
  if (cell.traceSecond !== second) {
    emitCount(cell)
    cell.traceSecond = second
    cell.traceCount = 0
  }
  if (++cell.traceCount <= tracedPerSecond) return true
  if (cell.traceCount === tracedPerSecond + 1) {
    system.timers.schedule((second + 1) * 1000, () => emitCount(cell))
  }
  return false
}

/** Runs at the end of the second, or at the first message of a later one, whichever is first. */
function emitCount(cell: Cell): void {
  const { system } = cell
  const count = cell.traceCount - tracedPerSecond
  cell.traceCount = 0
  if (count <= 0 || system.tracer === null) return
  const body = { type: 'MessagesCounted', actor: cell.path, count } as const
  system.under(null, 'trace limit', () => system.tracer?.emit(body))
}
