import type { Check, EventPattern } from '../trace/check.ts'

/** Acts other than commands: faults, repairs and changes of supervision. */
export const disturbances: EventPattern = { event: 'ActionDone', not: { 'action.type': 'Tell' } }

export interface RequestAndReply {
  readonly request: EventPattern
  /** Field of the request with the path of the reply's receiver. */
  readonly replyTo: string
  readonly reply: EventPattern
}

/**
 * Each request is answered within `ms` virtual ms while everything runs and nothing disturbs it, because delivery is at
 * most once. No request is answered twice.
 */
export const answeredOnceWithin = (ms: number, { request, replyTo, reply }: RequestAndReply): Check => ({
  type: 'all',
  checks: [
    {
      type: 'leadsTo',
      when: request,
      then: reply,
      by: { when: replyTo, then: 'to' },
      withinMs: ms,
      while: { fact: 'healthy' },
      unless: [disturbances, { event: 'ActorFailed' }],
    },
    { type: 'atMost', what: reply, times: 1, by: 'to' },
  ],
})
