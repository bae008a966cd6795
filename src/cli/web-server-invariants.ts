import { localPath } from '../trace/path-text.ts'
import type { EventId, PathText, TraceEvent, TraceEventOf } from '../trace/trace-event.ts'

const webServer = '/user/web-server'
const responses = new Set(['Ok', 'NotFound', 'BadRequest', 'InternalServerError'])

const idOf = (event: TraceEvent): EventId => `${event.node}/${event.seq}`

/** A request on its way from the browser, and what became of it. */
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
 * What must hold of every run of `web-server` that had time to settle, whatever was done to it: each `Get` is
 * answered at most once, and nobody waits in vain unless a failure took the message, or somebody who had it
 * stopped. Each broken promise is one sentence.
 */
export function unansweredRequests(trace: readonly TraceEvent[]): string[] {
  const { requests, orphans } = requestsIn(trace)
  const broken: string[] = []
  for (const [id, request] of requests) {
    const { sent, answers } = request
    if (answers > 1) broken.push(`The Get [${id}] sent at ${sent.at} ms was answered ${answers} times.`)
    if (answers === 0 && !isExplained(request, trace) && !tookAnswer(request, orphans)) {
      broken.push(`The Get [${id}] sent at ${sent.at} ms was never answered, and nothing tells why.`)
    }
  }
  return broken
}

/** An answer without a request that it follows from, for time alone caused it, failed the web server. */
const isOrphan = (event: TraceEventOf<'ActorFailed'>, origin: Request | undefined): boolean =>
  event.label === 'LookedUp' && localPath(event.actor) === webServer && origin === undefined

/** Each of these took the answer of one request, and of no other. */
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

/** Longer nothing that goes well takes: a burst before it, a backoff, and the time-outs of all below. */
const longestWaitMs = 12_000

/** The message was taken by a failure, or whoever had it stopped; or there was no server. */
function isExplained({ sent, taken, lost }: Request, trace: readonly TraceEvent[]): boolean {
  if (lost) return true
  let patientUntil = (sent.dueAt ?? sent.at) + longestWaitMs
  let running = false
  for (const event of trace) {
    if (event.at > patientUntil) return false
    // What is sent to nobody reaches nobody, even if somebody is there when it would arrive.
    if (event.at > sent.at && !running) return true
    if (event.type === 'ParticipantStarted' && event.node === 'server') running = true
    if (event.type === 'ParticipantStopped' && event.participant === 'server') running = false
    // As long as its starts fail, mail waits: for ever, where the children that it kept are in its way.
    if (event.type === 'ActorFailed' && event.label === undefined && localPath(event.actor) === webServer) {
      patientUntil = Math.max(patientUntil, event.at + longestWaitMs)
    }
    // Mail that waits for a restart goes down silently with the one that should have been restarted.
    if (event.type === 'ActorStopped' && localPath(event.actor) === webServer) {
      if (taken === null ? event.at >= (sent.dueAt ?? sent.at) : event.actor === taken.to) return true
    }
  }
  return (trace.at(-1)?.at ?? 0) < patientUntil
}
