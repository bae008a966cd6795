import type { ActorSystem } from '../../actor/index.ts'
import { type Cluster, CoordinatedShutdown, type Member, sameNode } from '../../cluster/index.ts'

/**
 * Holds a leaving node in the shutdown phase cluster-exiting until its singleton is handed over or the phase times out.
 * Pekko: the singleton's task of coordinated shutdown (SG-14)
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

  /** True when the phase waits and `member`, which is Exiting, is this node. */
  isSelfExit(member: Member): boolean {
    return this.pending.length > 0 && sameNode(member.uniqueAddress, this.cluster.selfUniqueAddress)
  }

  /** Lets the phase continue after the hand-over. */
  complete(): void {
    for (const done of this.pending.splice(0)) done()
  }

  /** Lets the phase continue and never wait again, because the manager has stopped. */
  close(): void {
    this.closed = true
    this.complete()
  }
}
