/**
 * Classic persistent actors: the third entry for scenarios, beside `runtime/index.ts` and `runtime/classic/index.ts`.
 */
export {
  AtLeastOnceDelivery,
  type AtLeastOnceDeliverySnapshot,
  type UnconfirmedDelivery,
  type UnconfirmedWarning,
} from './at-least-once-delivery.ts'
export type {
  PersistenceReply,
  Recovered,
  RecoveryCompleted,
  SnapshotOffer,
} from './persistence-messages.ts'
export { PersistentActor } from './persistent-actor.ts'
export {
  DiscardToDeadLetterStrategy,
  ReplyToStrategy,
  type StashOverflowStrategy,
  ThrowOverflowExceptionStrategy,
} from './stash-overflow-strategy.ts'
