import type { MessagePurpose, Protocol } from '../../../trace/protocol.ts'
import { deepFrozen } from './deep-frozen.ts'

/**
 * A message of the toolkit's own actors: ticks, reports, and the protocols between nodes. Plain data with a class of its
 * own, which the codec keeps, so that a user's message is never mistaken for it, whatever its `type` is. It knows what it
 * is for, so that the trace need not guess; its fields do not contain this.
 */
export class ToolkitMessage {
  readonly #purpose: MessagePurpose
  readonly #immutable: boolean

  constructor(purpose: MessagePurpose, immutable = false) {
    this.#purpose = purpose
    this.#immutable = immutable
  }

  /** True for a message of an {@link immutableProtocol}. */
  static isImmutable(message: ToolkitMessage): boolean {
    return message.#immutable
  }

  /** Null for a user's message. */
  static purposeOf(message: unknown): MessagePurpose | null {
    return message instanceof ToolkitMessage ? message.#purpose : null
  }
}

/** A message type with the toolkit's brand on it. */
export type Toolkit<T> = T extends object ? T & ToolkitMessage : never

/** A copy of the fields with the toolkit's brand. */
export const toolkitMessage = <const T extends object>(
  purpose: MessagePurpose,
  fields: T,
): T & ToolkitMessage => Object.assign(new ToolkitMessage(purpose), fields)

export const isToolkitMessage = (message: unknown): message is ToolkitMessage =>
  message instanceof ToolkitMessage

/** Makes the messages of one protocol. Each layer of the toolkit declares its protocols beside its message types. */
export interface ToolkitProtocol {
  readonly name: Protocol
  message<const T extends object>(fields: T): T & ToolkitMessage
  /** A message that answers a request. */
  reply<const T extends object>(fields: T): T & ToolkitMessage
}

/**
 * `periodic`: the messages are sent at intervals, so that the page draws them faintly and its lists leave them out.
 * @example const heartbeating = toolkitProtocol('failure-detector', 'periodic')
 */
export function toolkitProtocol(name: Protocol, periodic?: 'periodic'): ToolkitProtocol {
  const { purpose, replying } = purposesOf(name, periodic)
  return {
    name,
    message: fields => toolkitMessage(purpose, fields),
    reply: fields => toolkitMessage(replying, fields),
  }
}

/**
 * As {@link toolkitProtocol}, for plain data without refs that is never changed, such as gossip. The codec freezes such a
 * message in place of copying it, so that nodes of one thread share it: a copy for each receiver is most of the work of a
 * large cluster.
 */
export function immutableProtocol(name: Protocol, periodic?: 'periodic'): ToolkitProtocol {
  const { purpose, replying } = purposesOf(name, periodic)
  return {
    name,
    message: fields => Object.assign(new ToolkitMessage(purpose, true), fields),
    reply: fields => Object.assign(new ToolkitMessage(replying, true), fields),
  }
}

function purposesOf(name: Protocol, periodic: 'periodic' | undefined) {
  const purpose: MessagePurpose = { protocol: name, ...(periodic === undefined ? {} : { periodic: true }) }
  return { purpose, replying: { ...purpose, reply: true } as MessagePurpose }
}

/** The frozen message of an {@link immutableProtocol} for a receiver. Over a wire it has lost its class. */
export const receivedImmutable = (purpose: MessagePurpose, message: object): ToolkitMessage =>
  message instanceof ToolkitMessage
    ? message
    : deepFrozen(Object.assign(new ToolkitMessage(purpose, true), message))
