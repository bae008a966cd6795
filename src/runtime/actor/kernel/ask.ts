import type { AskTimeoutError } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { ActorError } from '../base/actor-error.ts'
import { InvalidMessage } from '../base/actor-errors.ts'
import { base64Name } from '../base/actor-path.ts'
import { checkedDelay, Scheduled } from '../base/timer-queue.ts'
import { labelOf } from '../observe/message-trace.ts'
import type { LocalActorSystem } from '../system/local-actor-system.ts'
import type { Cell } from './cell.ts'
import { CellState } from './cell-state.ts'
import type { LocalTarget } from './local-actor-ref.ts'
import { Origin } from './mail.ts'
import { MappedMail } from './mapped-mail.ts'

/** No reply came in time, or none can come. */
export class AskTimeout extends ActorError implements AskTimeoutError {
  declare readonly code: 'ask-timeout'
  readonly target: string
  constructor(target: string, message: string) {
    super('AskTimeout', 'ask-timeout', message)
    this.target = target
  }
}

/**
 * Where one reply is awaited: no actor, and its own time-out. It has a path under `/temp`, which is written and
 * found by others only once somebody wants to see it.
 */
export abstract class ReplyRef extends Scheduled implements LocalTarget {
  protected readonly system: LocalActorSystem
  private readonly target: ActorRef<unknown>
  private readonly number: number
  private written: string | null = null
  private open = true
  private label = ''
  private delayMs = 0

  constructor(system: LocalActorSystem, target: ActorRef<unknown>) {
    super()
    this.system = system
    this.target = target
    this.number = system.nextTempNumber()
  }

  /** The reply is there: closed already, and not told yet. */
  protected abstract arrived(message: unknown): void
  /** It came in an envelope. */
  protected abstract arrivedFrom(message: unknown, origin: Origin): void
  protected abstract failed(error: AskTimeout, rule: string): void
  /** False: whoever asked does not live any more. */
  protected abstract get wanted(): boolean

  get path(): string {
    if (this.written === null) {
      const name = this.name
      this.written = `/temp/${name}#${this.system.uid}`
      if (this.open) this.system.temps.set(name, this)
    }
    return this.written
  }

  private get name(): string {
    return `$${base64Name(this.number)}`
  }

  get living(): boolean {
    return this.open
  }

  /** Sends the request, and sees to it that there will be an outcome. */
  send(request: (replyTo: ActorRef<unknown>) => unknown, timeoutMs: number): void {
    const { system, target } = this
    const living = system.mayLive(target)
    try {
      const message = request(this)
      this.label = labelOf(message)
      target.tell(message, this)
    } catch (thrown) {
      // Nobody will ever reply, and who asked learns of it by this.
      this.close()
      throw thrown
    }
    if (!living) this.fail('the actor has stopped, no reply can come', 'ask')
    else if (!(timeoutMs > 0)) this.fail(`a time-out of [${timeoutMs}] ms leaves no time for a reply`, 'ask')
    else if (this.open) {
      this.delayMs = checkedDelay(timeoutMs)
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

  /** Its time is over. */
  override fire(): void {
    this.fail(`no reply within [${this.delayMs}] ms`, 'ask time-out')
  }

  private fail(why: string, rule: string): void {
    if (!this.close() || !this.wanted) return
    const { path } = this.target
    this.failed(new AskTimeout(path, `Ask of [${path}] with [${this.label}]: ${why}.`), rule)
  }

  /** False when it was closed before: the first answer wins. */
  private close(): boolean {
    if (!this.open) return false
    this.open = false
    this.system.timers.cancel(this)
    if (this.written !== null) this.system.temps.delete(this.name)
    return true
  }

  private tooLate(message: unknown, origin: Origin | null): void {
    this.system.deadLetter(message, this.path, null, 'nobody waits for this reply any more', origin)
  }

  override toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}

/** An actor asks: what `map` makes of the outcome is handled by it, as any message. */
class ActorsReplyRef extends ReplyRef {
  private readonly cell: Cell
  private readonly map: (value: unknown) => unknown

  constructor(cell: Cell, target: ActorRef<unknown>, map: (value: unknown) => unknown) {
    super(cell.system, target)
    this.cell = cell
    this.map = map
  }

  protected override get wanted(): boolean {
    return this.cell.state !== CellState.terminated
  }

  protected override arrived(message: unknown): void {
    const { cell, system } = this
    const origin = system.tracing?.send(cell, this.path, message) ?? null
    cell.enqueue(new MappedMail(system.copyOf(message), this.map), origin)
  }

  protected override arrivedFrom(message: unknown, origin: Origin): void {
    this.cell.enqueue(new MappedMail(message, this.map), this.cell.origins === null ? null : origin)
  }

  protected override failed(error: AskTimeout, rule: string): void {
    const { tracer } = this.system
    this.cell.enqueue(
      new MappedMail(error, this.map),
      tracer === null ? null : new Origin(tracer.cause, tracer.cause === null ? rule : null, false),
    )
  }
}

/** Sends a request with a fresh reply ref; what `map` makes of the outcome is handled by `owner`. */
export function ask(
  owner: Cell,
  target: ActorRef<unknown>,
  request: (replyTo: ActorRef<unknown>) => unknown,
  timeoutMs: number,
  map: (value: unknown) => unknown,
): void {
  new ActorsReplyRef(owner, target, map).send(request, timeoutMs)
}
