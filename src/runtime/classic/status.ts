import { failureText } from '../actor/index.ts'

/** A reply that reports success. Plain data, so that it can be sent to another node. */
export interface StatusSuccess {
  readonly type: 'Status.Success'
  readonly value: unknown
}

/** A reply that reports failure. An `ask` turns it into an error. */
export interface StatusFailure {
  readonly type: 'Status.Failure'
  /** Class name of the error. */
  readonly name: string
  readonly message: string
}

/** @example this.sender.tell(Status.failure(new OutOfStock('no paper'))) */
export const Status = {
  success: (value: unknown): StatusSuccess => ({ type: 'Status.Success', value }),
  failure: (error: Error): StatusFailure => ({
    type: 'Status.Failure',
    name: error.name,
    message: failureText(error).message ?? '',
  }),
}

/** The value of a `Status.Success`, the error of a `Status.Failure`, any other reply itself. */
export function unwrapStatus(reply: unknown): unknown {
  if (typeof reply !== 'object' || reply === null || !('type' in reply)) return reply
  if (reply.type === 'Status.Success') return (reply as StatusSuccess).value
  if (reply.type !== 'Status.Failure') return reply
  const { name, message } = reply as StatusFailure
  return Object.assign(new Error(message), { name })
}
