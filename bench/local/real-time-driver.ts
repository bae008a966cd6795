import type { ActorRef, LocalActorSystem } from '../../src/runtime/actor/index.ts'

/** Turns between two looks at the clock: some hundred messages. */
const turnsPerLook = 64
/** After so long the event loop gets its turn, so that a page stays awake. */
const sliceMs = 6

const resolved = Promise.resolve()

/**
 * Turns an actor system by the wall clock, on the thread that it shares with everything else. What is told to an
 * idle system begins in a microtask; as long as there is work, the event loop has its turn every few milliseconds,
 * also when the work comes in small portions from somebody who awaits one after another.
 */
export class RealTimeDriver {
  readonly system: LocalActorSystem
  private readonly began = performance.now()
  /** When the present stretch of work without a pause for the event loop began, and when it was last looked. */
  private sliceBegan = 0
  private seen = 0
  private timer: ReturnType<typeof setTimeout> | null = null
  private timerDue = 0
  private readonly drain = (): void => this.work()
  private readonly drainAfterPause = (): void => {
    this.sliceBegan = this.clock()
    this.seen = this.sliceBegan
    this.work()
  }

  constructor(make: (wake: () => void) => LocalActorSystem) {
    this.system = make(() => this.wake())
  }

  /** The answer, or a rejection with the time-out. */
  ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
  ): Promise<Res> {
    return new Promise<Res>((resolve, reject) => this.system.ask(target, request, timeoutMs, resolve, reject))
  }

  private clock(): number {
    return performance.now() - this.began
  }

  private wake(): void {
    const now = this.clock()
    // A gap: the event loop had its turn.
    if (now - this.seen > 1) this.sliceBegan = now
    this.seen = now
    this.system.enterInstant(Math.floor(now))
    if (now - this.sliceBegan < sliceMs) resolved.then(this.drain)
    else setImmediate(this.drainAfterPause)
  }

  private work(): void {
    const { system } = this
    while (system.runTurns(Math.floor(this.seen), turnsPerLook)) {
      this.seen = this.clock()
      if (this.seen - this.sliceBegan < sliceMs) continue
      setImmediate(this.drainAfterPause)
      return
    }
    this.awaitTimers()
  }

  private awaitTimers(): void {
    const due = this.system.nextDue
    if (due === null || (this.timer !== null && this.timerDue <= due)) return
    if (this.timer !== null) clearTimeout(this.timer)
    this.timerDue = due
    this.timer = setTimeout(
      () => {
        this.timer = null
        this.system.stir()
      },
      Math.max(0, due - this.clock()),
    )
  }
}
