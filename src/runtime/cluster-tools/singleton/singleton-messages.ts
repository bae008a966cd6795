import { type ActorRef, type Toolkit, toolkitProtocol } from '../../actor/index.ts'
import type { UniqueAddress } from '../../cluster/index.ts'

export const singletonProtocol = toolkitProtocol('singleton')

/** The ref of another manager, for replies. */
export type PeerRef = ActorRef<Toolkit<HandOverMessage>>

/**
 * Messages between singleton managers. They may be lost; only retries make them reliable. `from` is the incarnation of
 * the sender, because the receiver may be a later incarnation than the intended one. Pekko: hand-over messages (SG-10)
 */
export type HandOverMessage =
  | { readonly type: 'HandOverToMe'; readonly from: UniqueAddress; readonly replyTo: PeerRef }
  | { readonly type: 'HandOverInProgress'; readonly from: UniqueAddress }
  | { readonly type: 'HandOverDone'; readonly from: UniqueAddress }
  | { readonly type: 'TakeOverFromMe'; readonly from: UniqueAddress; readonly replyTo: PeerRef }
