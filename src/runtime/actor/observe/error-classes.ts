import {
  DeathPactException,
  IllegalContextUse,
  InjectedFailure,
  InvalidActorName,
  InvalidBehavior,
  InvalidMessage,
  StashOverflow,
} from '../base/actor-errors.ts'
import type { ErrorClass } from '../base/error-class.ts'

/** Error classes that need no registration; an application registers its own. */
const builtIn: readonly ErrorClass[] = [
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
 * An injected failure of the class with this name: `instanceof` holds for the class and its base classes. A failure of an
 * unregistered class has only the name.
 */
export function failureNamed(registered: readonly ErrorClass[], name: string): Error {
  const hasName = (each: ErrorClass) => each.name === name
  const found = registered.findLast(hasName) ?? builtIn.find(hasName)
  const failure = new InjectedFailure(name)
  // The class's constructor is not called, because its arguments are unknown.
  if (found !== undefined) Object.setPrototypeOf(failure, found.prototype as object)
  return failure
}

/** True for an error of the class with this name. An injected failure also counts as an `Exception`. */
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
