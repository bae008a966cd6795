import type { ParticipantId } from '../../trace/identifiers.ts'
import type { ParticipantKind } from '../../trace/trace-event.ts'
import {
  type Behavior,
  type EndReason,
  interactions,
  LocalActorSystem,
  type OutboundMessage,
  type Remoting,
  remoting,
  type SpawnOptions,
} from '../actor/index.ts'
import { fatalText, instrumentation, NobodyWatches, replyRef } from '../actor/internal.ts'
import {
  type Boot,
  type Command,
  EndlessRound,
  type Envelope,
  type Participant,
  type Round,
  type RoundResult,
} from '../participant.ts'
import { seededRandom } from '../random.ts'
import { decode, type LinkSettings, Links, Outbox, ParticipantTracer } from '../remote/index.ts'
import { type Turn, turnLabel } from './turn.ts'

export interface ActorParticipantOptions {
  readonly boot: Boot
  readonly kind: ParticipantKind
  /** The actor system's name. */
  readonly name: string
  /** `pekko://name@host:port` */
  readonly address: string
  readonly addressToId: (address: string) => ParticipantId | null
  readonly links: LinkSettings
  /** The run's seed. */
  readonly seed: number
  /** Maximum of messages handled in one virtual ms; null: no limit. */
  readonly maxMessagesPerMs: number | null
  readonly traced: boolean
  /** The application's guardian. Without one, `/user` is the parent of the actors that `setup` starts. */
  readonly guardian?: Behavior<never>
  readonly guardianOptions?: SpawnOptions
  /** Prepares the system at the instant of its start, before the guardian starts. */
  readonly setup?: (system: LocalActorSystem) => void
  /** Performs actions other than `Tell`, `FailNext` and `Supervise`. The action is the cause of the resulting events. */
  readonly onCommand?: (system: LocalActorSystem, command: Command) => void
}

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
  private started = false
  /** Sizes of trace and outbox at the start of the current turn; on a fatal error everything after them is discarded. */
  private traceSizeBefore = 0
  private outboxSizeBefore = 0

  constructor(options: ActorParticipantOptions) {
    const { boot, address, links, seed, addressToId } = options
    const incarnation = `${seed}/${boot.id}/${boot.incarnation}`
    const random = seededRandom(incarnation)
    const uid = random.uid()
    this.options = options
    this.tracer = options.traced ? new ParticipantTracer(boot.id, boot.firstSeq, () => this.system.now) : null
    this.outbox = new Outbox({
      id: boot.id,
      incarnation: boot.incarnation,
      address,
      uid,
      links: new Links(links, boot.id, seededRandom(`${incarnation}/links`)),
      ackLinks: new Links(links, boot.id, seededRandom(`${incarnation}/acks`)),
      addressToId,
      tracer: this.tracer,
    })
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
      beforeTurn: (cell, item) => {
        this.onTurn?.({ actor: cell.path, label: turnLabel(item) })
        this.beginTurn()
      },
    })
  }

  advance(round: Round): RoundResult {
    const { system } = this
    if (!this.started) this.start()
    let next = 0
    let due = round.commands.length > 0 ? round.from : this.nextInstant(round, next)
    while (due !== null && due < round.to && !this.ended) {
      const instant = due
      this.beginTurn()
      system.enterInstant(instant)
      system.endIfFatal(() => {
        if (instant === round.from) this.performCommands(round)
        while (next < round.inbox.length && round.inbox[next]!.due <= instant)
          this.deliver(round.inbox[next++]!)
      })
      if (!this.ended) system.runInstant(instant)
      due = this.nextInstant(round, next)
    }
    if (system.failure !== null) this.dropFatalTurn(system.failure)
    const trace = this.tracer?.drain() ?? []
    const outbox = this.outbox.drain()
    this.traceSizeBefore = 0
    this.outboxSizeBefore = 0
    const { ended } = this
    if (ended !== null) return { outbox, trace, nextDue: null, ended }
    const { nextDue } = system
    return { outbox, trace, nextDue: nextDue === null ? null : Math.max(nextDue, round.to) }
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

  /** The next instant with an arrival or a due timer, at the earliest the round's start; null: none. */
  private nextInstant(round: Round, next: number): number | null {
    const arrival = round.inbox[next]?.due ?? null
    const own = this.system.nextDue
    const due = arrival === null || own === null ? (arrival ?? own) : Math.min(arrival, own)
    return due === null ? null : Math.max(due, round.from)
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
    const { system } = this
    const { action } = command
    if (action.type === 'Tell') {
      const { actor, message, times = 1 } = action
      const target = system.resolve(actor)
      for (let i = 0; i < times; i++) target.tell(message)
    } else if (action.type === 'FailNext') {
      const { type: _, participant: __, actor, ...fault } = action
      if (!system.failNext(actor, { ...fault, watched: command.hasWatchdog ?? false })) {
        system.deadLetter(action, actor, null, 'no actor has this path, so none can fail', null)
      }
    } else if (action.type === 'Supervise') {
      if (!system.supervise(action.actor, action.supervision)) {
        system.deadLetter(
          action,
          action.actor,
          null,
          'no actor has this path, so none can be supervised',
          null,
        )
      }
    } else {
      this.options.onCommand?.(system, command)
    }
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
    if (failure instanceof NobodyWatches) {
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
