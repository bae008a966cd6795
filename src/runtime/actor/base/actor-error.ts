/** The kernel's own failures: `code` is stable, the facts are fields, the message says what to do. */
export class ActorError extends Error {
  readonly code: string
  constructor(name: string, code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = name
    this.code = code
  }
}

/** Passes every supervisor and ends the whole system. */
export class FatalError extends ActorError {
  constructor(message: string, options?: ErrorOptions) {
    super('FatalError', 'fatal', message, options)
  }
}
