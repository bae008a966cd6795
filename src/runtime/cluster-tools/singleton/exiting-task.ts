import type { ActorSystem } from '../../actor/index.ts'
import { type Cluster, CoordinatedShutdown, type Member, sameNode } from '../../cluster/index.ts'

/**
 * Keeps a leaving node in the phase cluster-exiting until its singleton is handed over, or the phase times
 * out. (SG-14)
 */
export class ExitingTask {
  private readonly pending: (() => void)[] = []
  private closed = false
  private readonly cluster: Cluster

  constructor(system: ActorSystem, cluster: Cluster, onPhase: () => void) {
    this.cluster = cluster
    CoordinatedShutdown.get(system).addTask('cluster-exiting', 'singleton-exiting', done => {
      if (this.closed || cluster.isTerminated || cluster.selfMember.status === 'Down') {
        done()
        return
      }
      this.pending.push(done)
      onPhase()
    })
  }

  /** True when the phase waits for this node to be seen Exiting, and this is it. */
  isSelfExit(member: Member): boolean {
    return this.pending.length > 0 && sameNode(member.uniqueAddress, this.cluster.selfUniqueAddress)
  }

  complete(): void {
    for (const done of this.pending.splice(0)) done()
  }

  /** The manager is gone: nothing is left to wait for. */
  close(): void {
    this.closed = true
    this.complete()
  }
}
