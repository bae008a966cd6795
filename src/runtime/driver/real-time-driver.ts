import { type ActorRef, type LocalActorSystem, toError } from '../actor/index.ts'
import { type HostClock, hostClock } from './host-clock.ts'

/** Turns between two looks at the clock: some hundred messages. */
const turnsPerLook = 64
/** After so long the event loop gets its turn, so that a page stays awake. */
const sliceMs = 6

/**
 * Turns an actor system by the wall clock, on the thread that it shares with everything else. What is told to an
 * idle system begins in a microtask; as long as there is work, the event loop has its turn every few milliseconds,
 * also when the work comes in small portions from somebody who awaits one after another.
 */
export class RealTimeDriver {
  readonly system: LocalActorSystem
  private readonly host: HostClock
  private readonly began: number
  /** When the present stretch of work without a pause for the event loop began, and when it was last looked. */
  private sliceBegan = 0
  private seen = 0
  /** Takes the pending timer back; null: none is set. */
  private cancelTimer: (() => void) | null = null
  private timerDue = 0
  private readonly atEnd: () => void
  private readonly openAsks = new Set<(error: Error) => void>()
  private ended = false
  private readonly drain = (): void => this.work()
  private readonly drainAfterPause = (): void => {
    this.sliceBegan = this.clock()
    this.seen = this.sliceBegan
    this.work()
  }

  /** `atEnd` is called once, when the system has terminated, or has met a failure that no supervisor may catch. */
  constructor(
    make: (wake: () => void) => LocalActorSystem,
    host: HostClock = hostClock,
    atEnd: () => void = () => undefined,
  ) {
    this.host = host
    this.began = host.now()
    this.atEnd = atEnd
    this.system = make(() => this.wake())
  }

  /** Resolves with the reply; rejects with the time-out, or when the system ends before either. */
  ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
  ): Promise<Res> {
    return new Promise<Res>((resolve, reject) => {
      if (this.ended) {
        reject(this.endError())
        return
      }
      const settle =
        <V>(how: (value: V) => void) =>
        (value: V) => {
          this.openAsks.delete(reject)
          how(value)
        }
      this.openAsks.add(reject)
      try {
        this.system.ask(target, request, timeoutMs, settle(resolve), settle(reject))
      } catch (thrown) {
        settle(reject)(toError(thrown))
      }
    })
  }

  private clock(): number {
    return this.host.now() - this.began
  }

  private wake(): void {
    const now = this.clock()
    // A gap: the event loop had its turn.
    if (now - this.seen > 1) this.sliceBegan = now
    this.seen = now
    this.system.enterInstant(Math.floor(now))
    if (now - this.sliceBegan < sliceMs) this.host.microtask(this.drain)
    else this.host.macrotask(this.drainAfterPause)
  }

  private work(): void {
    const { system } = this
    while (system.runTurns(Math.floor(this.seen), turnsPerLook)) {
      this.seen = this.clock()
      if (this.seen - this.sliceBegan < sliceMs) continue
      this.host.macrotask(this.drainAfterPause)
      return
    }
    if (system.failure !== null || system.terminated) this.end()
    else this.awaitTimers()
  }

  /** Timers of the system fire no more, so nothing else would settle the open asks. */
  private end(): void {
    if (this.ended) return
    this.ended = true
    this.cancelTimer?.()
    this.cancelTimer = null
    for (const reject of this.openAsks) reject(this.endError())
    this.openAsks.clear()
    this.atEnd()
  }

  private endError(): Error {
    const { failure, name } = this.system
    return failure ?? new Error(`Actor system [${name}] has ended: no reply can come.`)
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
