import { type ActorRef, type ActorSystem, type Behavior, Behaviors } from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import {
  type Heartbeat,
  type HeartbeatRsp,
  heartbeatProtocol,
  heartbeatSenderPath,
} from './cluster-message.ts'
import type { UniqueAddress } from './ids.ts'

/** Replies to every heartbeat. Pekko: also before this node is a member (HB-1, JN-8). */
export function heartbeatReceiver(system: ActorSystem, self: UniqueAddress): Behavior<Heartbeat> {
  const senders = new Map<string, ActorRef<HeartbeatRsp>>()
  return receiveToolkit<Heartbeat>(({ from, sequenceNr, createdAt }) => {
    let sender = senders.get(from)
    if (sender === undefined) {
      sender = system.resolve<HeartbeatRsp>(from + heartbeatSenderPath)
      senders.set(from, sender)
    }
    sender.tell(heartbeatProtocol.reply({ type: 'HeartbeatRsp', from: self, sequenceNr, createdAt }))
    return Behaviors.same
  })
}
