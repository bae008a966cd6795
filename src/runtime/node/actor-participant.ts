import type { ParticipantId, ParticipantKind } from '../../trace/trace-event.ts'
import {
  type Behavior,
  type EndReason,
  LocalActorSystem,
  type OutboundMessage,
  patterns,
  type Remoting,
  remoting,
  type SpawnOptions,
} from '../actor/index.ts'
import { fatalText, NobodyWatches, staging } from '../actor/internal.ts'
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
  /** The run's. */
  readonly seed: number
  /** null: no limit. */
  readonly maxMessagesPerMs: number | null
  readonly traced: boolean
  /** The application's guardian; without one `/user` is only where `setup` starts its actors. */
  readonly guardian?: Behavior<never>
  readonly guardianOptions?: SpawnOptions
  /** Makes the system ready, at the instant of the start and before the guardian starts. */
  readonly setup?: (system: LocalActorSystem) => void
  /** Actions other than `Tell` and `FailNext`. What it does has the action as its cause. */
  readonly onCommand?: (system: LocalActorSystem, command: Command) => void
}

/** An actor system that takes part in a run: lives through rounds, instant by instant, skipping idle ones. */
export class ActorParticipant implements Participant {
  readonly system: LocalActorSystem
  /** Hears what is about to be handled, for who must know what never ended. */
  onTurn: ((turn: Turn) => void) | null = null
  private readonly options: ActorParticipantOptions
  private readonly tracer: ParticipantTracer | null
  private readonly outbox: Outbox
  private started = false
  /** Where the turn began that is under way: what it told and sent counts only if it ends. */
  private tracedBefore = 0
  private sentBefore = 0

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
      staging,
      patterns,
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
    const trace = this.tracer?.take() ?? []
    const outbox = this.outbox.take()
    this.tracedBefore = 0
    this.sentBefore = 0
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
    this.tracedBefore = this.tracer?.size ?? 0
    this.sentBefore = this.outbox.size
  }

  /** The next instant with something to do, from the round's begin on. */
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
      const { type: _, participant: __, actor, ...order } = action
      if (!system.failNext(actor, { ...order, watched: command.watched ?? false })) {
        system.deadLetter(action, actor, null, 'nobody lives there that could fail', null)
      }
    } else if (action.type === 'Supervise') {
      if (!system.supervise(action.actor, action.supervision)) {
        system.deadLetter(action, action.actor, null, 'nobody lives there that could be supervised', null)
      }
    } else {
      this.options.onCommand?.(system, command)
    }
  }

  /** This one's system always has it. */
  private get remoting(): Remoting {
    return this.system.remoting!
  }

  private deliver(envelope: Envelope): void {
    const { system } = this
    this.remoting.deliver(
      envelope,
      decode(envelope.message, path => system.resolve(path)),
    )
  }

  private send(message: OutboundMessage): void {
    if (this.outbox.send(message, this.system.now)) return
    this.remoting.undeliverable(message, 'nobody takes part under that address')
  }

  /** How far a turn got before the stack was full differs from engine to engine: nothing of it is told. */
  private dropFatalTurn(failure: Error): void {
    if (failure instanceof NobodyWatches) {
      throw new EndlessRound({ actor: failure.path, label: this.system.failedLabel ?? 'a start' })
    }
    this.outbox.cutBackTo(this.sentBefore)
    const { tracer, system } = this
    if (tracer === null) return
    tracer.cutBackTo(this.tracedBefore)
    system.under(null, 'fatal failure', () =>
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
