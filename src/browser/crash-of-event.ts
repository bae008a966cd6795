import type { Crash } from '../trace/crash.ts'

/** The crash of an error event of a worker; null when the worker's script could not be loaded. */
export const crashOfEvent = ({ message, error }: ErrorEvent): Crash | null =>
  message === undefined || message === '' ? null : { name: nameOf(error, message), detail: message }

/** A page gets only the text of a worker's error, which begins with the class: `Uncaught TypeError: …`. */
const nameOf = (error: unknown, message: string): string =>
  error instanceof Error ? error.name : (/\b[A-Z]\w*(?:Error|Exception)\b/.exec(message)?.[0] ?? 'Error')
