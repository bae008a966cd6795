import { isToolkitMessage, type Toolkit, toolkitProtocol } from '../../actor/index.ts'

/** The envelopes carry a user's messages, so they have their colour. */
const envelopes = toolkitProtocol('user')

/** A message with an order to a cluster router, which sends only the content. Pekko: RouterEnvelope */
export type RouterEnvelope<T> = Toolkit<
  | { readonly type: 'Broadcast'; readonly message: T }
  | { readonly type: 'ConsistentHashable'; readonly message: T; readonly hashKey: string }
>

const types: ReadonlySet<unknown> = new Set(['Broadcast', 'ConsistentHashable'])

/** The brand alone does not decide: a user may send a branded message, for example a received cluster event. */
export const isRouterEnvelope = <T>(message: T | RouterEnvelope<T>): message is RouterEnvelope<T> =>
  isToolkitMessage(message) && 'type' in message && types.has(message.type)

export const broadcastEnvelope = <T>(message: T): RouterEnvelope<T> =>
  envelopes.message({ type: 'Broadcast', message }) as RouterEnvelope<T>

export const hashableEnvelope = <T>(message: T, hashKey: string): RouterEnvelope<T> =>
  envelopes.message({ type: 'ConsistentHashable', message, hashKey }) as RouterEnvelope<T>
