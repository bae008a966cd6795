import { ActorError } from '../actor/index.ts'
import { Actor } from './actor.ts'
import { constructWith } from './actor-construction.ts'
import type { ClassicContext } from './classic-context.ts'

/** An actor with its message type erased. */
export type AnyActor = Actor<never>

/** Calls the factory of the Props. @throws {ActorError} when it returns something else than this cell's actor. */
export function createActor(context: ClassicContext<never>, create: () => AnyActor, path: string): AnyActor {
  const actor: unknown = constructWith(context, create)
  if (!(actor instanceof Actor)) {
    throw new ActorError(
      'InvalidActor',
      'invalid-actor',
      `Props of [${path}] returned a value that is not an Actor. Pass a subclass of Actor, or a function that returns a new instance of one.`,
    )
  }
  if (actor.context !== context) {
    throw new ActorError(
      'InvalidActor',
      'invalid-actor',
      `Props of [${path}] returned the instance of another actor. Return a new instance at each call.`,
    )
  }
  return actor
}
