import { failureText } from '../actor/index.ts'

/** A reply that says whether the request succeeded. Plain data, so that it may come from another node. */
export interface StatusSuccess {
  readonly type: 'Status.Success'
  readonly value: unknown
}

export interface StatusFailure {
  readonly type: 'Status.Failure'
  /** The error's class and message. */
  readonly name: string
  readonly message: string
}

export const Status = {
  success: (value: unknown): StatusSuccess => ({ type: 'Status.Success', value }),
  failure: (error: Error): StatusFailure => ({
    type: 'Status.Failure',
    name: error.name,
    message: failureText(error).message ?? '',
  }),
}

/** What an ask yields of a reply. */
export function outcomeOf(reply: unknown): unknown {
  if (typeof reply !== 'object' || reply === null || !('type' in reply)) return reply
  if (reply.type === 'Status.Success') return (reply as StatusSuccess).value
  if (reply.type !== 'Status.Failure') return reply
  const { name, message } = reply as StatusFailure
  return Object.assign(new Error(message), { name })
}
