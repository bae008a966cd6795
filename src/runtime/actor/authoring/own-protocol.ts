import type { ActorContext } from '../api/actor-context.ts'
import { kernelContext } from '../kernel/kernel-context.ts'

/**
 * Hides a behavior's internal messages, such as the answers of a store, from interceptors, monitors and
 * transformations around it: they see only messages for which `isOwn` is false.
 */
export function keepFromInterceptors<T>(
  context: ActorContext<T>,
  isOwn: (message: unknown) => boolean,
): void {
  kernelContext(context).cell.ownProtocol = isOwn
}
