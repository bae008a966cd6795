import { nestingFault } from '../../../trace/nesting.ts'
import type { Plain } from '../../../trace/plain.ts'
import { bodyLimit, stateLimit } from '../../../trace/trace-event.ts'
import { ActorError } from '../base/actor-error.ts'
import { caught, failureText, jsonText } from '../base/error-text.ts'
import type { Cell } from '../kernel/cell.ts'
import { Origin } from '../kernel/mail.ts'
import type { LocalActorSystem } from '../system/local-actor-system.ts'

/** Traced messages of one actor in one virtual second; more are only counted. */
const tracedPerSecond = 200

/** A message's name: its `type`, else its class, else what JavaScript calls it. */
export function labelOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return typeof message
  const { type } = message as { readonly type?: unknown }
  return typeof type === 'string' ? type : message.constructor?.name || 'object'
}

/** A message as JSON, refs as their path, cut. Undefined for what JSON cannot tell, or lies too deep. */
export function bodyOf(message: unknown): string | undefined {
  const text = jsonText(message)
  return text === undefined || text.length <= bodyLimit ? text : text.slice(0, bodyLimit)
}

/** For a message to an actor here. The origin goes with it into the mailbox. */
export function traceSend(receiver: Cell, path: string, message: unknown): Origin | null {
  const { tracer } = receiver.system
  if (tracer === null) return null
  const sender = receiver.system.current
  if ((receiver.user || sender?.user) && mayTrace(sender ?? receiver)) {
    const body = bodyOf(message)
    const id = tracer.emit({
      type: 'MessageSent',
      from: sender?.path ?? null,
      to: path,
      label: labelOf(message),
      ...(body === undefined ? {} : { body }),
    })
    return new Origin(id, null, true)
  }
  return new Origin(tracer.cause, tracer.rule, false)
}

/** For a reply to somebody outside all actors: it is there as soon as it is sent. */
export function traceReplyOutside(system: LocalActorSystem, path: string, message: unknown): void {
  const { current, tracer } = system
  if (tracer === null || !current?.user || !mayTrace(current)) return
  const body = bodyOf(message)
  const label = labelOf(message)
  const sent = tracer.emit({
    type: 'MessageSent',
    from: current.path,
    to: path,
    label,
    ...(body === undefined ? {} : { body }),
  })
  system.under(sent, null, () => tracer.emit({ type: 'MessageDelivered', to: path, label, waiting: 0 }))
}

/** A message is about to be handled: what is emitted from now on has it as cause. */
export function traceDelivery(cell: Cell, message: unknown, origin: Origin | null): void {
  const tracer = cell.system.tracer!
  tracer.cause = origin?.cause ?? null
  tracer.rule = origin?.rule ?? null
  if (origin?.sent) {
    tracer.cause = tracer.emit({
      type: 'MessageDelivered',
      to: cell.path,
      label: labelOf(message),
      waiting: cell.mailbox.size + (cell.restarting === null ? 0 : cell.restarting.items.size),
    })
  }
}

/** A turn is over: tells the state if it changed, and forgets the cause. */
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

/** What an inspector says; that it fails must not change the actor. */
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

/** False when this actor has used up what may be traced in this second: the rest is told as one number. */
export function mayTrace(cell: Cell): boolean {
  const { system } = cell
  const second = Math.floor(system.now / 1000)
  if (cell.traceSecond !== second) {
    tellCount(cell)
    cell.traceSecond = second
    cell.traceCount = 0
  }
  if (++cell.traceCount <= tracedPerSecond) return true
  if (cell.traceCount === tracedPerSecond + 1) {
    system.timers.schedule((second + 1) * 1000, () => tellCount(cell))
  }
  return false
}

/** When the second is over, or at the first message of a later one, whichever comes first. */
function tellCount(cell: Cell): void {
  const { system } = cell
  const count = cell.traceCount - tracedPerSecond
  cell.traceCount = 0
  if (count <= 0 || system.tracer === null) return
  const body = { type: 'MessagesCounted', actor: cell.path, count } as const
  system.under(null, 'trace limit', () => system.tracer?.emit(body))
}
