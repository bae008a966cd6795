import type { EventId } from '../../../trace/identifiers.ts'
import { checkedDelay, Scheduled } from '../base/timer-queue.ts'
import type { CellTimers } from '../kernel/cell-parts.ts'
import type { Cell } from '../kernel/ports.ts'
import { type Ticking, TimerTick } from './timer-tick.ts'

type Repeat = 'single' | 'fixed-delay' | 'fixed-rate'

/** One start of a timer. Starting its key again makes another `Timer`; ticks of this one are then discarded. */
export class Timer extends Scheduled implements Ticking {
  readonly key: string
  readonly message: unknown
  private readonly timers: Timers
  private readonly repeat: Repeat
  private readonly periodMs: number
  /** One for all ticks, because a tick holds nothing but its timer. */
  private readonly tick = new TimerTick(this)
  /** The event in which a single timer was started; null for a repeated one, whose ticks no event causes. */
  readonly cause: EventId | null

  constructor(timers: Timers, key: string, message: unknown, repeat: Repeat, periodMs: number) {
    super()
    this.cause = repeat === 'single' ? (timers.cell.system.tracer?.cause ?? null) : null
    this.timers = timers
    this.key = key
    this.message = message
    this.repeat = repeat
    this.periodMs = checkedDelay(periodMs)
  }

  schedule(due: number): void {
    this.timers.cell.system.timers.add(this, due)
  }

  override fire(): void {
    const { cell } = this.timers
    cell.enqueue(this.tick, null)
    // A fixed rate counts from the due time, so that missed ticks come in a burst.
    if (this.repeat === 'fixed-rate') this.schedule(this.due + this.periodMs)
    else if (this.repeat === 'fixed-delay') this.schedule(cell.system.now + this.periodMs)
  }

  stop(): void {
    this.timers.cell.system.timers.cancel(this)
  }

  acceptTick(): boolean {
    if (this.timers.live(this.key) !== this) return false
    if (this.repeat === 'single') this.timers.remove(this.key)
    return true
  }
}

/** The timers of one actor; they outlive changes of its behavior. */
export class Timers implements CellTimers {
  readonly cell: Cell
  private readonly byKey = new Map<string, Timer>()

  constructor(cell: Cell) {
    this.cell = cell
  }

  startSingleTimer(key: string, message: unknown, delayMs: number): void {
    this.start(key, message, 'single', delayMs, delayMs)
  }

  startTimerWithFixedDelay(key: string, message: unknown, delayMs: number, initialDelayMs = delayMs): void {
    this.start(key, message, 'fixed-delay', delayMs, initialDelayMs)
  }

  startTimerAtFixedRate(key: string, message: unknown, periodMs: number, initialDelayMs = periodMs): void {
    this.start(key, message, 'fixed-rate', periodMs, initialDelayMs)
  }

  isTimerActive(key: string): boolean {
    this.cell.context.mustBeHandling('isTimerActive')
    return this.byKey.has(key)
  }

  cancel(key: string): void {
    this.cell.context.mustBeHandling('cancel')
    this.drop(key)
  }

  cancelAll(): void {
    this.cell.context.mustBeHandling('cancelAll')
    this.cancelEvery()
  }

  cancelEvery(): void {
    for (const timer of this.byKey.values()) timer.stop()
    this.byKey.clear()
  }

  live(key: string): Timer | undefined {
    return this.byKey.get(key)
  }

  remove(key: string): void {
    this.byKey.delete(key)
  }

  private start(
    key: string,
    message: unknown,
    repeat: Repeat,
    periodMs: number,
    initialDelayMs: number,
  ): void {
    this.cell.context.mustBeHandling('startTimer')
    this.drop(key)
    const timer = new Timer(this, key, message, repeat, periodMs)
    this.byKey.set(key, timer)
    timer.schedule(this.cell.system.now + checkedDelay(initialDelayMs))
  }

  private drop(key: string): void {
    this.byKey.get(key)?.stop()
    this.byKey.delete(key)
  }
}

export const makeTimers = (cell: Cell): Timers => new Timers(cell)
