import { type Behavior, Behaviors } from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import { clusterEventRef } from './cluster-event-ref.ts'
import { membershipProtocol } from './cluster-message.ts'
import { type NodeKey, nodeKey, type UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'
import { isDownOrExiting } from './member-status.ts'
import type { DowningPort } from './ports.ts'

type AutoDownMessage =
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'UnreachableTimeout'; readonly node: UniqueAddress }

/**
 * Akka 2.4's auto-down: the leader downs a member that has been unreachable for `afterMs`. Each side of a
 * partition has a leader of its own, so each side downs the other and two clusters remain (AD-2, AD-3).
 */
export function autoDown(cluster: DowningPort, afterMs: number): Behavior<AutoDownMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const scheduled = new Set<NodeKey>()
      /** Timed out on a node that was not the leader; downed when it becomes the leader. */
      const pending = new Map<NodeKey, UniqueAddress>()
      let isLeader = false

      const timerKey = (node: UniqueAddress) => `auto-down of ${nodeKey(node)}`
      const down = (nodes: readonly UniqueAddress[]) => {
        const addresses = nodes.map(node => node.address)
        cluster.downAll('auto-down', 'DownUnreachable', addresses)
        for (const address of addresses)
          context.log.info(`Leader is auto-downing unreachable node [${address}].`)
      }
      const downOrAddPending = (node: UniqueAddress) => {
        if (isLeader) down([node])
        else pending.set(nodeKey(node), node)
      }
      const schedule = ({ uniqueAddress, status }: Member) => {
        const node = nodeKey(uniqueAddress)
        if (isDownOrExiting(status) || scheduled.has(node) || pending.has(node)) return
        if (afterMs === 0) return downOrAddPending(uniqueAddress)
        scheduled.add(node)
        timers.startSingleTimer(
          timerKey(uniqueAddress),
          membershipProtocol.message({ type: 'UnreachableTimeout', node: uniqueAddress }),
          afterMs,
        )
      }
      const cancel = ({ uniqueAddress }: Member) => {
        timers.cancel(timerKey(uniqueAddress))
        scheduled.delete(nodeKey(uniqueAddress))
        pending.delete(nodeKey(uniqueAddress))
      }
      const setLeader = (leader: string | null) => {
        isLeader = leader === cluster.selfUniqueAddress.address
        if (!isLeader || pending.size === 0) return
        down([...pending.values()])
        pending.clear()
      }

      cluster.subscribe(clusterEventRef(context.self))
      return receiveToolkit<AutoDownMessage>(message => {
        switch (message.type) {
          case 'CurrentClusterState':
            setLeader(message.leader)
            message.unreachable.forEach(schedule)
            break
          case 'UnreachableMember':
            schedule(message.member)
            break
          case 'ReachableMember':
          case 'MemberDowned':
          case 'MemberRemoved':
            cancel(message.member)
            break
          case 'LeaderChanged':
            setLeader(message.leader)
            break
          case 'UnreachableTimeout':
            if (scheduled.delete(nodeKey(message.node))) downOrAddPending(message.node)
            break
          default:
        }
        return Behaviors.same
      })
    }),
  )
}
