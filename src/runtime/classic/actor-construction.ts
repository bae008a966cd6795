import { ActorError } from '../actor/index.ts'
import type { ClassicContext } from './classic-context.ts'

/**
 * The context for the next actor that is constructed. A module variable, because the fields of an Actor subclass may
 * use the context while `new` still runs.
 */
let nextContext: ClassicContext<never> | null = null

/** Runs a factory; the first actor that it constructs gets this context. */
export function constructWith<A>(context: ClassicContext<never>, create: () => A): A {
  const outerContext = nextContext
  nextContext = context
  try {
    return create()
  } finally {
    nextContext = outerContext
  }
}

/** Returns the context for an actor under construction, once. @throws {ActorError} outside of a factory of Props. */
export function claimContext(className: string): ClassicContext<never> {
  const context = nextContext
  if (context === null) {
    throw new ActorError(
      'ActorInitializationException',
      'initialization',
      `[${className}] cannot be constructed with new outside of Props. Spawn it: context.actorOf(Props(${className}), name).`,
    )
  }
  nextContext = null
  return context
}
