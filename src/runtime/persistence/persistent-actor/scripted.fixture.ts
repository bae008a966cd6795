import type { Plain } from '../../../trace/plain.ts'
import { type ActorRef, labelOf } from '../../actor/index.ts'
import { Actor, type ClassicStrategy, OneForOneStrategy, Props, type Receive } from '../../classic/index.ts'
import { kitWithJournal } from '../event-sourced/counter.fixture.ts'
import type { Persistence } from '../persistence.ts'
import type { Recovery } from '../recovery.ts'
import type { Stores } from '../store-service.ts'
import type { PersistenceReply, Recovered } from './persistence-messages.ts'
import { PersistentActor } from './persistent-actor.ts'
import type { StashOverflowStrategy } from './stash-overflow-strategy.ts'

/** A command that is a function: the actor runs it, so a test writes the handler where it sends. */
export type Step = (actor: Scripted) => void
export type Command = Step | string | { readonly type: string }

export interface Script {
  readonly id?: string
  readonly recovery?: Recovery
  readonly stashCapacity?: number
  readonly overflow?: StashOverflowStrategy
  readonly preStart?: Step
  /** Sees what `receiveRecover` gets, before it is applied. */
  readonly recovering?: (actor: Scripted, message: Recovered<Plain, Plain>) => void
  /** Takes the place of `receiveRecover`. */
  readonly receiveRecover?: (actor: Scripted) => Receive<Recovered<Plain, Plain>>
  readonly onPersistFailure?: Step
}

/** State: the list of applied events. `lines`: what happened. */
export class Scripted extends PersistentActor<Command, Plain> {
  readonly persistenceId: string
  override readonly recovery: Recovery
  override readonly stashCapacity: number
  override readonly internalStashOverflowStrategy: StashOverflowStrategy
  readonly #script: Script
  readonly lines: string[]
  state: Plain[] = []

  constructor(script: Script, lines: string[]) {
    super()
    this.#script = script
    this.lines = lines
    this.persistenceId = script.id ?? 'scripted'
    this.recovery = script.recovery ?? {}
    this.stashCapacity = script.stashCapacity ?? -1
    this.internalStashOverflowStrategy = script.overflow ?? { type: 'throw' }
  }

  /** Stores the events one after the other; each is applied and logged. */
  store(...events: Plain[]): void {
    for (const event of events) this.persist(event, each => this.apply(each))
  }

  storeAsync(...events: Plain[]): void {
    for (const event of events) this.persistAsync(event, each => this.apply(each))
  }

  apply(event: Plain): void {
    this.state.push(event)
    this.lines.push(`${JSON.stringify(event)} is ${this.lastSequenceNr}`)
  }

  override receiveCommand(): Receive<Command | PersistenceReply> {
    return command => {
      if (typeof command === 'function') command(this)
      else this.lines.push(typeof command === 'string' ? command : labelOf(command))
    }
  }

  override receiveRecover(): Receive<Recovered<Plain, Plain>> {
    const { receiveRecover, recovering } = this.#script
    if (receiveRecover !== undefined) return receiveRecover(this)
    return message => {
      recovering?.(this, message)
      const type = labelOf(message)
      if (type === 'RecoveryCompleted') this.lines.push(`recovered ${this.state.join()}`)
      else if (type === 'SnapshotOffer') this.state = [...(message as { snapshot: Plain[] }).snapshot]
      else this.state.push(message as Plain)
    }
  }

  override onRecoveryFailure(cause: Error, event: Plain | null): void {
    this.lines.push(`recovery failed: ${cause.message} ${event === null ? '' : JSON.stringify(event)}`.trim())
  }

  override onPersistFailure(cause: Error, event: Plain, sequenceNr: number): void {
    this.lines.push(`${event} at ${sequenceNr} failed: ${cause.message}`)
    this.#script.onPersistFailure?.(this)
  }

  override onPersistRejected(cause: Error, event: Plain, sequenceNr: number): void {
    this.lines.push(`${JSON.stringify(event)} at ${sequenceNr} rejected: ${cause.name}`)
  }

  override preStart(): void {
    this.lines.push('preStart')
    this.#script.preStart?.(this)
  }

  override preRestart(reason: Error, message: Command | undefined): void {
    this.lines.push(`preRestart ${message === undefined ? 'nothing' : labelOf(message)}`)
    super.preRestart(reason, message)
  }

  override postStop(): void {
    this.lines.push('postStop')
  }
}

/** Spawns what it is sent, under a strategy of its own. */
class Parent extends Actor<() => ActorRef<Command>> {
  override readonly supervisorStrategy: ClassicStrategy
  readonly #script: Script
  readonly #lines: string[]
  readonly #take: (child: ActorRef<Command>) => void

  constructor(
    strategy: ClassicStrategy,
    script: Script,
    lines: string[],
    take: (child: ActorRef<Command>) => void,
  ) {
    super()
    this.supervisorStrategy = strategy
    this.#script = script
    this.#lines = lines
    this.#take = take
  }

  override receive(): Receive<() => ActorRef<Command>> {
    return () => undefined
  }

  override preStart(): void {
    this.#take(this.context.actorOf(Props(Scripted, this.#script, this.#lines), 'scripted'))
  }
}

interface SetUp extends Script {
  readonly stores?: Stores
  readonly strategy?: ClassicStrategy
  readonly configure?: Parameters<Persistence['configure']>[0]
}

/** One scripted persistent actor that has recovered, and a probe that sends and watches. */
export function setUp({ stores: given, strategy, configure, ...script }: SetUp = {}) {
  const { kit, stores } = kitWithJournal(given, configure)
  const lines: string[] = []
  let child: ActorRef<Command> | null = null
  kit.spawn(
    Props(
      () =>
        new Parent(strategy ?? new OneForOneStrategy(), script, lines, ref => {
          child = ref
        }),
    ),
    'parent',
  )
  kit.runUntilIdle()
  const ref = child as unknown as ActorRef<Command>
  const probe = kit.createTestProbe<unknown>()
  probe.watch(ref)
  const tell = (...commands: Command[]) => {
    for (const command of commands) ref.tell(command, probe.ref)
    kit.runUntilIdle()
  }
  /** Removes and returns the lines logged since the last call. */
  const takeLines = () => lines.splice(0)
  return { kit, stores, ref, probe, tell, takeLines }
}

export const fail = (): never => {
  throw new Error('failed on request')
}
