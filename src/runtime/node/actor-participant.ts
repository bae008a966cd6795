import { isMessageAction, type MessageAction } from '../../trace/action.ts'
import type { EventId, VirtualTime } from '../../trace/identifiers.ts'
import type { TraceEventBody } from '../../trace/trace-event.ts'
import {
  type EndReason,
  interactions,
  LocalActorSystem,
  type OutboundMessage,
  type Remoting,
  remoting,
} from '../actor/index.ts'
import { fatalText, instrumentation, MailboxActs, NoWatchdog, replyRef } from '../actor/internal.ts'
import {
  type Command,
  EndlessRound,
  type Envelope,
  type Participant,
  type Round,
  type RoundResult,
  usualConditions,
} from '../participant.ts'
import { type IncarnationRandom, incarnationRandom } from '../random.ts'
import { actTooLate, decode, IncomingMail, Links, Outbox, ParticipantTracer } from '../remote/index.ts'
import type { ActorParticipantOptions } from './actor-participant-options.ts'
import { performActorAction } from './perform-actor-action.ts'
import { type Turn, turnLabel } from './turn.ts'

/**
 * An actor system as a participant of a run: executes rounds instant by instant and skips idle instants.
 * {@link createPlainNode}, {@link createClusterNode} and {@link createClientSystem} create it.
 *
 * @example
 * const actorsOf = (participant: ActorParticipant) => participant.system.name
 */
export class ActorParticipant implements Participant {
  readonly system: LocalActorSystem
  /** Called before each turn. The watchdog's replay uses it to name the turn that hangs. */
  onTurn: ((turn: Turn) => void) | null = null
  private readonly options: ActorParticipantOptions
  private readonly tracer: ParticipantTracer | null
  private readonly outbox: Outbox
  private readonly random: IncarnationRandom
  private readonly mail: IncomingMail
  private mailboxActs: MailboxActs | null = null
  /** All actors are blocked up to this instant. */
  private blockedUntil = 0
  private started = false
  /** Sizes of trace and outbox at the start of the current turn; on a fatal error everything after them is discarded. */
  private traceSizeBefore = 0
  private outboxSizeBefore = 0

  constructor(options: ActorParticipantOptions) {
    const { boot, address, links, seed, addressToId } = options
    this.random = incarnationRandom(seed, boot)
    const random = this.random.of('')
    const uid = random.uid()
    const { network = usualConditions } = boot
    this.options = options
    this.tracer = options.traced ? new ParticipantTracer(boot.id, boot.firstSeq, () => this.system.now) : null
    this.outbox = new Outbox({
      id: boot.id,
      incarnation: boot.incarnation,
      address,
      uid,
      links: new Links(links, boot.id, this.random.of('/links'), network.to),
      ackLinks: new Links(links, boot.id, this.random.of('/acks'), network.to),
      addressToId,
      tracer: this.tracer,
    })
    this.mail = new IncomingMail(network, (cause, body) => this.emit(cause, body))
    this.system = new LocalActorSystem({
      name: options.name,
      address,
      uid,
      random,
      tracer: this.tracer,
      instrumentation,
      interactions,
      now: boot.at,
      maxMessagesPerMs: options.maxMessagesPerMs,
      ...(options.guardian === undefined ? {} : { guardian: options.guardian }),
      ...(options.guardianOptions === undefined ? {} : { guardianOptions: options.guardianOptions }),
      remoting: remoting(message => this.send(message)),
      blockNode: forMs => this.blockAll(forMs),
      beforeTurn: (cell, item) => {
        this.onTurn?.({ actor: cell.path, label: turnLabel(item) })
        this.beginTurn()
      },
    })
  }

  advance(round: Round): RoundResult {
    const { system } = this
    if (!this.started) this.start()
    this.mail.begin(round)
    let due = round.commands.length > 0 ? round.from : this.nextInstant(round.from)
    while (due !== null && due < round.to && !this.ended) {
      const instant = due
      this.beginTurn()
      system.enterInstant(instant)
      system.endIfFatal(() => {
        if (instant === round.from) this.performCommands(round)
        for (let arrived = this.mail.take(instant); arrived !== null; arrived = this.mail.take(instant))
          this.deliver(arrived)
      })
      if (!this.ended && instant >= this.blockedUntil) system.runInstant(instant)
      due = this.nextInstant(round.from)
    }
    if (system.failure !== null) this.dropFatalTurn(system.failure)
    const trace = this.tracer?.drain() ?? []
    const outbox = this.outbox.drain()
    this.traceSizeBefore = 0
    this.outboxSizeBefore = 0
    const { ended } = this
    if (ended !== null) return { outbox, trace, nextDue: null, ended }
    const { kept } = this.mail
    return { outbox, trace, nextDue: this.nextInstant(round.to), ...(kept === 0 ? null : { kept }) }
  }

  private start(): void {
    this.started = true
    const { boot, kind, address, setup } = this.options
    const { system, tracer } = this
    system.under(boot.cause, null, () => {
      const cause =
        tracer?.emit({
          type: 'ParticipantStarted',
          kind,
          address,
          uid: system.uid,
          incarnation: boot.incarnation,
          roles: boot.roles,
        }) ?? null
      this.beginTurn()
      system.under(cause, null, () =>
        system.endIfFatal(() => {
          setup?.(system)
          system.startGuardian()
        }),
      )
    })
  }

  private beginTurn(): void {
    this.traceSizeBefore = this.tracer?.size ?? 0
    this.outboxSizeBefore = this.outbox.size
  }

  /** The next instant with an arrival or a due timer, at the earliest `from`; null: none. */
  private nextInstant(from: VirtualTime): VirtualTime | null {
    const arrival = this.mail.nextDue
    const own = this.system.nextDue
    const ready = own === null ? null : Math.max(own, this.blockedUntil)
    const due = arrival === null || ready === null ? (arrival ?? ready) : Math.min(arrival, ready)
    return due === null ? null : Math.max(due, from)
  }

  private get ended(): EndReason | null {
    const { system } = this
    return system.terminated || system.failure !== null ? system.endReason : null
  }

  private performCommands(round: Round): void {
    for (const command of round.commands) {
      this.system.under(command.event, null, () => this.perform(command))
    }
  }

  private perform(command: Command): void {
    const { action, event, network } = command
    if (network !== undefined) {
      this.mail.conditions = network
      this.outbox.changeLinks(network.to)
      return
    }
    if (action.type === 'Reseed') this.random.reseed(action.seed)
    else if (action.type === 'Block' && action.actor === undefined) this.blockAll(action.forMs)
    else if (isMessageAction(action)) this.actOnMessage(action, event)
    else if (!performActorAction(this.system, action, command.hasWatchdog ?? false)) {
      this.options.onCommand?.(this.system, command)
    }
  }

  private blockAll(forMs: number): void {
    const until = this.system.now + forMs
    this.blockedUntil = Math.max(this.blockedUntil, until)
    this.tracer?.emit({ type: 'Blocked', actor: null, until })
  }

  /** A message is in flight or in a mailbox; when it was handled in the meantime, the act has no effect. */
  private actOnMessage(action: MessageAction, act: EventId): void {
    const { system, mail, tracer } = this
    if (mail.perform(action, system.now, act)) return
    this.mailboxActs ??= new MailboxActs(system)
    if (this.mailboxActs.perform(action, act)) return
    tracer?.emit({ type: 'ActionHadNoEffect', why: actTooLate })
  }

  private emit(cause: EventId | null, body: TraceEventBody): EventId | null {
    const { tracer } = this
    let id: EventId | null = null
    if (tracer !== null) {
      this.system.under(cause, null, () => {
        id = tracer.emit(body)
      })
    }
    return id
  }

  /** Never null, because the constructor gives the system its remoting. */
  private get remoting(): Remoting {
    return this.system.remoting!
  }

  private deliver(envelope: Envelope): void {
    const { system } = this
    this.remoting.deliver(
      envelope,
      decode(envelope.message, (path, asker) => replyRef(system.resolve(path), asker)),
    )
  }

  private send(message: OutboundMessage): void {
    if (this.outbox.send(message, this.system.now)) return
    this.remoting.undeliverable(message, 'no participant has this address')
  }

  /** Drops the output of a fatal turn, because the point at which the stack overflows differs between engines. */
  private dropFatalTurn(failure: Error): void {
    if (failure instanceof NoWatchdog) {
      throw new EndlessRound({ actor: failure.path, label: this.system.failedLabel ?? 'a start' })
    }
    this.outbox.truncateTo(this.outboxSizeBefore)
    const { tracer, system } = this
    if (tracer === null) return
    const cause = tracer.truncateTo(this.traceSizeBefore, system.failedCause)
    system.under(cause, 'fatal failure', () =>
      tracer.emit({
        type: 'ActorFailed',
        actor: system.failedActor ?? '/user',
        error: fatalText(failure),
        decision: 'stop',
        ...(system.failedLabel === null ? {} : { label: system.failedLabel }),
      }),
    )
  }
}
