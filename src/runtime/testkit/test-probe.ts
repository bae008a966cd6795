import type { VirtualTime } from '../../trace/trace-event.ts'
import type { ActorRef } from '../actor/actor-ref.ts'
import { Behaviors } from '../actor/behaviors.ts'
import { equalValues } from '../actor/equal-values.ts'
import { caught } from '../actor/error-text.ts'
import type { LocalActorSystem } from '../actor/local-actor-system.ts'
import { labelOf } from '../actor/message-trace.ts'
import { isTerminated } from '../actor/signal.ts'
import { ActorFailures } from './actor-failures.ts'
import { shownValue } from './shown-value.ts'
import type { TestDriver } from './test-driver.ts'

/** How long an expectation waits, in virtual ms, when it does not say. */
export const patienceMs = 3000
/** How long nothing must come, in virtual ms, when it does not say. */
const silenceMs = 100

/** Asks a probe to do something on its own turn. */
class Order {
  readonly run: () => 'go on' | 'stop'
  constructor(run: () => 'go on' | 'stop') {
    this.run = run
  }
}

/** A message class, or what stands in a message's `type`. */
type MessageClass<E> = abstract new (...args: never[]) => E

/** The members of a union whose `type` is this one. */
type OfType<T, K extends string> = Extract<T, { readonly type: K }>

/**
 * An actor that keeps what it gets until the test asks. The `expect…` calls let virtual time pass up to their
 * patience; they never wait in real time. A failed one says what was expected, what came, at which instant, and which
 * actors failed since the last expectation was met.
 */
export class TestProbe<T = unknown> {
  readonly ref: ActorRef<T>
  private readonly driver: TestDriver
  private readonly messages: T[] = []
  private readonly ended: string[] = []
  /** Paths that {@link watch} was given. */
  private readonly watched = new Set<string>()
  private readonly order: (run: Order['run']) => void
  private readonly watchFrom: (target: ActorRef<never>) => void
  /** End of the innermost {@link within}; null: none is open. */
  private deadline: VirtualTime | null = null

  private readonly failures: ActorFailures

  constructor(driver: TestDriver, system: LocalActorSystem, name: string) {
    this.driver = driver
    this.failures = new ActorFailures(() => driver.trace)
    this.failures.met()
    let watch: (target: ActorRef<never>) => void = () => undefined
    const ref = system.systemActorOf<unknown>(
      Behaviors.setup<unknown>(context => {
        watch = target => context.watch(target)
        return Behaviors.receiveMessage<unknown>(message => {
          if (message instanceof Order) return message.run() === 'stop' ? Behaviors.stopped : Behaviors.same
          // What its ref accepts is a T; orders are told by this probe alone.
          this.messages.push(message as T)
          return Behaviors.same
        }).receiveSignal((_, signal) => {
          if (isTerminated(signal)) this.ended.push(signal.ref.path)
          return Behaviors.same
        })
      }),
      name,
    )
    this.ref = ref
    this.order = run => ref.tell(new Order(run))
    this.watchFrom = target => watch(target)
  }

  /** From the probe's next turn on. */
  watch(target: ActorRef<never>): void {
    this.watched.add(target.path)
    this.order(() => {
      this.watchFrom(target)
      return 'go on'
    })
    this.driver.runUntilIdle()
  }

  /** Ends the probe's actor, so that who watches it learns of an end. */
  stop(): void {
    this.order(() => 'stop')
    this.driver.runUntilIdle()
  }

  /** The next message, whatever it is. */
  receiveMessage(withinMs = this.remainingMs): T {
    return this.met(this.next('a message', withinMs))
  }

  /** So many messages, all of them within that time. */
  receiveMessages(count: number, withinMs = this.remainingMs): T[] {
    const { now } = this.driver
    const messages = Array.from({ length: count }, (_, i) =>
      this.next(`message [${i + 1}] of [${count}]`, now + withinMs - this.driver.now, withinMs),
    )
    return this.met(messages)
  }

  /** The next message must equal `expected`: refs by path, plain data by content. */
  expectMessage<E extends T>(expected: E, withinMs = this.remainingMs): E {
    const message = this.next(`[${shownValue(expected)}]`, withinMs)
    if (!equalValues(message, expected)) this.fail(`expected [${shownValue(expected)}]`, message)
    return this.met(expected)
  }

  /** The next message must have this `type`, or be of this class. */
  expectMessageType<K extends string>(type: K, withinMs?: number): OfType<T, K>
  expectMessageType<E extends T>(type: MessageClass<E>, withinMs?: number): E
  expectMessageType(type: string | MessageClass<T>, withinMs = this.remainingMs): T {
    const name = typeof type === 'string' ? type : type.name
    const message = this.next(`a [${name}]`, withinMs)
    if (!(typeof type === 'string' ? labelOf(message) === type : message instanceof type)) {
      this.fail(`expected a [${name}]`, message)
    }
    return this.met(message)
  }

  expectNoMessage(forMs = Math.min(silenceMs, this.remainingMs)): void {
    const until = this.driver.now + forMs
    this.wait(forMs, () => this.messages.length > 0)
    if (this.messages.length > 0) this.fail(`expected no message for [${forMs}] ms`, this.messages[0])
    if (this.driver.now < until) this.driver.advanceTo(until)
    this.failures.met()
  }

  /** Messages until `accepts` says so; that one is the answer, the others are dropped. */
  fishForMessage<E extends T = T>(accepts: (message: T) => boolean, withinMs = this.remainingMs): E {
    const until = this.driver.now + withinMs
    for (const dropped: T[] = []; ; ) {
      const what = dropped.length === 0 ? 'a message to fish' : `to fish one after ${shownValue(dropped)}`
      const message = this.next(what, until - this.driver.now, withinMs)
      // The caller names what its own predicate let through.
      if (accepts(message)) return this.met(message as E)
      dropped.push(message)
    }
  }

  /**
   * The target must end within so many virtual ms (default: {@link remainingMs}).
   * @throws when it did not, or when {@link watch} was not called for it.
   */
  expectTerminated(target: ActorRef<never>, withinMs = this.remainingMs): void {
    const { path } = target
    if (!this.watched.has(path)) {
      throw new Error(
        `[${this.ref.path}] does not watch [${path}], so it cannot tell whether it ended. Call watch first.`,
      )
    }
    this.wait(withinMs, () => this.ended.includes(path))
    const index = this.ended.indexOf(path)
    if (index < 0) {
      this.complain(`expected the end of [${path}], which did not end within [${withinMs}] ms`)
    }
    this.ended.splice(index, 1)
    this.failures.met()
    // A later watch of the same ref is a new one.
    this.watched.delete(path)
  }

  /** `run` must be over within so much virtual time; what it expects of this probe waits no longer than that. */
  within<R>(ms: number, run: () => R): R {
    const { deadline } = this
    const began = this.driver.now
    const until = began + ms
    this.failures.begin()
    this.deadline = deadline === null ? until : Math.min(deadline, until)
    try {
      const result = run()
      const took = this.driver.now - began
      if (took > ms) this.complain(`expected a block to take at most [${ms}] ms, and it took [${took}] ms`)
      return result
    } finally {
      this.deadline = deadline
    }
  }

  /**
   * Lets time pass until `assert` throws no more; what it throws at the end of that time is the failure, with the actors
   * that failed meanwhile.
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
        if (this.driver.now >= until) throw this.failures.added(thrown)
        this.driver.advanceTo(due === null ? until : Math.min(due, until))
      }
    }
  }

  /** How long an expectation waits that does not say: what is left of {@link within}, else 3 seconds. */
  get remainingMs(): number {
    return this.deadline === null ? patienceMs : Math.max(0, this.deadline - this.driver.now)
  }

  /** Endings of watched actors that no expectation has taken. */
  get terminated(): readonly string[] {
    return this.ended
  }

  /** Messages that no expectation has taken. */
  get pending(): readonly T[] {
    return this.messages
  }

  private next(what: string, withinMs: number, saidMs = withinMs): T {
    this.wait(withinMs, () => this.messages.length > 0)
    const message = this.messages.shift()
    if (message === undefined) this.complain(`expected ${what} and got no message within [${saidMs}] ms`)
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

  /** Gives what a met expectation is to return. */
  private met<R>(result: R): R {
    this.failures.met()
    return result
  }

  private fail(expected: string, message: unknown): never {
    this.complain(`${expected} and got [${shownValue(message)}]`)
  }

  private complain(sentence: string): never {
    throw new Error(`[${this.ref.path}] ${sentence}, at [${this.driver.now}] ms.${this.failures.text}`)
  }
}
