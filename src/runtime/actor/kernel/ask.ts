import type { EventId } from '../../../trace/identifiers.ts'
import type { AskTimeoutError } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { ActorError } from '../base/actor-error.ts'
import { InvalidMessage } from '../base/actor-errors.ts'
import { base64Name } from '../base/actor-name.ts'
import { labelOf } from '../base/message-text.ts'
import { checkedDelay, Scheduled } from '../base/timer-queue.ts'
import { CellState } from './cell-state.ts'
import type { LocalTarget } from './local-target.ts'
import { MappedMail } from './mapped-mail.ts'
import { Origin } from './origin.ts'
import type { Cell, KernelSystem } from './ports.ts'

/**
 * The outcome of an ask without a reply: the time-out elapsed, or `target` has stopped and cannot reply.
 *
 * @example
 * const text = (outcome: number | Error) => (outcome instanceof AskTimeout ? 'no reply' : `${outcome}`)
 */
export class AskTimeout extends ActorError implements AskTimeoutError {
  declare readonly code: 'ask-timeout'
  readonly target: string
  constructor(target: string, message: string) {
    super('AskTimeout', 'ask-timeout', message)
    this.target = target
  }
}

/**
 * The ref that one reply is sent to, and the time-out of that reply in one object. Its path under `/temp` is built and
 * registered at the first read, because most local asks never need it.
 */
export abstract class ReplyRef extends Scheduled implements LocalTarget {
  protected readonly system: KernelSystem
  private readonly target: ActorRef<unknown>
  private readonly number: number
  private pathText: string | null = null
  private open = true
  private label = ''
  private delayMs = 0
  /** The trace event that led to the ask. */
  private cause: EventId | null = null

  constructor(system: KernelSystem, target: ActorRef<unknown>) {
    super()
    this.system = system
    this.target = target
    this.number = system.nextTempNumber()
  }

  /** A local actor replied; the ref is closed already. */
  protected abstract arrived(message: unknown): void
  /** As {@link arrived}, for a reply in an envelope. */
  protected abstract arrivedFrom(message: unknown, origin: Origin): void
  protected abstract failed(error: AskTimeout, cause: EventId | null, rule: string): void
  /** False once the asking actor has stopped. */
  protected abstract get wanted(): boolean

  get path(): string {
    if (this.pathText === null) {
      const name = this.name
      this.pathText = `/temp/${name}#${this.system.uid}`
      if (this.open) this.system.temps.set(name, this)
    }
    return this.pathText
  }

  abstract get '~asker'(): string | null

  private get name(): string {
    return `$${base64Name(this.number)}`
  }

  get living(): boolean {
    return this.open
  }

  /** Sends the request. A reply, the time-out or a dead target then gives the one outcome. */
  send(request: (replyTo: ActorRef<unknown>) => unknown, timeoutMs: number): void {
    const { system, target } = this
    const living = system.mayLive(target)
    try {
      const message = request(this)
      this.label = labelOf(message)
      target.tell(message, this)
    } catch (thrown) {
      // The exception is the outcome: no reply and no time-out follow.
      this.close()
      throw thrown
    }
    if (!living) this.fail('the actor has stopped, no reply can come', 'ask')
    else if (!(timeoutMs > 0)) this.fail(`a time-out of [${timeoutMs}] ms leaves no time for a reply`, 'ask')
    else if (this.open) {
      this.delayMs = checkedDelay(timeoutMs)
      if (system.tracer !== null) this.cause = system.tracer.cause
      system.timers.add(this, system.now + this.delayMs)
    }
  }

  tell(message: unknown): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    if (this.close() && this.wanted) this.arrived(message)
    else this.tooLate(message, null)
  }

  receive(message: unknown, origin: Origin): void {
    if (this.close() && this.wanted) this.arrivedFrom(message, origin)
    else this.tooLate(message, origin)
  }

  /** The system ended before a reply and the time-out. */
  protected lost(_reason: Error): void {}

  override discarded(reason: Error): void {
    if (this.close()) this.lost(reason)
  }

  /** The time-out. */
  override fire(): void {
    this.fail(`no reply within [${this.delayMs}] ms`, 'ask time-out', this.cause)
  }

  private fail(why: string, rule: string, cause = this.system.tracer?.cause ?? null): void {
    if (!this.close() || !this.wanted) return
    const { path } = this.target
    this.failed(new AskTimeout(path, `Ask of [${path}] with [${this.label}]: ${why}.`), cause, rule)
  }

  /** False when it was closed before: the first reply wins. */
  private close(): boolean {
    if (!this.open) return false
    this.open = false
    this.system.timers.cancel(this)
    if (this.pathText !== null) this.system.temps.delete(this.name)
    return true
  }

  private tooLate(message: unknown, origin: Origin | null): void {
    this.system.deadLetter(message, this.path, null, 'the ask has already ended', origin)
  }

  override toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}

/** An actor asked: it handles the result of `map` as a message. */
class ActorReplyRef extends ReplyRef {
  private readonly cell: Cell
  private readonly map: (value: unknown) => unknown

  constructor(cell: Cell, target: ActorRef<unknown>, map: (value: unknown) => unknown) {
    super(cell.system, target)
    this.cell = cell
    this.map = map
  }

  override get '~asker'(): string {
    return this.cell.path
  }

  protected override get wanted(): boolean {
    return this.cell.state !== CellState.terminated
  }

  protected override arrived(message: unknown): void {
    const { cell, system } = this
    const origin = system.tracing?.send(cell, this, message) ?? null
    cell.enqueue(new MappedMail(system.copyOf(message), this.map), origin)
  }

  protected override arrivedFrom(message: unknown, origin: Origin): void {
    this.cell.enqueue(new MappedMail(message, this.map), origin)
  }

  protected override failed(error: AskTimeout, cause: EventId | null, rule: string): void {
    const origin = this.system.tracer === null ? null : new Origin(cause, rule, null)
    this.cell.enqueue(new MappedMail(error, this.map), origin)
  }
}

/** Sends a request with a fresh reply ref. `owner` handles the result of `map` as a message. */
export function ask(
  owner: Cell,
  target: ActorRef<unknown>,
  request: (replyTo: ActorRef<unknown>) => unknown,
  timeoutMs: number,
  map: (value: unknown) => unknown,
): void {
  new ActorReplyRef(owner, target, map).send(request, timeoutMs)
}
