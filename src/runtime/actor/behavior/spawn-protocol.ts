import type { ActorContext } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import type { SpawnOptions } from '../api/spawn-options.ts'
import { ReceiveBehavior, same, unhandled } from './behavior-values.ts'

/** A request to spawn a child. A number is appended to a taken name; an empty name generates one. */
export interface Spawn<T> {
  readonly type: 'Spawn'
  readonly behavior: Behavior<T>
  readonly name: string
  readonly options?: SpawnOptions
  readonly replyTo: ActorRef<ActorRef<T>>
}

/**
 * The behavior of a guardian or another actor that spawns a child for each {@link Spawn} and replies with its ref.
 *
 * @example
 * const spawner = context.spawn(SpawnProtocol.create<string>(), 'spawner')
 * spawner.tell({ type: 'Spawn', behavior: worker, name: 'worker', replyTo: context.self })
 */
export const SpawnProtocol = {
  create: <T>(): Behavior<Spawn<T>> =>
    new ReceiveBehavior<Spawn<T>>((context, message) => {
      if (message.type !== 'Spawn') return unhandled
      const { behavior, name, options, replyTo } = message
      const child =
        name === ''
          ? context.spawnAnonymous(behavior, options)
          : context.spawn(behavior, freeName(context, name), options)
      replyTo.tell(child)
      return same
    }, null),
}

function freeName<T>(context: ActorContext<Spawn<T>>, name: string): string {
  let candidate = name
  for (let i = 1; context.child(candidate) !== undefined; i++) candidate = `${name}-${i}`
  return candidate
}
