import type { ActorRef, Toolkit } from '../../actor/index.ts'
import type { UniqueAddress } from '../../cluster/index.ts'

/** Another manager, as an answer reaches it. */
export type PeerRef = ActorRef<Toolkit<HandOverMessage>>

/**
 * What singleton managers say to each other: fire and forget, made reliable by retries alone. (SG-10)
 * `from` is the incarnation that speaks; whoever is addressed may be another one than the one meant.
 */
export type HandOverMessage =
  | { readonly type: 'HandOverToMe'; readonly from: UniqueAddress; readonly replyTo: PeerRef }
  | { readonly type: 'HandOverInProgress'; readonly from: UniqueAddress }
  | { readonly type: 'HandOverDone'; readonly from: UniqueAddress }
  | { readonly type: 'TakeOverFromMe'; readonly from: UniqueAddress; readonly replyTo: PeerRef }
