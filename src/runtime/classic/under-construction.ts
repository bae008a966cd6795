import { ActorError } from '../actor/index.ts'
import type { ClassicContext } from './classic-context.ts'

/** Whose actor is being made at this moment. An actor's own fields may need its context, so it cannot come later. */
let waiting: ClassicContext<never> | null = null

/** Runs what makes an actor; the first that is made in it gets this context. */
export function constructWith<A>(context: ClassicContext<never>, create: () => A): A {
  const before = waiting
  waiting = context
  try {
    return create()
  } finally {
    waiting = before
  }
}

/** For the constructor of Actor, once. */
export function takeContext(actor: string): ClassicContext<never> {
  const context = waiting
  if (context === null) {
    throw new ActorError(
      'ActorInitializationException',
      'initialization',
      `[${actor}] cannot be made with new. Spawn it: context.actorOf(Props(${actor}), name).`,
    )
  }
  waiting = null
  return context
}
