/** A message with this mark does not restart its receiver's receive timeout. The mark travels with the message. */
export interface NotInfluenceReceiveTimeout {
  readonly notInfluenceReceiveTimeout: true
}

export const NotInfluenceReceiveTimeout = {
  /** A copy of the message with the mark. */
  mark: <M extends object>(message: M): M & NotInfluenceReceiveTimeout => ({
    ...message,
    notInfluenceReceiveTimeout: true,
  }),

  isMarked: (message: unknown): message is NotInfluenceReceiveTimeout =>
    typeof message === 'object' &&
    message !== null &&
    'notInfluenceReceiveTimeout' in message &&
    message.notInfluenceReceiveTimeout === true,
}
