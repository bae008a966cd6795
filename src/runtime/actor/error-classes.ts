import {
  DeathPactException,
  IllegalContextUse,
  InjectedFailure,
  InvalidActorName,
  InvalidBehavior,
  InvalidMessage,
  StashOverflow,
} from './actor-errors.ts'
import type { ErrorClass } from './behavior-values.ts'

/** Classes that everybody knows by name; an application adds its own. */
const everywhere: readonly ErrorClass[] = [
  DeathPactException,
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

/** Error classes by name, so that a failure can be asked for that is one of its class, and of what that extends. */
export class ErrorClasses {
  private readonly byName = new Map<string, ErrorClass>()

  register(classes: readonly ErrorClass[]): void {
    for (const each of classes) this.byName.set(each.name, each)
  }

  /** A failure of that class. Of a class that nobody knows it has the name, and extends Error only. */
  failure(name: string): Error {
    const known = this.byName.get(name) ?? everywhere.find(each => each.name === name)
    const failure = new InjectedFailure(name)
    // Not made by its constructor, whose arguments nobody has.
    if (known !== undefined) Object.setPrototypeOf(failure, known.prototype as object)
    return failure
  }
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
