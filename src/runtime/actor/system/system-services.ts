import type { EventId, VirtualTime } from '../../../trace/identifiers.ts'
import type { Random } from '../../random.ts'
import { type Tracer, underCause } from '../../tracer.ts'
import type { Mailboxes } from '../api/mailbox-selector.ts'
import type { SpawnOptions } from '../api/spawn-options.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import type { ErrorClass } from '../base/error-class.ts'
import type { LocalTarget } from '../kernel/local-target.ts'
import type { Cell, Instrumentation, Interactions, Tracing } from '../kernel/ports.ts'
import type { DeadLetterLog } from '../kernel/services.ts'
import type { LocalActorSystemOptions } from './local-actor-system-options.ts'
import { TurnScheduler } from './turn-scheduler.ts'

/**
 * The identity of a system and the services that its options inject. A base class and not a part of the system, because
 * cells read these fields at each message.
 */
export abstract class SystemServices extends TurnScheduler {
  readonly name: string
  readonly address: string
  readonly uid: number
  readonly random: Random
  readonly tracer: Tracer | null
  readonly tracing: Tracing | null
  readonly instrumentation: Instrumentation | null
  readonly deadLetterLog: DeadLetterLog | null
  readonly plainSends: boolean
  readonly beforeTurn: ((cell: Cell, item: unknown) => void) | null
  readonly blockNode: ((ms: number) => void) | null
  readonly errorClasses: ErrorClass[] = []
  readonly temps = new Map<string, LocalTarget>()
  private readonly interactions: Interactions | null
  private readonly copyLocal: ((message: unknown) => unknown) | null
  private readonly mailboxes: Mailboxes
  private readonly startedAt: VirtualTime
  private tempNumbers = 0

  constructor(options: LocalActorSystemOptions) {
    super(options)
    this.name = options.name
    this.address = options.address
    this.uid = options.uid
    this.random = options.random
    this.tracer = options.tracer
    this.instrumentation = options.instrumentation ?? null
    if (this.tracer !== null && this.instrumentation === null) {
      throw new TypeError(
        `System [${options.name}] was given a tracer without instrumentation. Give it [instrumentation] too.`,
      )
    }
    this.tracing = this.tracer === null ? null : this.instrumentation!.tracing
    this.deadLetterLog = this.instrumentation === null ? null : this.instrumentation.newDeadLetterLog(options)
    this.interactions = options.interactions ?? null
    this.copyLocal = options.copyLocal ?? null
    this.plainSends = this.tracer === null && this.copyLocal === null
    this.beforeTurn = options.beforeTurn ?? null
    this.blockNode = options.blockNode ?? null
    this.mailboxes = options.mailboxes ?? {}
    this.startedAt = options.now
  }

  get uptimeMs(): number {
    return this.now - this.startedAt
  }

  registerErrors(...classes: ErrorClass[]): void {
    this.errorClasses.push(...classes)
  }

  under(cause: EventId | null, rule: string | null, run: () => void): void {
    underCause(this.tracer, cause, rule, run)
  }

  copyOf(message: unknown): unknown {
    return this.copyLocal === null ? message : this.copyLocal(message)
  }

  chooseMailbox(cell: Cell, options: SpawnOptions | undefined): void {
    const capacity = options?.mailbox?.capacity(this.mailboxes) ?? null
    if (capacity !== null) cell.mailbox.capacity = capacity
  }

  interactionsFor(call: string, path: string): Interactions {
    if (this.interactions !== null) return this.interactions
    throw new IllegalContextUse(path, `[${call}] needs the system's option [interactions]. Give it.`)
  }

  nextTempNumber(): number {
    return this.tempNumbers++
  }
}
