/** An unexpected error as data, which crosses from a worker to another. */
export interface Crash {
  /** The class of the error, such as `TypeError`. */
  readonly name: string
  /** The engine's own text, for developers. */
  readonly detail: string
}

/** The crash of a value that was thrown. */
export const crashFrom = (thrown: unknown): Crash =>
  isError(thrown)
    ? { name: thrown.name, detail: thrown.message }
    : { name: typeof thrown, detail: String(thrown) }

/** A `DOMException` is no instance of `Error` in every engine. */
const isError = (thrown: unknown): thrown is Pick<Error, 'name' | 'message'> =>
  typeof thrown === 'object' && thrown !== null && 'name' in thrown && 'message' in thrown
