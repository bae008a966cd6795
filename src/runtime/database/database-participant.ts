import type { Plain } from '../../trace/plain.ts'
import { bodyLimit, type EventId, type TraceEventBody, type VirtualTime } from '../../trace/trace-event.ts'
import type { Boot, Envelope, Participant, Round, RoundResult } from '../participant.ts'
import { after, type Eventually, type JournalAnswer, StoreKeeper, type Stores } from '../persistence/index.ts'
import type { Held } from '../persistence/internal.ts'
import { type Random, seededRandom } from '../random.ts'
import { type LinkSettings, Links, ParticipantTracer, toolkitKey } from '../remote/index.ts'
import type { DatabaseSettings } from './database-settings.ts'
import { type PendingRequest, requestIn } from './pending-request.ts'

/** Where the database takes requests, on any database. */
export const journalPath = '/system/journal'

export interface DatabaseOptions {
  readonly boot: Boot
  /** `pekko://Database@database:5432` */
  readonly address: string
  /** The run's seed. */
  readonly seed: number
  /** What outlives this incarnation. */
  readonly stores: Stores
  readonly settings: DatabaseSettings
  readonly links: LinkSettings
  /** Default true. */
  readonly traced?: boolean
}

/**
 * The database: one participant that holds the stores of a run and answers requests by message.
 *
 * Three instants make a request: it arrives, it commits, its answer leaves. They are fixed at arrival, first
 * come first served, from the database's own latency; the stores' real speed never shows. A round carries out,
 * in one go, what commits within it, and ends only when that is durable: a database killed between two rounds
 * has exactly what virtual time says it has. Several appends of one round share a transaction.
 */
export class DatabaseParticipant implements Participant {
  readonly #boot: Boot
  readonly #address: string
  readonly #settings: DatabaseSettings
  readonly #stores: Stores
  readonly #links: Links
  readonly #random: Random
  readonly #tracer: ParticipantTracer | null
  #now: VirtualTime
  #keeper: StoreKeeper | null = null
  /** By arrival; those whose answers have left are gone. */
  #requests: PendingRequest[] = []
  #outbox: Envelope[] = []
  #waiting = 0

  constructor(options: DatabaseOptions) {
    this.#boot = options.boot
    this.#address = options.address
    this.#settings = options.settings
    this.#stores = options.stores
    const { boot, seed, links, traced = true } = options
    const incarnation = `${seed}/${boot.id}/${boot.incarnation}`
    this.#random = seededRandom(incarnation)
    this.#links = new Links(links, boot.id, seededRandom(`${incarnation}/links`))
    this.#now = boot.at
    this.#tracer = traced ? new ParticipantTracer(boot.id, boot.firstSeq, () => this.#now) : null
  }

  advance(round: Round): Eventually<RoundResult> {
    if (this.#keeper !== null) return this.#live(this.#keeper, round)
    return after(
      StoreKeeper.open(this.#stores, { uniqueSequenceNrs: this.#settings.uniqueSequenceNrs }),
      keeper => {
        this.#keeper = keeper
        this.#started(keeper)
        return this.#live(keeper, round)
      },
    )
  }

  #started(keeper: StoreKeeper): void {
    const { cause, incarnation, roles } = this.#boot
    const started = this.#emit(cause, {
      type: 'ParticipantStarted',
      kind: 'database',
      address: this.#address,
      uid: this.#random.uid(),
      incarnation,
      roles,
    })
    this.#emit(started, { type: 'ActorStarted', actor: journalPath, behavior: 'Journal' })
    for (const persistenceId of keeper.index.persistenceIds())
      this.#emit(started, {
        type: 'JournalChanged',
        persistenceId,
        change: 'opened',
        ...told(keeper.index.held(persistenceId)),
      })
  }

  #live(keeper: StoreKeeper, round: Round): Eventually<RoundResult> {
    const strangers = round.inbox.filter(envelope => !this.#admit(envelope, round.from))
    const committing = this.#requests.filter(each => each.done === null && each.commitsAt < round.to)
    const works = committing.map(({ command, commitsAt }) => ({
      command,
      at: Math.max(commitsAt, round.from),
    }))
    return after(keeper.execute(works), dones => {
      for (const [index, request] of committing.entries()) request.done = dones[index]!
      this.#tell(strangers, round)
      return this.#result(round)
    })
  }

  /** Fixes the three instants of a request. False: nothing here takes the envelope. */
  #admit(envelope: Envelope, from: VirtualTime): boolean {
    const request = pathOf(envelope.target) === journalPath ? requestIn(envelope) : null
    if (request === null) return false
    const { minMs, maxMs } = this.#settings.latency
    const latency = minMs + this.#random.below(maxMs - minMs + 1)
    const arrivesAt = Math.max(envelope.due, from)
    const before = this.#requests.at(-1)
    this.#requests.push({
      command: request.command,
      replyTo: request.replyTo,
      asker: envelope.from,
      sent: envelope.sent,
      arrivesAt,
      commitsAt: Math.max(arrivesAt + Math.floor(latency / 2), before?.commitsAt ?? 0),
      answersAt: Math.max(arrivesAt + latency, before?.answersAt ?? 0),
      next: 'arrival',
      delivered: null,
      done: null,
    })
    return true
  }

  /**
   * Tells what happened in this round, in the order of virtual time; at one instant arrivals, then commits,
   * then answers. The order knows nothing of where rounds were cut.
   */
  #tell(strangers: readonly Envelope[], { from, to }: Round): void {
    const steps: Step[] = []
    const add = (at: VirtualTime, phase: number, run: () => void) => {
      // What fell due while no rounds were granted happens at their return.
      if (at < to) steps.push({ at: Math.max(at, from), phase, run })
    }
    for (const envelope of strangers) add(envelope.due, 0, () => this.#refuse(envelope))
    for (const request of this.#requests) {
      if (request.next === 'arrival') add(request.arrivesAt, 0, () => this.#arrived(request))
      if (request.next !== 'answer') add(request.commitsAt, 1, () => this.#committed(request))
      add(request.answersAt, 2, () => this.#answered(request))
    }
    steps.sort((a, b) => a.at - b.at || a.phase - b.phase)
    for (const { at, run } of steps) {
      this.#now = at
      run()
    }
    this.#requests = this.#requests.filter(each => each.answersAt >= to)
  }

  #arrived(request: PendingRequest): void {
    request.next = 'commit'
    request.delivered = this.#emit(request.sent, {
      type: 'MessageDelivered',
      to: journalPath,
      label: request.command.type,
      waiting: this.#waiting++,
    })
  }

  #committed(request: PendingRequest): void {
    request.next = 'answer'
    const { answers, change } = request.done!
    if (change !== null)
      this.#emit(request.delivered, {
        type: 'JournalChanged',
        persistenceId: request.command.persistenceId,
        change: change.type,
        ...told(change.held),
      })
    for (const answer of answers)
      if ('error' in answer)
        this.#emit(request.delivered, {
          type: 'Logged',
          actor: journalPath,
          level: 'error',
          text: `${request.command.type} for [${answer.persistenceId}] failed: ${answer.error.message ?? answer.error.name}`,
        })
  }

  #answered(request: PendingRequest): void {
    this.#waiting--
    for (const answer of request.done!.answers) this.#send(request, answer)
  }

  #send({ asker, replyTo, delivered }: PendingRequest, answer: JournalAnswer): void {
    const due = this.#links.due(asker, this.#now)
    const sender = this.#address + journalPath
    const sent = this.#emit(delivered, {
      type: 'MessageSent',
      from: sender,
      to: replyTo,
      toNode: asker,
      dueAt: due,
      label: answer.type,
      body: answerBody(answer),
    })
    this.#outbox.push({
      from: this.#boot.id,
      fromIncarnation: this.#boot.incarnation,
      fromNode: null,
      seq: this.#links.nextSeq(),
      to: asker,
      due,
      target: pathOf(replyTo),
      sender,
      kind: 'message',
      // Plain data, though an interface lacks the index signature that says so.
      message: { [toolkitKey]: answer as unknown as Plain },
      sent,
    })
  }

  /** Nobody watches a database, and only requests are understood. */
  #refuse(envelope: Envelope): void {
    this.#emit(envelope.sent, {
      type: 'DeadLetter',
      from: envelope.sender,
      to: envelope.target,
      label: labelOf(envelope.message),
      why: `The database takes journal requests at ${journalPath} only.`,
    })
  }

  #emit(cause: EventId | null, body: TraceEventBody): EventId | null {
    if (this.#tracer === null) return null
    this.#tracer.cause = cause
    return this.#tracer.emit(body)
  }

  #result(round: Round): RoundResult {
    const outbox = this.#outbox
    this.#outbox = []
    let nextDue: VirtualTime | null = null
    for (const { next, commitsAt, answersAt } of this.#requests) {
      const due = next === 'answer' ? answersAt : commitsAt
      if (nextDue === null || due < nextDue) nextDue = due
    }
    return {
      outbox,
      trace: this.#tracer?.take() ?? [],
      nextDue: nextDue === null ? null : Math.max(nextDue, round.to),
    }
  }
}

interface Step {
  readonly at: VirtualTime
  readonly phase: number
  readonly run: () => void
}

const told = ({ highestSequenceNr, events, snapshots }: Held) => ({ highestSequenceNr, events, snapshots })

/** `/user/a#7` of `pekko://System@host:1/user/a#7`. */
function pathOf(path: string): string {
  const start = path.indexOf('://')
  return start < 0 ? path : path.slice(path.indexOf('/', start + 3))
}

function labelOf(message: Plain): string {
  const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined
  return typeof type === 'string' ? type : typeof message
}

/** An answer as the trace keeps it; of a large batch only as much is written out as the cut leaves anyway. */
function answerBody(answer: JournalAnswer): string {
  const told = answer.type === 'ReplayedMessages' ? { ...answer, events: answer.events.slice(0, 8) } : answer
  return JSON.stringify(told).slice(0, bodyLimit)
}
