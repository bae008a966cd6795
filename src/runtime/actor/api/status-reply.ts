import { ActorError } from '../base/actor-error.ts'
import { reasonOf } from '../base/error-text.ts'

/** An answer that says whether it went well. Between nodes an error travels as its text. */
export type StatusReply<T> =
  | { readonly type: 'StatusSuccess'; readonly value: T }
  | { readonly type: 'StatusError'; readonly message: string; readonly cause?: Error }

/** The other side answered with an error that is only a text. */
export class ErrorMessage extends ActorError {
  constructor(text: string) {
    super('ErrorMessage', 'error-message', text)
  }
}

/** The value, or what went wrong. */
export function statusOutcome<T>(reply: StatusReply<T>): T | Error {
  return reply.type === 'StatusSuccess' ? reply.value : (reply.cause ?? new ErrorMessage(reply.message))
}

export const StatusReply = {
  success: <T>(value: T): StatusReply<T> => ({ type: 'StatusSuccess', value }),

  /** A text for whoever asks; an error only within this system. */
  error: (reason: string | Error): StatusReply<never> =>
    typeof reason === 'string'
      ? { type: 'StatusError', message: reason }
      : { type: 'StatusError', message: reasonOf(reason), cause: reason },

  /** Done, and nothing to say. */
  ack: { type: 'StatusSuccess', value: 'done' } as StatusReply<'done'>,

  valueOf: statusOutcome,
}
