import { type Behavior, Behaviors, isTerminated, restarting } from '../actor/index.ts'
import { coreDaemon } from './core-daemon.ts'
import { domainEventPublisher } from './domain-event-publisher.ts'
import { heartbeatReceiver } from './heartbeat-receiver.ts'
import type { LocalCluster } from './local-cluster.ts'

/** `/system/cluster`: answers heartbeats from the start, and ends with its core. */
export function clusterRoot(cluster: LocalCluster): Behavior<never> {
  return Behaviors.setup(context => {
    const receiver = heartbeatReceiver(context.system, cluster.selfUniqueAddress)
    context.spawn(restarting(receiver), 'heartbeatReceiver')
    context.watch(context.spawn(clusterCore(cluster), 'core'))
    return Behaviors.receiveSignal((_, signal) => (isTerminated(signal) ? Behaviors.stopped : Behaviors.same))
  })
}

/**
 * `/system/cluster/core`: nothing here is restarted. When the daemon ends, by its own will or by a failure, the
 * publisher tells the rest and the core ends too. (DO-7)
 */
function clusterCore(cluster: LocalCluster): Behavior<never> {
  return Behaviors.setup(context => {
    const publisher = context.spawn(domainEventPublisher(cluster.selfUniqueAddress), 'publisher')
    const daemon = context.spawn(coreDaemon(cluster), 'daemon')
    context.watch(publisher)
    context.watch(daemon)
    cluster.attach(daemon, publisher)
    return Behaviors.receiveSignal((_, signal) => {
      if (signal.type === 'PostStop') cluster.actorsStopped()
      if (!isTerminated(signal)) return Behaviors.same
      if (signal.ref.path === publisher.path) return Behaviors.stopped
      cluster.daemonStopped()
      return Behaviors.same
    })
  })
}
