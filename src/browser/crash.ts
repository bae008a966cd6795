/** The error that ended a worker's script. */
export interface Crash {
  /** The class of the error, such as `TypeError`. */
  readonly name: string
  /** The engine's own text, for developers. */
  readonly detail: string
}

/** The crash of an error event of a worker; null when the worker's script could not be loaded. */
export const crashOf = ({ message, error }: ErrorEvent): Crash | null =>
  message === undefined || message === '' ? null : { name: nameOf(error, message), detail: message }

/** The crash of a value that was thrown. */
export const crashFrom = (thrown: unknown): Crash => ({
  name: nameOf(thrown, ''),
  detail: String(thrown),
})

/** A page gets only the text of a worker's error, which begins with the class: `Uncaught TypeError: …`. */
const nameOf = (error: unknown, message: string): string =>
  error instanceof Error ? error.name : (/\b[A-Z]\w*(?:Error|Exception)\b/.exec(message)?.[0] ?? 'Error')
