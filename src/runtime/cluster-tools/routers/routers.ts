import type { Behavior } from '../../actor/index.ts'
import { type GroupRouterOptions, groupRouter } from './group-router.ts'
import { type PoolRouterOptions, poolRouter } from './pool-router.ts'

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
}
