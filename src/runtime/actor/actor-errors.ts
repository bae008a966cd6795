import type { FailureText } from '../../trace/trace-event.ts'

/** The kernel's own failures: `code` is stable, the facts are fields, the message says what to do. */
export class ActorError extends Error {
  readonly code: string
  constructor(name: string, code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = name
    this.code = code
  }
}

export class InvalidActorName extends ActorError {
  readonly actorName: string
  constructor(actorName: string, why: string) {
    super('InvalidActorName', 'invalid-actor-name', `Actor name [${actorName}]: ${why}. Choose another name.`)
    this.actorName = actorName
  }
}

export class InvalidMessage extends ActorError {
  readonly path: string
  constructor(path: string) {
    super(
      'InvalidMessage',
      'invalid-message',
      `Nothing was sent to [${path}]. A message must not be null or undefined.`,
    )
    this.path = path
  }
}

/** A handler or factory gave something that is no behavior, or none that may stand there. */
export class InvalidBehavior extends ActorError {
  readonly path: string
  constructor(path: string, what: string) {
    super('InvalidBehavior', 'invalid-behavior', `Actor [${path}] ${what}`)
    this.path = path
  }
}

/** A call on a context that is not legal here and now. */
export class IllegalContextUse extends ActorError {
  readonly path: string
  constructor(path: string, what: string) {
    super('IllegalContextUse', 'illegal-context-use', `Context of [${path}]: ${what}`)
    this.path = path
  }
}

export class StashOverflow extends ActorError {
  readonly path: string
  readonly capacity: number
  constructor(path: string, capacity: number) {
    super(
      'StashOverflow',
      'stash-overflow',
      `Stash of [${path}] is full at [${capacity}] messages. Raise withStash(capacity) or unstash sooner.`,
    )
    this.path = path
    this.capacity = capacity
  }
}

/** A watched actor ended and the watcher has no answer to that. */
export class DeathPactException extends ActorError {
  readonly of: string
  constructor(path: string, of: string) {
    super(
      'DeathPactException',
      'death-pact',
      `Actor [${path}] watches [${of}], which ended, and did not handle Terminated. Handle the signal or do not watch.`,
    )
    this.of = of
  }
}

/** The first start failed; `cause` is why. */
export class ActorInitializationException extends ActorError {
  readonly path: string
  constructor(path: string, cause: Error) {
    super(
      'ActorInitializationException',
      'initialization',
      `Actor [${path}] could not start: [${cause.message}].`,
      {
        cause,
      },
    )
    this.path = path
  }
}

/** Thrown in an actor when somebody asked for it: the class shown is `name`. */
export class InjectedFailure extends Error {
  constructor(name: string) {
    super(`[${name}] was thrown on request.`)
    this.name = name
  }
}

/** Passes every supervisor and ends the whole system. */
export class FatalError extends ActorError {
  constructor(message: string, options?: ErrorOptions) {
    super('FatalError', 'fatal', message, options)
  }
}

/** An endless loop was asked for where nobody would ever end it: the run cannot go on. */
export class NobodyWatches extends FatalError {
  readonly path: string
  constructor(path: string) {
    super(
      `Actor [${path}] would loop for ever here, where no watchdog ends it. Play this run in the page, which has one.`,
    )
    this.path = path
  }
}

/** True for what no supervisor may catch: {@link FatalError} and an exhausted call stack, in any engine's words. */
export function isFatal(error: Error): boolean {
  if (error instanceof FatalError) return true
  if (!(error instanceof RangeError) && error.name !== 'InternalError') return false
  // No pattern: compiling one where the stack is exhausted ends the whole process in V8.
  return error.message.includes('call stack') || error.message.includes('recursion')
}

/** A fatal failure as the trace tells it: of an exhausted call stack each engine says something else. */
export const fatalText = (error: Error): FailureText =>
  error instanceof FatalError
    ? failureText(error)
    : {
        name: 'StackOverflow',
        message: 'The call stack is used up. No supervisor may catch that: the whole system ends.',
      }

/** What was thrown, as an Error. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  return new ActorError('ThrownValue', 'thrown-value', `[${inWords(thrown)}] was thrown, which is no Error.`)
}

/** Whatever was given, for a sentence about it: also what cannot be made a text. */
export function inWords(value: unknown): string {
  try {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
    return text.length > wordsLimit ? `${text.slice(0, wordsLimit)}…` : text
  } catch {
    return typeof value
  }
}

const wordsLimit = 100

/** Whose words differ from engine to engine. */
const nativeNames = new Set([
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'URIError',
  'EvalError',
  'InternalError',
])

/** The error as the trace tells it: with its message only where our code or a scenario wrote it. */
export function failureText(error: Error): FailureText {
  const name = errorName(error)
  if (nativeNames.has(name)) return { name }
  return error instanceof ActorInitializationException &&
    error.cause instanceof Error &&
    failureText(error.cause).message === undefined
    ? { name }
    : { name, message: error.message }
}

/** The error's own name, or its class where a subclass did not set one. */
export function errorName(error: Error): string {
  return error.name === 'Error' ? error.constructor.name : error.name
}
