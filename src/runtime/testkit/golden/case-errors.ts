import type { ErrorClass } from '../../actor/base/error-class.ts'

/** The failure of a message `boom`. */
export class Boom extends Error {}

/** The failure of a message `io`, so that a strategy can name one class of errors. */
export class Io extends Error {}

export function errorOf(word: string): Error {
  if (word === 'boom') return new Boom('boom')
  if (word === 'io') return new Io('io')
  throw new Error(`The script names an unknown failure [${word}].`)
}

export function errorClassOf(name: string | undefined): ErrorClass {
  if (name === undefined) return Error
  if (name === 'Io') return Io
  throw new Error(`The script supervises an unknown error class [${name}].`)
}
