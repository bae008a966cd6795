import { localPath } from '../trace/actor-path.ts'
import type { EventId, PathText } from '../trace/identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../trace/trace-event.ts'

const webServer = '/user/web-server'
const responses = new Set(['Ok', 'NotFound', 'BadRequest', 'InternalServerError'])

const idOf = (event: TraceEvent): EventId => `${event.node}/${event.seq}`

/** A request of the browser and its outcome. */
interface Request {
  readonly sent: TraceEventOf<'MessageSent'>
  readonly replyTo: PathText
  taken: TraceEventOf<'MessageDelivered'> | null
  answers: number
  lost: boolean
}

interface Requests {
  readonly requests: ReadonlyMap<EventId, Request>
  readonly orphans: TraceEventOf<'ActorFailed'>[]
}

/**
 * The invariants of every settled `web-server` run, for any actions and faults: each `Get` is answered at most once, and
 * an unanswered one is explained by a failure that took the message or by the end of an actor that held it. Returns one
 * sentence per violation.
 */
export function unansweredRequests(trace: readonly TraceEvent[]): string[] {
  const { requests, orphans } = requestsIn(trace)
  const broken: string[] = []
  for (const [id, request] of requests) {
    const { sent, answers } = request
    if (answers > 1) broken.push(`The Get [${id}] sent at ${sent.at} ms was answered ${answers} times.`)
    if (answers === 0 && !isExplained(request, trace) && !tookAnswer(request, orphans)) {
      broken.push(`The Get [${id}] sent at ${sent.at} ms was never answered, and no event explains it.`)
    }
  }
  return broken
}

/** A failure of the web server by an answer that a timer caused, so that no request leads to it. */
const isOrphan = (event: TraceEventOf<'ActorFailed'>, origin: Request | undefined): boolean =>
  event.label === 'LookedUp' && localPath(event.actor) === webServer && origin === undefined

/** Events that consume the answer of exactly one request. */
function tookAnswer({ taken }: Request, orphans: TraceEventOf<'ActorFailed'>[]): boolean {
  if (taken === null) return false
  const place = orphans.findIndex(event => event.actor === taken.to && event.at >= taken.at)
  if (place < 0) return false
  orphans.splice(place, 1)
  return true
}

function requestsIn(trace: readonly TraceEvent[]): Requests {
  const requests = new Map<EventId, Request>()
  const orphans: TraceEventOf<'ActorFailed'>[] = []
  /** The request that an event follows from. */
  const origins = new Map<EventId, Request>()
  const answered = new Map<PathText, Request>()
  for (const event of trace) {
    const id = idOf(event)
    let origin = event.cause === undefined ? undefined : origins.get(event.cause)
    if (event.type === 'MessageSent' && event.label === 'Get' && event.toNode === 'server') {
      const { replyTo } = JSON.parse(event.body ?? '{}') as { readonly replyTo: PathText }
      origin = { sent: event, replyTo, taken: null, answers: 0, lost: false }
      requests.set(id, origin)
      answered.set(replyTo, origin)
    } else if (event.type === 'MessageSent' && event.node === 'server' && responses.has(event.label)) {
      const request = answered.get(event.to.slice(event.to.indexOf('/temp/')))
      if (request !== undefined) request.answers += 1
    }
    if (event.type === 'ActorFailed' && isOrphan(event, origin)) orphans.push(event)
    if (origin === undefined) continue
    origins.set(id, origin)
    if (event.type === 'MessageDelivered' && localPath(event.to) === webServer && event.label === 'Get') {
      origin.taken = event
    }
    if (
      event.type === 'DeadLetter' ||
      event.type === 'MessageDropped' ||
      (event.type === 'ActorFailed' && localPath(event.actor) === webServer)
    ) {
      origin.lost = true
    }
  }
  return { requests, orphans }
}

/** Longest time of a successful request: a burst before it, a backoff, and all time-outs below it. */
const longestWaitMs = 12_000

/** True when a failure took the message, its holder stopped, or no server was running. */
function isExplained({ sent, taken, lost }: Request, trace: readonly TraceEvent[]): boolean {
  if (lost) return true
  let patientUntil = (sent.dueAt ?? sent.at) + longestWaitMs
  let running = false
  for (const event of trace) {
    if (event.at > patientUntil) return false
    // A message to a stopped node is lost, even when the node runs again at its arrival.
    if (event.at > sent.at && !running) return true
    if (event.type === 'ParticipantStarted' && event.node === 'server') running = true
    if (event.type === 'ParticipantStopped' && event.participant === 'server') running = false
    // Mail waits while starts fail, which lasts for ever when kept children block their names.
    if (event.type === 'ActorFailed' && event.label === undefined && localPath(event.actor) === webServer) {
      patientUntil = Math.max(patientUntil, event.at + longestWaitMs)
    }
    // Mail that waits for a restart is lost without a dead letter when the actor stops instead.
    if (event.type === 'ActorStopped' && localPath(event.actor) === webServer) {
      if (taken === null ? event.at >= (sent.dueAt ?? sent.at) : event.actor === taken.to) return true
    }
  }
  return (trace.at(-1)?.at ?? 0) < patientUntil
}
