import type { Behavior } from '../../actor/index.ts'
import { type ClusterGroupRouterOptions, clusterGroupRouter } from './cluster-group-router.ts'
import { type GroupRouterOptions, groupRouter } from './group-router.ts'
import { type PoolRouterOptions, poolRouter } from './pool-router.ts'
import { broadcastEnvelope, hashableEnvelope, type RouterEnvelope } from './router-envelope.ts'

/**
 * Actors that pass each message to one of several others. Pekko: Routers (RT-1, RT-2)
 *
 * @example
 * const pool = context.spawn(Routers.pool({ size: 4, behavior: worker }), 'workers')
 * const group = context.spawn(Routers.group({ key: ServiceKey.create<Add>('counter'), routing: 'round-robin' }), 'counters')
 */
export const Routers = {
  /**
   * Starts `size` equal children. It goes on with the rest when a child stops, and stops after the last one.
   * @throws {RangeError} for a size below 1.
   */
  pool: <T>(options: PoolRouterOptions<T>): Behavior<T> => poolRouter(options),

  /** Follows the actors that register under a service key, on all nodes. */
  group: <T>(options: GroupRouterOptions<T>): Behavior<T> => groupRouter(options),

  /**
   * Follows the membership: its routees are the actors at these paths on the members. Pekko: ClusterRouterGroup (RT-3)
   * @throws {RangeError} without a path, for a path with an address, and for less than one instance.
   * @example
   * Routers.clusterGroup({ routeesPaths: ['/user/worker'], useRoles: ['backend'], allowLocalRoutees: false })
   */
  clusterGroup: <T>(options: ClusterGroupRouterOptions<T>): Behavior<T | RouterEnvelope<T>> =>
    clusterGroupRouter(options),

  /** An envelope whose message a cluster router sends to all of its routees. */
  broadcast: <T>(message: T): RouterEnvelope<T> => broadcastEnvelope(message),

  /** An envelope whose message a cluster router with consistent hashing sends to the routee of the key. */
  hashable: <T>(message: T, hashKey: string): RouterEnvelope<T> => hashableEnvelope(message, hashKey),
}
