import { isMessageAction } from '../../trace/action.ts'
import { withoutAddress } from '../../trace/actor-path.ts'
import type { EventId, VirtualTime } from '../../trace/identifiers.ts'
import type { Plain } from '../../trace/plain.ts'
import type { TraceEventBody } from '../../trace/trace-event.ts'
import {
  type Boot,
  type Command,
  type Envelope,
  type Participant,
  type Round,
  type RoundResult,
  usualConditions,
} from '../participant.ts'
import { chain, type JournalCommand, type MaybePromise, type Stores } from '../persistence/index.ts'
import { persistenceProtocol } from '../persistence/internal.ts'
import { type IncarnationRandom, incarnationRandom, type Random } from '../random.ts'
import { actTooLate, encodedToolkitMessage, IncomingMail, Links } from '../remote/index.ts'
import { DatabaseFaults } from './database-faults.ts'
import type { DatabaseOptions } from './database-options.ts'
import { type DatabaseAnswer, DatabaseService } from './database-service.ts'
import type { DatabaseSettings } from './database-settings.ts'
import { DatabaseTrace } from './database-trace.ts'
import { executeRound } from './execute-round.ts'
import { loadJournal } from './load-journal.ts'
import { type PendingRequest, scheduleRequest } from './pending-request.ts'
import { type ArrivalEvent, RoundSteps } from './round-steps.ts'

/**
 * The database: the participant that owns the stores of a run and answers requests by message.
 *
 * A request has three instants: arrival, commit and answer. They are fixed at arrival, in order of arrival, from the
 * configured latency, so that the real speed of the stores never influences the run. A round executes at once all
 * requests that commit within it and ends only when they are durable. A database killed between two rounds therefore
 * holds exactly the commits before that virtual time. Adjacent writes of one round share a transaction.
 */
export class DatabaseParticipant implements Participant {
  readonly #boot: Boot
  readonly #address: string
  readonly #settings: DatabaseSettings
  readonly #stores: Stores
  readonly #links: Links
  readonly #generators: IncarnationRandom
  readonly #random: Random
  readonly #trace: DatabaseTrace
  readonly #mail: IncomingMail
  /** Instant of the envelope that is being taken from the mail; null: none is. */
  #takingAt: VirtualTime | null = null
  /** Events about envelopes that were lost or held in this round. */
  #arrivalEvents: ArrivalEvent[] = []
  #now: VirtualTime
  #service: DatabaseService | null = null
  /** Requests without a sent answer, in order of arrival. */
  #requests: PendingRequest[] = []
  /** Requests that a later commit answers, by their command. */
  readonly #awaiting = new WeakMap<JournalCommand, PendingRequest>()
  #outbox: Envelope[] = []
  #waiting = 0
  readonly #faults: DatabaseFaults
  /** The instant at which a fault ended it; null: none did. */
  #crashedAt: VirtualTime | null = null

  constructor(options: DatabaseOptions) {
    this.#boot = options.boot
    this.#address = options.address
    this.#settings = options.settings
    this.#stores = options.stores
    const { boot, seed, links, traced = true } = options
    this.#generators = incarnationRandom(seed, boot)
    this.#random = this.#generators.of('')
    const { network = usualConditions } = boot
    this.#links = new Links(links, boot.id, this.#generators.of('/links'), network.to)
    this.#mail = new IncomingMail(network, (cause, body) => this.#emitAboutMail(cause, body))
    this.#now = boot.at
    this.#faults = new DatabaseFaults(boot.diskFaults)
    this.#trace = new DatabaseTrace(boot, traced, () => this.#now)
  }

  advance(round: Round): MaybePromise<RoundResult> {
    const open = () => DatabaseService.open(this.#stores, this.#settings)
    const opened = this.#service ?? chain(open(), service => this.#started(service))
    return chain(opened, service => {
      this.#now = Math.max(this.#now, round.from)
      return chain(loadJournal(round.commands, service, this.#trace, this.#stores, open), loaded => {
        this.#service = loaded
        return this.#runRound(loaded, round)
      })
    })
  }

  #started(service: DatabaseService): DatabaseService {
    this.#trace.started(this.#address, this.#random.uid(), service, this.#faults.present)
    return service
  }

  #runRound(service: DatabaseService, round: Round): MaybePromise<RoundResult> {
    this.#mail.begin(round)
    for (const command of round.commands) this.#perform(command)
    const unknown = this.#takeMail(round).filter(envelope => !this.#admit(envelope, round.from))
    const committing = this.#requests.filter(each => each.response === null && each.commitsAt < round.to)
    return chain(executeRound(service, this.#faults, committing, round.from), () => {
      this.#traceRound(unknown, round)
      return this.#result(round)
    })
  }

  #perform({ action, event, network }: Command): void {
    if (network !== undefined) {
      this.#mail.conditions = network
      this.#links.change(network.to)
    } else if (action.type === 'Reseed') {
      this.#generators.reseed(action.seed)
    } else if (action.type === 'BreakDatabase' || action.type === 'RepairDatabase') {
      if (this.#faults.perform(action)) this.#trace.faultsChanged(event, this.#faults.present)
      else this.#trace.emit(event, { type: 'ActionHadNoEffect', why: 'the database has no such fault' })
    } else if (isMessageAction(action) && !this.#mail.perform(action, this.#now, event)) {
      this.#trace.emit(event, { type: 'ActionHadNoEffect', why: actTooLate })
    }
  }

  /** Removes the envelopes of this round, in the order of their arrival. */
  #takeMail({ from, to }: Round): readonly Envelope[] {
    const arrived: Envelope[] = []
    for (let due = this.#mail.nextDue; due !== null && due < to; due = this.#mail.nextDue) {
      this.#takingAt = Math.max(due, from)
      const envelope = this.#mail.take(due)
      if (envelope === null) continue
      arrived.push(envelope.due === this.#takingAt ? envelope : { ...envelope, due: this.#takingAt })
    }
    this.#takingAt = null
    return arrived
  }

  /** Events of arrivals wait for their place among the other events of the round; acts happen at its start. */
  #emitAboutMail(cause: EventId | null, body: TraceEventBody): EventId | null {
    if (this.#takingAt === null) return this.#trace.emit(cause, body)
    this.#arrivalEvents.push({ at: this.#takingAt, cause, body })
    return null
  }

  /** Enqueues a request with its three instants. Returns false if the envelope is not a request. */
  #admit(envelope: Envelope, from: VirtualTime): boolean {
    const latency = this.#faults.latency(this.#settings.latency)
    const request = scheduleRequest(envelope, from, latency, this.#random, this.#requests.at(-1))
    if (request === null) return false
    this.#requests.push(request)
    return true
  }

  /**
   * Emits the events of this round in the order of virtual time; at one instant arrivals come first, then commits, then
   * answers. The order does not depend on the boundaries of rounds.
   */
  #traceRound(unknown: readonly Envelope[], { from, to }: Round): void {
    const steps = new RoundSteps(from, to)
    for (const event of this.#arrivalEvents)
      steps.add(event.at, 0, ({ cause, body }) => this.#trace.emit(cause, body), event)
    this.#arrivalEvents = []
    for (const envelope of unknown) steps.add(envelope.due, 0, each => this.#trace.deadLetter(each), envelope)
    const onArrival = (request: PendingRequest) => this.#onArrival(request)
    const onCommit = (request: PendingRequest) => this.#onCommit(request, steps)
    const sendAnswers = (request: PendingRequest) => this.#sendAnswers(request)
    for (const request of this.#requests) {
      if (request.nextStep === 'arrival') steps.add(request.arrivesAt, 0, onArrival, request)
      if (request.nextStep !== 'answer') steps.add(request.commitsAt, 1, onCommit, request)
      steps.add(request.answersAt, 2, sendAnswers, request)
    }
    steps.run(at => {
      this.#now = at
    })
    this.#requests = this.#requests.filter(each => each.answersAt >= to)
  }

  #onArrival(request: PendingRequest): void {
    request.nextStep = 'commit'
    request.delivered = this.#trace.arrived(request, this.#waiting++)
  }

  #onCommit(request: PendingRequest, steps: RoundSteps): void {
    request.nextStep = 'answer'
    const { response, faultsAfter, delivered } = request
    if (response !== null) this.#trace.committed(request, response)
    if (faultsAfter !== null) this.#trace.faultsChanged(delivered, faultsAfter)
    if (request.crashes || response === null) {
      this.#trace.crashed(request)
      this.#crashedAt = this.#now
      steps.stop()
      return
    }
    if (request.command.type === 'AwaitCommit') this.#awaiting.set(request.command, request)
    for (const command of response.hinted ?? [])
      this.#send(
        this.#awaiting.get(command)!,
        { type: 'CommitHint', requestId: command.requestId },
        request.delivered,
      )
  }

  #sendAnswers(request: PendingRequest): void {
    this.#waiting--
    for (const answer of request.response!.answers) this.#send(request, answer, request.delivered)
  }

  #send(request: PendingRequest, answer: DatabaseAnswer, cause: EventId | null): void {
    const { requester, replyTo } = request
    const due = this.#links.due(requester, this.#now)
    const lost = this.#links.loss(requester)
    const sender = this.#address + request.path
    const sent = this.#trace.answerSent(request, answer, sender, due, cause)
    this.#outbox.push({
      from: this.#boot.id,
      fromIncarnation: this.#boot.incarnation,
      fromNode: null,
      seq: this.#links.nextSeq(),
      to: requester,
      due,
      target: withoutAddress(replyTo),
      sender,
      kind: 'message',
      // Every answer is plain data; its interfaces only lack the index signature of `Plain`.
      message: encodedToolkitMessage(
        { protocol: persistenceProtocol.name, reply: true },
        answer as unknown as Plain,
      ),
      sent,
      ...(lost === undefined ? null : { lost }),
    })
  }

  #result(round: Round): RoundResult {
    const outbox = this.#outbox
    this.#outbox = []
    const crashedAt = this.#crashedAt
    if (crashedAt !== null)
      return { outbox, trace: this.#trace.take(), nextDue: null, ended: 'failed', endedAt: crashedAt }
    let { nextDue } = this.#mail
    const { kept } = this.#mail
    for (const { nextStep, commitsAt, answersAt } of this.#requests) {
      const due = nextStep === 'answer' ? answersAt : commitsAt
      if (nextDue === null || due < nextDue) nextDue = due
    }
    return {
      outbox,
      trace: this.#trace.take(),
      nextDue: nextDue === null ? null : Math.max(nextDue, round.to),
      ...(kept === 0 ? null : { kept }),
    }
  }
}
