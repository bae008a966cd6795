import { type ActorContext, type ActorRef, type Behavior, Behaviors } from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import { clusterEventRef } from './cluster-event-ref.ts'
import {
  type Heartbeat,
  type HeartbeatRsp,
  heartbeatProtocol,
  heartbeatReceiverPath,
} from './cluster-message.ts'
import type { FailureDetectorRegistry } from './failure-detector-registry.ts'
import { HeartbeatSenderState } from './heartbeat-sender-state.ts'
import { nodeKey, sameNode, type UniqueAddress } from './ids.ts'
import type { HeartbeatPort } from './ports.ts'

export type HeartbeatSenderMessage =
  | HeartbeatRsp
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'HeartbeatTick' }
  | { readonly type: 'ExpectedFirstHeartbeat'; readonly node: UniqueAddress }

/** Sends heartbeats to this node's receivers; their replies feed the failure detectors (HB-1 to HB-9). */
export function heartbeatSender(
  cluster: HeartbeatPort,
  detectors: FailureDetectorRegistry,
): Behavior<HeartbeatSenderMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const { failureDetector, periodicTasksInitialDelayMs } = cluster.settings
      const { heartbeatIntervalMs, expectedResponseAfterMs, monitoredByNrOfMembers } = failureDetector
      const self = cluster.selfUniqueAddress
      const state = new HeartbeatSenderState(self, monitoredByNrOfMembers, detectors)
      const receivers = new Map<string, ActorRef<Heartbeat>>()
      let sequenceNr = 0

      const receiverAt = (address: string): ActorRef<Heartbeat> => {
        const cached = receivers.get(address)
        if (cached !== undefined) return cached
        const receiver = context.system.resolve<Heartbeat>(address + heartbeatReceiverPath)
        receivers.set(address, receiver)
        return receiver
      }
      const sendHeartbeats = () => {
        sequenceNr++
        for (const node of state.activeReceivers) {
          // Without a first reply no detector exists. The timer creates one, so that a node that never
          // replies is detected.
          const key = `expected first heartbeat of ${nodeKey(node)}`
          if (!detectors.isMonitoring(node.address) && !timers.isTimerActive(key)) {
            timers.startSingleTimer(
              key,
              heartbeatProtocol.message({ type: 'ExpectedFirstHeartbeat', node }),
              expectedResponseAfterMs,
            )
          }
          receiverAt(node.address).tell(
            heartbeatProtocol.message({
              type: 'Heartbeat',
              from: self.address,
              sequenceNr,
              createdAt: context.now,
            }),
          )
        }
      }

      cluster.subscribe(clusterEventRef(context.self))
      timers.startTimerWithFixedDelay(
        'heartbeat tick',
        heartbeatProtocol.message({ type: 'HeartbeatTick' }),
        heartbeatIntervalMs,
        Math.max(periodicTasksInitialDelayMs, heartbeatIntervalMs),
      )
      return receiveToolkit<HeartbeatSenderMessage>(message => {
        switch (message.type) {
          case 'HeartbeatTick':
            sendHeartbeats()
            return Behaviors.same
          case 'HeartbeatRsp':
            if (state.heartbeatResponse(message.from, context.now)) logLateHeartbeat(context, message.from)
            return Behaviors.same
          case 'ExpectedFirstHeartbeat':
            if (state.isActive(message.node) && !detectors.isMonitoring(message.node.address)) {
              detectors.heartbeat(message.node.address, context.now)
            }
            return Behaviors.same
          case 'CurrentClusterState':
            state.init(
              message.members.map(member => member.uniqueAddress),
              new Set(message.unreachable.map(member => nodeKey(member.uniqueAddress))),
            )
            return Behaviors.same
          case 'MemberRemoved':
            if (sameNode(message.member.uniqueAddress, self)) return Behaviors.stopped
            state.removeMember(message.member.uniqueAddress, context.now)
            return Behaviors.same
          case 'UnreachableMember':
            state.unreachableMember(message.member.uniqueAddress, context.now)
            return Behaviors.same
          case 'ReachableMember':
            state.reachableMember(message.member.uniqueAddress, context.now)
            return Behaviors.same
          case 'MemberJoined':
          case 'MemberWeaklyUp':
          case 'MemberUp':
          case 'MemberPreparingForShutdown':
          case 'MemberReadyForShutdown':
          case 'MemberLeft':
          case 'MemberExited':
          case 'MemberDowned':
            state.addMember(message.member.uniqueAddress, context.now)
            return Behaviors.same
          default:
            return Behaviors.same
        }
      })
    }),
  )
}

function logLateHeartbeat(context: ActorContext<HeartbeatSenderMessage>, from: UniqueAddress): void {
  context.log.warn(`heartbeat interval is growing too large for address ${from.address}`)
}
