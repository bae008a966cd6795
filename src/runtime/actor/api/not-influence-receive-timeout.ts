/** A message with this mark does not restart its receiver's receive timeout. The mark travels with the message. */
export interface NotInfluenceReceiveTimeout {
  readonly notInfluenceReceiveTimeout: true
}

/**
 * Marks messages that do not restart the receive timeout of their receiver.
 *
 * @example
 * context.self.tell(NotInfluenceReceiveTimeout.mark({ type: 'Ping' }))
 */
export const NotInfluenceReceiveTimeout = {
  /** A copy of the message with the mark. */
  mark: <M extends object>(message: M): M & NotInfluenceReceiveTimeout => ({
    ...message,
    notInfluenceReceiveTimeout: true,
  }),

  /** True for a message with the mark. */
  isMarked: (message: unknown): message is NotInfluenceReceiveTimeout =>
    typeof message === 'object' &&
    message !== null &&
    'notInfluenceReceiveTimeout' in message &&
    message.notInfluenceReceiveTimeout === true,
}
