import { type ActorRef, type LocalActorSystem, systemEnded } from '../actor/index.ts'
import { type HostClock, hostClock } from './host-clock.ts'

/** Turns between two readings of the clock, some hundred messages, because a reading costs more than a message. */
const turnsPerReading = 64
/** Longest stretch of work in ms before the event loop gets a turn, so that a page stays responsive. */
const sliceMs = 6

/**
 * Runs an actor system by the wall clock on a shared thread. A message to an idle system starts work in a microtask.
 * During long work the event loop gets a turn every {@link sliceMs}, also if the work arrives in small portions from a
 * caller that awaits one ask after another.
 */
export class RealTimeDriver {
  readonly system: LocalActorSystem
  private readonly host: HostClock
  private readonly startedAt: number
  /** Clock at the start of the current work slice, and at the last reading; ms since the driver's start. */
  private sliceStartedAt = 0
  private lastReading = 0
  /** Cancels the pending host timer; null: none is set. */
  private cancelTimer: (() => void) | null = null
  private timerDue = 0
  private readonly atEnd: () => void
  private ended = false
  private readonly drain = (): void => this.work()
  private readonly drainAfterPause = (): void => {
    this.sliceStartedAt = this.clock()
    this.lastReading = this.sliceStartedAt
    this.work()
  }

  /** `atEnd` is called once, after the system has terminated or failed fatally. */
  constructor(
    createSystem: (wake: () => void) => LocalActorSystem,
    host: HostClock = hostClock,
    atEnd: () => void = () => undefined,
  ) {
    this.host = host
    this.startedAt = host.now()
    this.atEnd = atEnd
    this.system = createSystem(() => this.wake())
  }

  /** Resolves with the reply; rejects with the time-out, or when the system ends before either. */
  ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
  ): Promise<Res> {
    return new Promise<Res>((resolve, reject) => {
      if (this.ended) reject(this.system.failure ?? systemEnded())
      else this.system.ask(target, request, timeoutMs, resolve, reject)
    })
  }

  private clock(): number {
    return this.host.now() - this.startedAt
  }

  private wake(): void {
    const now = this.clock()
    // A gap of more than 1 ms means that the event loop had a turn.
    if (now - this.lastReading > 1) this.sliceStartedAt = now
    this.lastReading = now
    this.system.enterInstant(Math.floor(now))
    if (now - this.sliceStartedAt < sliceMs) this.host.microtask(this.drain)
    else this.host.macrotask(this.drainAfterPause)
  }

  private work(): void {
    const { system } = this
    while (system.runTurns(Math.floor(this.lastReading), turnsPerReading)) {
      this.lastReading = this.clock()
      if (this.lastReading - this.sliceStartedAt < sliceMs) continue
      this.host.macrotask(this.drainAfterPause)
      return
    }
    if (system.failure !== null || system.terminated) this.end()
    else this.awaitTimers()
  }

  private end(): void {
    if (this.ended) return
    this.ended = true
    this.cancelTimer?.()
    this.cancelTimer = null
    this.atEnd()
  }

  private awaitTimers(): void {
    const due = this.system.nextDue
    if (due === null || (this.cancelTimer !== null && this.timerDue <= due)) return
    this.cancelTimer?.()
    this.timerDue = due
    this.cancelTimer = this.host.timeout(
      () => {
        this.cancelTimer = null
        this.system.notifyDriver()
      },
      Math.max(0, due - this.clock()),
    )
  }
}
