import { type Behavior, Behaviors, isTerminated, restarting } from '../actor/index.ts'
import { coreDaemon } from './core-daemon.ts'
import { domainEventPublisher } from './domain-event-publisher.ts'
import { heartbeatReceiver } from './heartbeat-receiver.ts'
import type { ClusterActorsPort } from './ports.ts'

/** `/system/cluster`: replies to heartbeats from the start, and stops when its core stops. */
export function clusterRoot(cluster: ClusterActorsPort): Behavior<never> {
  return Behaviors.setup(context => {
    const receiver = heartbeatReceiver(context.system, cluster.selfUniqueAddress)
    context.spawn(restarting(receiver), 'heartbeatReceiver')
    context.watch(context.spawn(coreSupervisor(cluster), 'core'))
    return Behaviors.receiveSignal((_, signal) => (isTerminated(signal) ? Behaviors.stopped : Behaviors.same))
  })
}

/**
 * `/system/cluster/core`. Pekko: core actors are not restarted; when the daemon stops or fails, the publisher
 * sends the last events and stops, and the core stops after it (DO-7).
 */
function coreSupervisor(cluster: ClusterActorsPort): Behavior<never> {
  return Behaviors.setup(context => {
    const publisher = context.spawn(domainEventPublisher(cluster.selfUniqueAddress), 'publisher')
    const daemon = context.spawn(coreDaemon(cluster), 'daemon')
    context.watch(publisher)
    context.watch(daemon)
    cluster.actorsStarted(daemon, publisher)
    return Behaviors.receiveSignal((_, signal) => {
      if (signal.type === 'PostStop') cluster.actorsStopped()
      if (!isTerminated(signal)) return Behaviors.same
      if (signal.ref.path === publisher.path) return Behaviors.stopped
      cluster.daemonStopped()
      return Behaviors.same
    })
  })
}
