import type { ActorContext } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import type { AnyInterceptor, BehaviorInterceptor } from '../api/behavior-interceptor.ts'
import { ActorError } from '../base/actor-error.ts'
import { unhandled } from '../behavior/behavior-values.ts'

/** Sends a copy of each message to another actor. */
export class MonitorInterceptor<T> implements BehaviorInterceptor<T> {
  readonly accepts: (message: unknown) => boolean
  private readonly to: ActorRef<T>

  constructor(to: ActorRef<T>, accepts: (message: unknown) => boolean = () => true) {
    this.to = to
    this.accepts = accepts
  }

  aroundReceive(_: ActorContext<T>, message: T, target: (message: T) => Behavior<T>): Behavior<T> {
    this.to.tell(message)
    return target(message)
  }

  isSame(other: AnyInterceptor): boolean {
    return other instanceof MonitorInterceptor && other.to.path === this.to.path
  }
}

/** Transforms messages of one protocol into another. */
export class TransformInterceptor<Outer, Inner> implements BehaviorInterceptor<Outer, Inner> {
  readonly accepts: (message: unknown) => boolean
  private readonly transform: (message: Outer) => Inner | undefined

  constructor(accepts: (message: unknown) => boolean, transform: (message: Outer) => Inner | undefined) {
    this.accepts = accepts
    this.transform = transform
  }

  aroundReceive(
    _: ActorContext<Outer>,
    message: Outer,
    target: (message: Inner) => Behavior<Inner>,
  ): Behavior<Inner> {
    const inner = this.transform(message)
    return inner === undefined || inner === null ? unhandled : target(inner)
  }

  isSame(other: AnyInterceptor): boolean {
    if (!(other instanceof TransformInterceptor)) return false
    if (other.transform === this.transform) return true
    throw new ActorError(
      'TwoTransformations',
      'two-transformations',
      'Two different transformMessages stand in one behavior. Join them, or give the same function to both.',
    )
  }
}
