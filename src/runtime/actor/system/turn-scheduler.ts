import type { EventId, VirtualTime } from '../../../trace/identifiers.ts'
import type { Tracer } from '../../tracer.ts'
import type { EndReason } from '../api/actor-system.ts'
import { fatalOf } from '../base/error-text.ts'
import { Ring } from '../base/ring.ts'
import { TimerQueue } from '../base/timer-queue.ts'
import type { Cell } from '../kernel/ports.ts'
import type { LocalActorSystemOptions } from './local-actor-system-options.ts'

const unlimited = 1_000_000_000

/** The number of messages that one turn counts for in {@link TurnScheduler.runTurns}. */
const messagesPerTurn = 5

/** Runs the turns of a system's cells: its driver moves it from instant to instant. */
export abstract class TurnScheduler {
  readonly timers = new TimerQueue()
  now: VirtualTime
  /** The actor that handles something at this moment. */
  current: Cell | null = null
  /** The number of messages that may still be handled at this instant. */
  budget: number
  /** Set by a fatal error: the system must not be driven further. */
  failure: Error | null = null
  /** The actor that handled something at {@link failure}. */
  failedActor: string | null = null
  /** The label of the message that it handled. */
  failedLabel: string | null = null
  /** The trace event that it handled. */
  failedCause: EventId | null = null
  abstract readonly tracer: Tracer | null
  terminated = false
  /** Set once the system ends. */
  endReason: EndReason | null = null
  private readonly runQueue = new Ring<Cell>()
  private readonly maxMessages: number
  private readonly wake: (() => void) | null
  /** The driver waits for `wake`. */
  private idle: boolean

  constructor({ now, maxMessagesPerMs, wake }: LocalActorSystemOptions) {
    this.now = now
    this.maxMessages = maxMessagesPerMs ?? unlimited
    this.budget = this.maxMessages
    this.wake = wake ?? null
    this.idle = this.wake !== null
  }

  /**
   * Goes to an instant. Messages that are sent and delivered before {@link runInstant} come before its timers.
   * @throws {RangeError} for an instant in the past.
   */
  enterInstant(at: VirtualTime): void {
    if (at < this.now)
      throw new RangeError(`Instant [${at}] lies before [${this.now}]: time only goes forward.`)
    if (at > this.now) this.budget = this.maxMessages
    this.now = at
  }

  /** Fires the timers that are due and drains the run queue, first in, first out. */
  runInstant(at: VirtualTime): void {
    this.enterInstant(at)
    this.endIfFatal(() => {
      this.timers.fire(at)
      while (this.runQueue.size > 0 && this.failure === null) {
        if (this.budget <= 0) {
          if (this.maxMessages !== unlimited) break
          this.budget = unlimited
        }
        this.runQueue.shift().run()
      }
    })
    if (this.terminated) this.timers.clear()
  }

  /**
   * As {@link runInstant}, for a driver that shares its thread: runs at most `turns` turns, without a limit of messages
   * per ms. True: there is more to do now. False: the system calls `wake` when there is, except for timers, whose time
   * is `nextDue`.
   */
  runTurns(at: VirtualTime, turns: number): boolean {
    this.enterInstant(at)
    this.endIfFatal(() => {
      this.timers.fire(at)
      this.budget = turns * messagesPerTurn
      for (let left = turns; left > 0 && this.runQueue.size > 0 && this.failure === null; left--) {
        this.runQueue.shift().run()
      }
    })
    if (this.terminated || this.failure !== null) this.timers.discard(this.failure ?? systemEnded())
    if (this.runQueue.size > 0 && this.failure === null) return true
    this.idle = this.wake !== null
    return false
  }

  /** Runs a driver's call: a fatal error ends the system, every other error is thrown. */
  endIfFatal(run: () => void): void {
    try {
      run()
    } catch (thrown) {
      const fatal = fatalOf(thrown)
      if (fatal === null) throw thrown
      this.fail(fatal)
      this.current = null
    }
  }

  /** Wakes the driver if it waits. */
  notifyDriver(): void {
    if (!this.idle) return
    this.idle = false
    this.wake!()
  }

  /** The next instant at which the system has something to do by itself; null: none. */
  get nextDue(): VirtualTime | null {
    if (this.failure !== null) return null
    const backlog = this.runQueue.size === 0 ? null : this.budget > 0 ? this.now : this.now + 1
    const timer = this.timers.nextDue
    if (backlog === null || timer === null) return backlog ?? timer
    return Math.min(backlog, timer)
  }

  get othersWait(): boolean {
    return this.runQueue.size > 0
  }

  ready(cell: Cell): void {
    cell.queued = true
    this.runQueue.push(cell)
    if (this.idle) this.notifyDriver()
  }

  fail(error: Error, label?: string): void {
    if (this.failure === null) {
      this.failure = error
      this.failedActor = this.current?.path ?? null
      this.failedLabel = label ?? null
      this.failedCause = this.tracer?.cause ?? null
    }
    this.budget = 0
    this.endReason ??= 'failed'
  }
}

/** The reason for which asks after the end of a system fail. */
export const systemEnded = (): Error => new Error('The actor system has ended, so no reply can arrive.')
