import {
  DeathPactException,
  IllegalContextUse,
  InjectedFailure,
  InvalidActorName,
  InvalidBehavior,
  InvalidMessage,
  StashOverflow,
} from '../base/actor-errors.ts'
import type { ErrorClass } from '../behavior/behavior-values.ts'

/** Classes that everybody knows by name; an application adds its own. */
const everywhere: readonly ErrorClass[] = [
  DeathPactException,
  Error,
  IllegalContextUse,
  InvalidActorName,
  InvalidBehavior,
  InvalidMessage,
  RangeError,
  ReferenceError,
  StashOverflow,
  SyntaxError,
  TypeError,
]

/**
 * A failure of the class of that name, so that it is one also of what that extends. Of a class that nobody knows it
 * has the name, and extends Error only.
 */
export function failureNamed(known: readonly ErrorClass[], name: string): Error {
  const named = (each: ErrorClass) => each.name === name
  const found = known.findLast(named) ?? everywhere.find(named)
  const failure = new InjectedFailure(name)
  // Not made by its constructor, whose arguments nobody has.
  if (found !== undefined) Object.setPrototypeOf(failure, found.prototype as object)
  return failure
}

/** Whether an error is of the class of that name. A failure that has only a name counts as an Exception too. */
export function isOfClass(error: Error, name: string): boolean {
  if (name === 'Error' || error.name === name) return true
  if (error instanceof InjectedFailure) return name === 'Exception'
  let prototype = Object.getPrototypeOf(error) as { readonly constructor?: { readonly name?: string } } | null
  while (prototype !== null) {
    if (prototype.constructor?.name === name) return true
    prototype = Object.getPrototypeOf(prototype) as typeof prototype
  }
  return false
}
