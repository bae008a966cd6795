import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior, Receive } from '../api/behavior.ts'
import type { Signal } from '../api/signal.ts'
import type { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import type { Cell } from '../kernel/cell.ts'
import type { LocalActorSystem } from '../system/local-actor-system.ts'

/** What kinds of behavior there are, for `Behavior['~kind']`. */
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
  /** As custom; made for one actor. */
  object: 10,
  pending: 11,
} as const

export type MessageHandler<T> = (context: ActorContext<T>, message: T) => Behavior<T>
export type PlainMessageHandler<T> = (message: T) => Behavior<T>
export type SignalHandler<T> = (context: ActorContext<T>, signal: Signal) => Behavior<T>

export class ReceiveBehavior<T> implements Receive<T> {
  readonly '~kind': number = Kind.receive
  readonly onSignal: SignalHandler<T> | null
  /** One of the two; a handler that needs no context is called without any function between. */
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

/** `same`, `unhandled`, `empty`, `ignore`: told apart by identity or kind, they hold nothing. */
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

/** Takes itself in, so that what is rare costs only those who use it. */
export interface CustomBehavior extends Behavior<never> {
  /** What to go on with: started or not. It may add to the cell's wrappers. */
  '~start'(cell: Cell): AnyBehavior
}

/** A class of errors, abstract or not. */
export type ErrorClass = abstract new (...args: never[]) => Error

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

  /** Supervises what is supervised already, for another class of errors: this one stays inside. */
  onFailure(strategy: SupervisorStrategy, errorClass: ErrorClass = Error): SupervisedBehavior<T> {
    return new SupervisedBehavior(this, strategy, errorClass)
  }
}

/** Can only be spawned, not returned: it makes the cell in which it runs. The classic face's `Props`. */
export abstract class CellBehavior<T> implements Behavior<T> {
  readonly '~kind': number = Kind.cell
  abstract makeCell(
    system: LocalActorSystem,
    parent: Cell,
    name: string,
    uid: number,
    handlingMs: number,
  ): Cell
}

export const same = new ConstantBehavior(Kind.same)
export const unhandled = new ConstantBehavior(Kind.unhandled)
export const empty = new ConstantBehavior(Kind.empty)
export const ignore = new ConstantBehavior(Kind.ignore)
export const stopped = new StoppedBehavior(null)
/** Its start failed, and a supervisor inside has taken that up: something will follow. */
export const pending = new ConstantBehavior(Kind.pending)

/** A behavior with the message type forgotten: what a cell runs. Only what the actor accepts ever reaches it. */
export type AnyBehavior = Behavior<never>
