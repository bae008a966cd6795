import type { AskTimeoutError } from './actor-context.ts'
import { ActorError, InvalidMessage } from './actor-errors.ts'
import type { ActorRef } from './actor-ref.ts'
import type { Cell } from './cell.ts'
import { CellState } from './cell-state.ts'
import type { LocalTarget } from './local-actor-ref.ts'
import { AskOutcome, Origin } from './mail.ts'
import { labelOf, traceSend } from './message-trace.ts'
import { delayOf, type Scheduled } from './timer-queue.ts'

/** No reply came in time, or none can come. */
export class AskTimeout extends ActorError implements AskTimeoutError {
  declare readonly code: 'ask-timeout'
  readonly target: string
  constructor(target: string, message: string) {
    super('AskTimeout', 'ask-timeout', message)
    this.target = target
  }
}

/** Where one reply is awaited: no actor, only a path under `/temp`. */
export class ReplyRef implements LocalTarget {
  readonly path: string
  timeout: Scheduled | null = null
  private readonly name: string
  /** Who asked. */
  readonly cell: Cell
  private readonly map: (value: unknown) => unknown

  constructor(cell: Cell, map: (value: unknown) => unknown) {
    this.cell = cell
    this.map = map
    this.name = cell.system.nextTempName()
    this.path = `/temp/${this.name}#${cell.system.uid}`
    cell.system.temps.set(this.name, this)
  }

  tell(message: unknown): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    const { system } = this.cell
    if (!this.close() || this.cell.state === CellState.terminated) {
      system.deadLetter(message, this.path, null, 'nobody waits for this reply any more', null)
    } else {
      this.cell.enqueue(
        new AskOutcome(system.copyOf(message), this.map),
        traceSend(this.cell, this.path, message),
      )
    }
  }

  receive(message: unknown, origin: Origin): void {
    if (!this.close() || this.cell.state === CellState.terminated) {
      this.cell.system.deadLetter(message, this.path, null, 'nobody waits for this reply any more', origin)
    } else {
      this.cell.enqueue(new AskOutcome(message, this.map), this.cell.origins === null ? null : origin)
    }
  }

  fail(error: AskTimeout, rule: string): void {
    if (!this.close() || this.cell.state === CellState.terminated) return
    const { tracer } = this.cell.system
    this.cell.enqueue(
      new AskOutcome(error, this.map),
      tracer === null ? null : new Origin(tracer.cause, tracer.cause === null ? rule : null, false),
    )
  }

  /** False when it was closed before: the first answer wins. */
  close(): boolean {
    const { system } = this.cell
    if (this.timeout !== null) system.timers.cancel(this.timeout)
    return system.temps.delete(this.name)
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
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
  const { system } = owner
  const ref = new ReplyRef(owner, map)
  const living = system.mayLive(target)
  let label: string
  try {
    const message = request(ref)
    label = labelOf(message)
    target.tell(message)
  } catch (thrown) {
    // Nobody will ever reply, and who asked learns of it by this.
    ref.close()
    throw thrown
  }
  const failure = (why: string) =>
    new AskTimeout(target.path, `Ask of [${target.path}] with [${label}]: ${why}.`)
  if (!living) ref.fail(failure('the actor has stopped, no reply can come'), 'ask')
  else if (!(timeoutMs > 0))
    ref.fail(failure(`a time-out of [${timeoutMs}] ms leaves no time for a reply`), 'ask')
  else {
    const delay = delayOf(timeoutMs)
    ref.timeout = system.timers.schedule(system.now + delay, () =>
      ref.fail(failure(`no reply within [${delay}] ms`), 'ask time-out'),
    )
  }
}
