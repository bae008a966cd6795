import type { VirtualTime } from '../../trace/trace-event.ts'
import type { ActorRef } from '../actor/actor-ref.ts'
import { Behaviors } from '../actor/behaviors.ts'
import type { LocalActorSystem } from '../actor/local-actor-system.ts'
import { isTerminated } from '../actor/signal.ts'
import type { TestDriver } from './test-driver.ts'

/** How long an expectation waits, in virtual ms, when it does not say. */
const patienceMs = 3000
/** How long nothing must come, in virtual ms, when it does not say. */
const silenceMs = 100

/** Asks a probe to do something on its own turn. */
class Order {
  readonly run: () => void
  constructor(run: () => void) {
    this.run = run
  }
}

/**
 * An actor that keeps what it gets until the test asks. The `expect…` calls let virtual time pass up to their
 * patience; they never wait in real time.
 */
export class TestProbe<T = unknown> {
  readonly ref: ActorRef<T>
  private readonly driver: TestDriver
  private readonly messages: T[] = []
  private readonly ended: string[] = []
  private readonly order: (run: () => void) => void
  private readonly watchFrom: (target: ActorRef<never>) => void

  constructor(driver: TestDriver, system: LocalActorSystem, name: string) {
    this.driver = driver
    let watch: (target: ActorRef<never>) => void = () => undefined
    const ref = system.systemActorOf<unknown>(
      Behaviors.setup<unknown>(context => {
        watch = target => context.watch(target)
        return Behaviors.receiveMessage<unknown>(message => {
          if (message instanceof Order) message.run()
          // What its ref accepts is a T; orders are told by this probe alone.
          else this.messages.push(message as T)
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
    this.order(() => this.watchFrom(target))
    this.driver.runUntilIdle()
  }

  /** The next message, whatever it is. */
  receiveMessage(withinMs = patienceMs): T {
    this.wait(withinMs, () => this.messages.length > 0)
    const message = this.messages.shift()
    if (message === undefined) throw new Error(`[${this.ref.path}] got no message within [${withinMs}] ms.`)
    return message
  }

  receiveMessages(count: number, withinMs = patienceMs): T[] {
    return Array.from({ length: count }, () => this.receiveMessage(withinMs))
  }

  /** The next message must equal `expected`, compared as JSON with refs as their path. */
  expectMessage<E extends T>(expected: E, withinMs = patienceMs): E {
    const message = this.receiveMessage(withinMs)
    if (text(message) !== text(expected)) {
      throw new Error(`[${this.ref.path}] expected [${text(expected)}] and got [${text(message)}].`)
    }
    return expected
  }

  expectNoMessage(forMs = silenceMs): void {
    const until = this.driver.now + forMs
    this.wait(forMs, () => this.messages.length > 0)
    if (this.messages.length > 0) {
      throw new Error(`[${this.ref.path}] expected no message and got [${text(this.messages[0])}].`)
    }
    if (this.driver.now < until) this.driver.advanceTo(until)
  }

  /** Messages until `accepts` says so; that one is the answer, the others are dropped. */
  fishForMessage<E extends T = T>(accepts: (message: T) => boolean, withinMs = patienceMs): E {
    const until = this.driver.now + withinMs
    for (;;) {
      const message = this.receiveMessage(until - this.driver.now)
      // The caller names what its own predicate let through.
      if (accepts(message)) return message as E
    }
  }

  /** The watched target must end. */
  expectTerminated(target: ActorRef<never>, withinMs = patienceMs): void {
    this.wait(withinMs, () => this.ended.includes(target.path))
    const index = this.ended.indexOf(target.path)
    if (index < 0) throw new Error(`[${target.path}] did not end within [${withinMs}] ms.`)
    this.ended.splice(index, 1)
  }

  /** Endings of watched actors that no expectation has taken. */
  get terminated(): readonly string[] {
    return this.ended
  }

  /** Messages that no expectation has taken. */
  get pending(): readonly T[] {
    return this.messages
  }

  private wait(withinMs: number, done: () => boolean): void {
    const { driver } = this
    const until: VirtualTime = driver.now + withinMs
    driver.runUntilIdle()
    while (!done()) {
      const due = driver.nextDue
      if (due === null || due > until) break
      driver.advanceTo(due)
    }
    if (!done() && driver.now < until) driver.advanceTo(until)
  }
}

const text = (value: unknown): string => JSON.stringify(value) ?? String(value)
