import { Timers } from '../actor/interaction/timers.ts'
import type { Cell } from '../actor/kernel/ports.ts'
import type { RecordedEffect, TimerScheduledEffect } from './recorded-effect.ts'

/** Timers that fire only through their effect's `send`; each start and cancel is recorded as an effect. */
export class RecordingTimers extends Timers {
  private readonly effects: RecordedEffect[]
  private readonly putInInbox: (message: unknown) => void
  private readonly running = new Map<string, TimerScheduledEffect>()

  constructor(cell: Cell, effects: RecordedEffect[], putInInbox: (message: unknown) => void) {
    super(cell)
    this.effects = effects
    this.putInInbox = putInInbox
  }

  override startSingleTimer(key: string, message: unknown, delayMs: number): void {
    this.schedule('single', key, message, delayMs, delayMs)
  }

  override startTimerWithFixedDelay(
    key: string,
    message: unknown,
    delayMs: number,
    initialDelayMs = delayMs,
  ): void {
    this.schedule('fixed-delay', key, message, delayMs, initialDelayMs)
  }

  override startTimerAtFixedRate(
    key: string,
    message: unknown,
    periodMs: number,
    initialDelayMs = periodMs,
  ): void {
    this.schedule('fixed-rate', key, message, periodMs, initialDelayMs)
  }

  override isTimerActive(key: string): boolean {
    this.cell.context.mustBeHandling('isTimerActive')
    return this.running.has(key)
  }

  override cancel(key: string): void {
    this.cell.context.mustBeHandling('cancel')
    if (this.running.delete(key)) this.effects.push({ type: 'TimerCancelled', key })
  }

  override cancelAll(): void {
    this.cell.context.mustBeHandling('cancelAll')
    this.cancelEvery()
  }

  override cancelEvery(): void {
    for (const key of [...this.running.keys()]) {
      this.running.delete(key)
      this.effects.push({ type: 'TimerCancelled', key })
    }
  }

  private schedule(
    mode: TimerScheduledEffect['mode'],
    key: string,
    message: unknown,
    delayMs: number,
    initialDelayMs: number,
  ): void {
    this.cell.context.mustBeHandling('startTimer')
    const effect: TimerScheduledEffect = {
      type: 'TimerScheduled',
      key,
      message,
      mode,
      delayMs,
      initialDelayMs,
      overriding: this.running.has(key),
      send: () => {
        if (this.running.get(key) !== effect) return
        if (mode === 'single') this.running.delete(key)
        this.putInInbox(message)
      },
    }
    this.running.set(key, effect)
    this.effects.push(effect)
  }
}
