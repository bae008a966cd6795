import type { PathText } from './identifiers.ts'

/** The protocols that messages belong to. The user's own comes first, that of the kernel last, as in the legend. */
export const protocols = [
  'user',
  'client',
  'persistence',
  'pub-sub',
  'singleton',
  'membership',
  'failure-detector',
  'system',
] as const

/** The protocol that a message belongs to; the page gives each a colour. */
export type Protocol = (typeof protocols)[number]

/** The traffic that a message is part of. */
export interface Traffic {
  readonly protocol: Protocol
  /** It is sent at intervals, as gossip and heartbeats, or answers such a message. */
  readonly periodic?: true
}

/** The purpose of a message, declared by the code that defines or sends it. */
export interface MessagePurpose extends Traffic {
  /** It answers a request. */
  readonly reply?: true
  /**
   * The actor whose ask this is the request or the reply of, with its address if it is in another participant; null for an
   * ask from outside all actors. Absent from messages that are not part of an ask.
   */
  readonly asker?: PathText | null
}
