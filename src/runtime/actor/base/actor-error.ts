/**
 * The base class of the kernel's own errors. `code` is stable across versions, so tests compare it and not the message.
 *
 * @example
 * const failure = (error: Error) => (error instanceof ActorError ? error.code : error.name)
 */
export class ActorError extends Error {
  readonly code: string
  constructor(name: string, code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = name
    this.code = code
  }
}

/**
 * An error that no supervisor handles: it ends the whole actor system.
 *
 * @example
 * Behaviors.receiveMessage<string>(() => {
 *   throw new FatalError('The index is corrupt.')
 * })
 */
export class FatalError extends ActorError {
  constructor(message: string, options?: ErrorOptions) {
    super('FatalError', 'fatal', message, options)
  }
}
