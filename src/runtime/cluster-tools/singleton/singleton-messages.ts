import type { ActorRef } from '../../actor/actor-ref.ts'

/**
 * What singleton managers say to each other: fire and forget, made reliable by retries alone. (SG-10)
 * `from` is the sender's address; whoever lives there now may be another incarnation than the one meant.
 */
export type HandOverMessage =
  | { readonly type: 'HandOverToMe'; readonly from: string; readonly replyTo: ActorRef<HandOverMessage> }
  | { readonly type: 'HandOverInProgress'; readonly from: string }
  | { readonly type: 'HandOverDone'; readonly from: string }
  | { readonly type: 'TakeOverFromMe'; readonly from: string; readonly replyTo: ActorRef<HandOverMessage> }
