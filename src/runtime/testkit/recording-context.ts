import { nameOf } from '../../trace/actor-path.ts'
import type { AskTimeoutError } from '../actor/api/actor-context.ts'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import type { Behavior } from '../actor/api/behavior.ts'
import type { Cancellable } from '../actor/api/cancellable.ts'
import type { SpawnOptions } from '../actor/api/spawn-options.ts'
import { AskTimeout } from '../actor/kernel/ask.ts'
import { CellContext } from '../actor/kernel/cell-context.ts'
import type { Cell } from '../actor/kernel/ports.ts'
import { SinkRef } from '../actor/system/path-ref.ts'
import type { RecordedEffect } from './recorded-effect.ts'
import { RecordingTimers } from './recording-timers.ts'

/** Makes the behavior of a child run in a stub cell too. */
type StubBehavior = <U>(behavior: Behavior<U>) => Behavior<U>

/**
 * A context that records every request as an effect. Children are spawned as stubs; watches, timers, schedules and
 * asks are only recorded. The stub cell passes itself in parts, because the two modules must not import each other.
 */
export class RecordingContext extends CellContext {
  readonly effects: RecordedEffect[] = []
  private readonly putInInbox: (message: unknown) => void
  private readonly stubbed: StubBehavior
  private askCount = 0

  constructor(cell: Cell, putInInbox: (message: unknown) => void, stubbed: StubBehavior) {
    super(cell)
    this.putInInbox = putInInbox
    this.stubbed = stubbed
  }

  override spawn<U>(behavior: Behavior<U>, name: string, options: SpawnOptions = {}): ActorRef<U> {
    const ref = super.spawn(this.stubbed(behavior), name)
    this.effects.push({ type: 'Spawned', name, behavior, options, ref })
    return ref
  }

  override spawnAnonymous<U>(behavior: Behavior<U>, options: SpawnOptions = {}): ActorRef<U> {
    const ref = super.spawnAnonymous(this.stubbed(behavior))
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
    let active = true
    return {
      cancel: () => {
        const wasActive = active
        active = false
        return wasActive
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
    const complete = (reply: Res | AskTimeoutError): void => {
      if (!open) return
      open = false
      this.putInInbox(mapReply(reply))
    }
    const replyTo = new SinkRef<Res>(`${this.self.path}/ask-${++this.askCount}`, complete)
    this.effects.push({
      type: 'AskInitiated',
      target,
      timeoutMs,
      // Only the author of the test knows the type of the reply to this request.
      respondWith: reply => complete(reply as Res),
      timeout: () =>
        complete(new AskTimeout(target.path, `Ask of [${target.path}]: no reply within [${timeoutMs}] ms.`)),
    })
    target.tell(request(replyTo))
  }

  /** Checks the call only, because no time passes in a behavior test. */
  override block(_ms: number): void {
    this.mustBeHandling('block')
  }

  override timers(): RecordingTimers {
    const timers =
      this.cell.timers instanceof RecordingTimers
        ? this.cell.timers
        : new RecordingTimers(this.cell, this.effects, this.putInInbox)
    this.cell.timers = timers
    return timers
  }
}
