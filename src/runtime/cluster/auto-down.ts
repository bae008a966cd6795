import { type Behavior, Behaviors, toolkitMessage } from '../actor/index.ts'
import { receiveToolkit, toolkitRef } from '../actor/internal.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import { type NodeKey, nodeKey, type UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'
import { isDownOrExiting } from './member-status.ts'
import type { DowningPort } from './ports.ts'

type AutoDownMessage =
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'UnreachableTimeout'; readonly node: UniqueAddress }

/**
 * Akka 2.4's auto-down: whoever is unreachable for long enough is downed by the leader. Each side of a
 * partition has a leader, so each downs the other and two clusters live on. (AD-2, AD-3)
 */
export function autoDown(cluster: DowningPort, afterMs: number): Behavior<AutoDownMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const waiting = new Set<NodeKey>()
      const pending = new Map<NodeKey, UniqueAddress>()
      let leads = false

      const timerOf = (node: UniqueAddress) => `auto-down of ${nodeKey(node)}`
      const down = (nodes: readonly UniqueAddress[]) => {
        const addresses = nodes.map(node => node.address)
        cluster.traceDowning('auto-down', 'DownUnreachable', addresses)
        for (const { address } of nodes) {
          context.log.info(`Leader is auto-downing unreachable node [${address}].`)
          cluster.down(address)
        }
      }
      const downOrWait = (node: UniqueAddress) => {
        if (leads) down([node])
        else pending.set(nodeKey(node), node)
      }
      const unreachable = ({ uniqueAddress, status }: Member) => {
        const node = nodeKey(uniqueAddress)
        if (isDownOrExiting(status) || waiting.has(node) || pending.has(node)) return
        if (afterMs === 0) return downOrWait(uniqueAddress)
        waiting.add(node)
        timers.startSingleTimer(
          timerOf(uniqueAddress),
          toolkitMessage({ type: 'UnreachableTimeout', node: uniqueAddress }),
          afterMs,
        )
      }
      const forget = ({ uniqueAddress }: Member) => {
        timers.cancel(timerOf(uniqueAddress))
        waiting.delete(nodeKey(uniqueAddress))
        pending.delete(nodeKey(uniqueAddress))
      }
      const leaderIs = (leader: string | null) => {
        leads = leader === cluster.selfUniqueAddress.address
        if (!leads || pending.size === 0) return
        down([...pending.values()])
        pending.clear()
      }

      cluster.subscribe(toolkitRef<ClusterDomainEvent | CurrentClusterState>(context.self))
      return receiveToolkit<AutoDownMessage>(message => {
        switch (message.type) {
          case 'CurrentClusterState':
            leaderIs(message.leader)
            message.unreachable.forEach(unreachable)
            break
          case 'UnreachableMember':
            unreachable(message.member)
            break
          case 'ReachableMember':
          case 'MemberDowned':
          case 'MemberRemoved':
            forget(message.member)
            break
          case 'LeaderChanged':
            leaderIs(message.leader)
            break
          case 'UnreachableTimeout':
            if (waiting.delete(nodeKey(message.node))) downOrWait(message.node)
            break
          default:
        }
        return Behaviors.same
      })
    }),
  )
}
