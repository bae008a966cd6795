import type { VirtualTime } from '../../trace/identifiers.ts'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import { equalValues } from '../actor/base/equal-values.ts'
import { caught } from '../actor/base/error-text.ts'
import { labelOf } from '../actor/base/message-text.ts'
import type { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import { ActorFailures } from './actor-failures.ts'
import { ProbeCall, probeBehavior } from './probe-behavior.ts'
import { shownValue } from './shown-value.ts'
import type { TestDriver } from './test-driver.ts'

/** Default time limit of an expectation, in virtual ms. */
export const defaultTimeoutMs = 3000
/** Default duration of `expectNoMessage`, in virtual ms. */
const defaultSilenceMs = 100

/** A class of messages. */
type MessageClass<E> = abstract new (...args: never[]) => E

/** The members of a union with this `type`. */
type OfType<T, K extends string> = Extract<T, { readonly type: K }>

/**
 * An actor that stores its messages for the test. Each `expect…` and `receive…` call advances virtual time until it is
 * met, at most `withinMs` (default 3 s), and never waits in real time. The error of a failed one names the expected and
 * the received message, the instant, and the actors that failed since the last met expectation.
 */
export class TestProbe<T = unknown> {
  readonly ref: ActorRef<T>
  private readonly driver: TestDriver
  private readonly messages: T[] = []
  /** Paths of watched actors that stopped. */
  private readonly ended: string[] = []
  /** Paths passed to {@link watch}. */
  private readonly watched = new Set<string>()
  private readonly runInActor: (run: ProbeCall['run']) => void
  /** The end of the innermost {@link within}; null outside of one. */
  private deadline: VirtualTime | null = null
  private readonly failures: ActorFailures

  constructor(driver: TestDriver, system: LocalActorSystem, name: string) {
    this.driver = driver
    this.failures = new ActorFailures(() => driver.trace)
    this.failures.met()
    // Senders see an ActorRef<T>, so every message but a ProbeCall is a T.
    const ref = system.systemActorOf<unknown>(probeBehavior(this.messages, this.ended), name)
    this.ref = ref
    this.runInActor = run => ref.tell(new ProbeCall(run))
  }

  /** Watches an actor, for {@link expectTerminated}. */
  watch(target: ActorRef<never>): void {
    this.watched.add(target.path)
    this.runInActor(context => {
      context.watch(target)
      return 'continue'
    })
    this.driver.runUntilIdle()
  }

  /** Stops the probe's actor, so that its watchers receive `Terminated`. */
  stop(): void {
    this.runInActor(() => 'stop')
    this.driver.runUntilIdle()
  }

  /** Removes and returns the next message. */
  receiveMessage(withinMs = this.remainingMs): T {
    return this.met(this.next('a message', withinMs))
  }

  /** Removes and returns the next `count` messages; the time limit is for all of them together. */
  receiveMessages(count: number, withinMs = this.remainingMs): T[] {
    const { now } = this.driver
    const messages = Array.from({ length: count }, (_, i) =>
      this.next(`message [${i + 1}] of [${count}]`, now + withinMs - this.driver.now, withinMs),
    )
    return this.met(messages)
  }

  /** Removes the next message. Throws unless it equals `expected`: refs by path, plain data by content. */
  expectMessage<E extends T>(expected: E, withinMs = this.remainingMs): E {
    const message = this.next(`[${shownValue(expected)}]`, withinMs)
    if (!equalValues(message, expected)) this.throwUnexpected(`expected [${shownValue(expected)}]`, message)
    return this.met(expected)
  }

  /** Removes and returns the next message. Throws unless it has this `type` or is of this class. */
  expectMessageType<K extends string>(type: K, withinMs?: number): OfType<T, K>
  expectMessageType<E extends T>(type: MessageClass<E>, withinMs?: number): E
  expectMessageType(type: string | MessageClass<T>, withinMs = this.remainingMs): T {
    const name = typeof type === 'string' ? type : type.name
    const message = this.next(`a [${name}]`, withinMs)
    if (!(typeof type === 'string' ? labelOf(message) === type : message instanceof type)) {
      this.throwUnexpected(`expected a [${name}]`, message)
    }
    return this.met(message)
  }

  /** Advances time by `forMs` virtual ms (default 100). Throws when a message comes. */
  expectNoMessage(forMs = Math.min(defaultSilenceMs, this.remainingMs)): void {
    const until = this.driver.now + forMs
    this.wait(forMs, () => this.messages.length > 0)
    if (this.messages.length > 0)
      this.throwUnexpected(`expected no message for [${forMs}] ms`, this.messages[0])
    if (this.driver.now < until) this.driver.advanceTo(until)
    this.failures.met()
  }

  /** Removes messages until `accepts` returns true; returns that one and drops the others. */
  fishForMessage<E extends T = T>(accepts: (message: T) => boolean, withinMs = this.remainingMs): E {
    const until = this.driver.now + withinMs
    for (const dropped: T[] = []; ; ) {
      const wanted = dropped.length === 0 ? 'a message to fish' : `to fish one after ${shownValue(dropped)}`
      const message = this.next(wanted, until - this.driver.now, withinMs)
      // E is the caller's type for the messages that its own predicate accepts.
      if (accepts(message)) return this.met(message as E)
      dropped.push(message)
    }
  }

  /**
   * Advances time until the target has stopped, at most `withinMs` virtual ms (default: {@link remainingMs}).
   * @throws when it has not stopped by then, and when {@link watch} was not called for it.
   */
  expectTerminated(target: ActorRef<never>, withinMs = this.remainingMs): void {
    const { path } = target
    if (!this.watched.has(path)) {
      throw new Error(`[${this.ref.path}] does not watch [${path}], so its end is unknown. Call watch first.`)
    }
    this.wait(withinMs, () => this.ended.includes(path))
    const index = this.ended.indexOf(path)
    if (index < 0) {
      this.throwUnmet(`expected the end of [${path}], which did not end within [${withinMs}] ms`)
    }
    this.ended.splice(index, 1)
    this.failures.met()
    // A later expectation for the same ref needs a new watch.
    this.watched.delete(path)
  }

  /**
   * Calls `run`, whose expectations of this probe wait at most until `ms` from now. Throws when `run` takes longer.
   */
  within<R>(ms: number, run: () => R): R {
    const { deadline } = this
    const began = this.driver.now
    const until = began + ms
    this.failures.begin()
    this.deadline = deadline === null ? until : Math.min(deadline, until)
    try {
      const result = run()
      const elapsedMs = this.driver.now - began
      if (elapsedMs > ms)
        this.throwUnmet(`expected a block to take at most [${ms}] ms, and it took [${elapsedMs}] ms`)
      return result
    } finally {
      this.deadline = deadline
    }
  }

  /**
   * Advances time until `assert` returns instead of throwing.
   * @throws the last error of `assert` after `withinMs`, with the actors that failed meanwhile.
   */
  awaitAssert<R>(assert: () => R, withinMs = this.remainingMs): R {
    const until = this.driver.now + withinMs
    this.failures.begin()
    this.driver.runUntilIdle()
    for (;;) {
      try {
        return this.met(assert())
      } catch (thrown) {
        caught(thrown)
        const due = this.driver.nextDue
        if (this.driver.now >= until) throw this.failures.addTo(thrown)
        this.driver.advanceTo(due === null ? until : Math.min(due, until))
      }
    }
  }

  /** The time limit of an expectation without its own: the rest of {@link within}, else 3 s. */
  get remainingMs(): number {
    return this.deadline === null ? defaultTimeoutMs : Math.max(0, this.deadline - this.driver.now)
  }

  /** Paths of stopped watched actors that no expectation has removed. */
  get terminated(): readonly string[] {
    return this.ended
  }

  /** Messages that no expectation has removed. */
  get pending(): readonly T[] {
    return this.messages
  }

  private next(wanted: string, withinMs: number, limitMs = withinMs): T {
    this.wait(withinMs, () => this.messages.length > 0)
    const message = this.messages.shift()
    if (message === undefined) this.throwUnmet(`expected ${wanted} and got no message within [${limitMs}] ms`)
    return message
  }

  private wait(withinMs: number, done: () => boolean): void {
    const { driver } = this
    const until: VirtualTime = driver.now + withinMs
    this.failures.begin()
    driver.runUntilIdle()
    while (!done()) {
      const due = driver.nextDue
      if (due === null || due > until) break
      driver.advanceTo(due)
    }
    if (!done() && driver.now < until) driver.advanceTo(until)
  }

  /** Marks the expectation as met and returns its result. */
  private met<R>(result: R): R {
    this.failures.met()
    return result
  }

  private throwUnexpected(expected: string, message: unknown): never {
    this.throwUnmet(`${expected} and got [${shownValue(message)}]`)
  }

  private throwUnmet(sentence: string): never {
    throw new Error(`[${this.ref.path}] ${sentence}, at [${this.driver.now}] ms.${this.failures.text}`)
  }
}
