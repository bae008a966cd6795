import { ActorError } from '../base/actor-error.ts'
import { reasonOf } from '../base/error-text.ts'

/** A reply with a value or an error. Between nodes an error is sent as its text. */
export type StatusReply<T> =
  | { readonly type: 'StatusSuccess'; readonly value: T }
  | { readonly type: 'StatusError'; readonly message: string; readonly cause?: Error }

/**
 * The error that `askWithStatus` delivers for a reply with a text in place of an error.
 *
 * @example
 * const refusal = (outcome: number | Error) => (outcome instanceof ErrorMessage ? outcome.message : null)
 */
export class ErrorMessage extends ActorError {
  constructor(text: string) {
    super('ErrorMessage', 'error-message', text)
  }
}

/** The value or the error of a reply. */
export function statusOutcome<T>(reply: StatusReply<T>): T | Error {
  return reply.type === 'StatusSuccess' ? reply.value : (reply.cause ?? new ErrorMessage(reply.message))
}

/**
 * Creates replies for `context.askWithStatus`.
 *
 * @example
 * const reply = (by: number) => (by === 0 ? StatusReply.error('Cannot divide by zero.') : StatusReply.success(100 / by))
 */
export const StatusReply = {
  /** A reply with a value. */
  success: <T>(value: T): StatusReply<T> => ({ type: 'StatusSuccess', value }),

  /** `reason`: a text, or an error, which only askers in the same system get as it is. */
  error: (reason: string | Error): StatusReply<never> =>
    typeof reason === 'string'
      ? { type: 'StatusError', message: reason }
      : { type: 'StatusError', message: reasonOf(reason), cause: reason },

  /** Success without a value. */
  ack: { type: 'StatusSuccess', value: 'done' } as StatusReply<'done'>,

  /** Returns the value of a success, or the error of an error: its `cause`, or an {@link ErrorMessage} with its text. */
  valueOf: statusOutcome,
}
