import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Receive } from '../api/receive.ts'
import type { Signal } from '../api/signal.ts'
import type { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import type { ErrorClass } from '../base/error-class.ts'

/** The kinds of behavior: values of `Behavior['~kind']`. */
export const Kind = {
  receive: 0,
  same: 1,
  unhandled: 2,
  empty: 3,
  ignore: 4,
  stopped: 5,
  setup: 6,
  supervised: 7,
  cell: 8,
  custom: 9,
  /** As custom, but an object that belongs to one actor. */
  object: 10,
  pending: 11,
} as const

export type MessageHandler<T> = (context: ActorContext<T>, message: T) => Behavior<T>
export type PlainMessageHandler<T> = (message: T) => Behavior<T>
export type SignalHandler<T> = (context: ActorContext<T>, signal: Signal) => Behavior<T>

export class ReceiveBehavior<T> implements Receive<T> {
  readonly '~kind': number = Kind.receive
  readonly onSignal: SignalHandler<T> | null
  /** One of the two is null. Handlers without a context have a field of their own, because a wrapper function costs time. */
  private readonly handler: MessageHandler<T> | null
  private readonly plainHandler: PlainMessageHandler<T> | null

  constructor(
    handler: MessageHandler<T> | null,
    onSignal: SignalHandler<T> | null,
    plainHandler: PlainMessageHandler<T> | null = null,
  ) {
    this.onSignal = onSignal
    this.handler = handler
    this.plainHandler = plainHandler
  }

  onMessage(context: ActorContext<T>, message: T): Behavior<T> {
    return this.plainHandler === null ? this.handler!(context, message) : this.plainHandler(message)
  }

  receiveSignal(handler: SignalHandler<T>): Behavior<T> {
    return new ReceiveBehavior(this.handler, handler, this.plainHandler)
  }
}

/** `same`, `unhandled`, `empty`, `ignore`: distinguished by identity or kind; they hold no data. */
export class ConstantBehavior implements Behavior<unknown> {
  readonly '~kind': number
  constructor(kind: number) {
    this['~kind'] = kind
  }
}

export class StoppedBehavior implements Behavior<unknown> {
  readonly '~kind': number = Kind.stopped
  readonly callback: (() => void) | null
  constructor(callback: (() => void) | null) {
    this.callback = callback
  }
}

export class SetupBehavior<T> implements Behavior<T> {
  readonly '~kind': number = Kind.setup
  readonly factory: (context: ActorContext<T>) => Behavior<T>
  constructor(factory: (context: ActorContext<T>) => Behavior<T>) {
    this.factory = factory
  }
}

export class SupervisedBehavior<T> implements Behavior<T> {
  readonly '~kind': number = Kind.supervised
  readonly inner: Behavior<T>
  readonly strategy: SupervisorStrategy
  readonly errorClass: ErrorClass
  constructor(inner: Behavior<T>, strategy: SupervisorStrategy, errorClass: ErrorClass) {
    if (inner['~kind'] === Kind.object) {
      throw new TypeError(
        'An object cannot be supervised: a restart could not make it anew. Make it in Behaviors.setup and supervise that.',
      )
    }
    this.inner = inner
    this.strategy = strategy
    this.errorClass = errorClass
  }

  /** Adds another supervisor around this one, for another class of errors. */
  onFailure(strategy: SupervisorStrategy, errorClass: ErrorClass = Error): SupervisedBehavior<T> {
    return new SupervisedBehavior(this, strategy, errorClass)
  }
}

export const same = new ConstantBehavior(Kind.same)
export const unhandled = new ConstantBehavior(Kind.unhandled)
export const empty = new ConstantBehavior(Kind.empty)
export const ignore = new ConstantBehavior(Kind.ignore)
export const stopped = new StoppedBehavior(null)
/** A start failed and an inner supervisor already handled the failure. */
export const pending = new ConstantBehavior(Kind.pending)

/** A behavior without its message type, as a cell runs it. The types of the refs check the messages. */
export type AnyBehavior = Behavior<never>
