import type { AskTimeoutError, Cancellable, SpawnOptions } from '../actor/actor-context.ts'
import { nameOf } from '../actor/actor-path.ts'
import type { ActorRef } from '../actor/actor-ref.ts'
import { AskTimeout } from '../actor/ask.ts'
import type { Behavior } from '../actor/behavior.ts'
import { CellBehavior } from '../actor/behavior-values.ts'
import { CellContext } from '../actor/cell-context.ts'
import { SinkRef } from '../actor/path-ref.ts'
import type { Effect } from './effect.ts'
import { RecordingTimers } from './recording-timers.ts'
import { StubbedBehavior, type StubCell } from './stub-cell.ts'

/**
 * A context that writes down what is asked of it. Children are stubbed as their parent is; watches, timers,
 * schedules and asks are written down and nothing more.
 */
export class RecordingContext extends CellContext {
  readonly effects: Effect[] = []
  private readonly stub: StubCell
  private asks = 0

  constructor(stub: StubCell) {
    super(stub)
    this.stub = stub
  }

  override spawn<U>(behavior: Behavior<U>, name: string, options: SpawnOptions = {}): ActorRef<U> {
    const ref = super.spawn(stubbed(behavior), name)
    this.effects.push({ type: 'Spawned', name, behavior, options, ref })
    return ref
  }

  override spawnAnonymous<U>(behavior: Behavior<U>, options: SpawnOptions = {}): ActorRef<U> {
    const ref = super.spawnAnonymous(stubbed(behavior))
    this.effects.push({ type: 'SpawnedAnonymous', behavior, options, ref })
    return ref
  }

  override stop(child: ActorRef<never>): void {
    super.stop(child)
    this.effects.push({ type: 'Stopped', child: nameOf(child.path) })
  }

  override watch(target: ActorRef<never>): void {
    this.mustBeHandling('watch')
    this.effects.push({ type: 'Watched', other: target })
  }

  override watchWith(target: ActorRef<never>, message: unknown): void {
    this.mustBeHandling('watchWith')
    this.effects.push({ type: 'WatchedWith', other: target, message })
  }

  override unwatch(target: ActorRef<never>): void {
    this.mustBeHandling('unwatch')
    this.effects.push({ type: 'Unwatched', other: target })
  }

  override scheduleOnce<U>(delayMs: number, target: ActorRef<U>, message: U): Cancellable {
    this.effects.push({ type: 'Scheduled', delayMs, target, message })
    let waiting = true
    return {
      cancel: () => {
        const was = waiting
        waiting = false
        return was
      },
    }
  }

  override setReceiveTimeout(timeoutMs: number, message: unknown): void {
    this.mustBeHandling('setReceiveTimeout')
    this.effects.push({ type: 'ReceiveTimeoutSet', timeoutMs, message })
  }

  override cancelReceiveTimeout(): void {
    this.mustBeHandling('cancelReceiveTimeout')
    this.effects.push({ type: 'ReceiveTimeoutCancelled' })
  }

  override messageAdapter<U>(
    accepts: (message: unknown) => message is U,
    adapt: (message: U) => unknown,
  ): ActorRef<U> {
    const ref = super.messageAdapter(accepts, adapt)
    this.effects.push({ type: 'MessageAdapter', accepts, adapt, ref })
    return ref
  }

  override ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
    mapReply: (reply: Res | AskTimeoutError) => unknown,
  ): void {
    let open = true
    const answer = (reply: Res | AskTimeoutError): void => {
      if (!open) return
      open = false
      this.stub.put(mapReply(reply))
    }
    const replyTo = new SinkRef<Res>(`${this.self.path}/ask-${++this.asks}`, answer)
    this.effects.push({
      type: 'AskInitiated',
      target,
      timeoutMs,
      // Whoever writes the test knows what is answered to this request.
      respondWith: reply => answer(reply as Res),
      timeout: () =>
        answer(new AskTimeout(target.path, `Ask of [${target.path}]: no reply within [${timeoutMs}] ms.`)),
    })
    target.tell(request(replyTo))
  }

  /** Time does not pass here. */
  override block(_ms: number): void {
    this.mustBeHandling('block')
  }

  override timers(): RecordingTimers {
    const timers =
      this.stub.timers instanceof RecordingTimers
        ? this.stub.timers
        : new RecordingTimers(this.stub, this.effects, message => this.stub.put(message))
    this.stub.timers = timers
    return timers
  }
}

/** What is no behavior is left for the kernel to refuse; a cell of a kind of its own cannot be stubbed. */
function stubbed<U>(behavior: Behavior<U>): Behavior<U> {
  const asIs = behavior === null || behavior === undefined || behavior instanceof CellBehavior
  return asIs ? behavior : new StubbedBehavior(behavior)
}
