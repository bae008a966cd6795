import type { ActorContext } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import type { SpawnOptions } from '../api/spawn-options.ts'
import { ReceiveBehavior, same, unhandled } from './behavior-values.ts'

/** Asks for a child. A taken name gets a number appended; an empty one means that any will do. */
export interface Spawn<T> {
  readonly type: 'Spawn'
  readonly behavior: Behavior<T>
  readonly name: string
  readonly options?: SpawnOptions
  readonly replyTo: ActorRef<ActorRef<T>>
}

/** A guardian, or any actor, that spawns on request. */
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
  let free = name
  for (let i = 1; context.child(free) !== undefined; i++) free = `${name}-${i}`
  return free
}
