import type { ActorContext } from './actor-context.ts'
import { CellContext } from './cell-context.ts'

/**
 * For a behavior that gets messages of its own beside those of its users, as answers of a store: interceptors,
 * monitors and transformations around it do not see the messages for which `isOwn` holds.
 */
export function keepFromInterceptors<T>(
  context: ActorContext<T>,
  isOwn: (message: unknown) => boolean,
): void {
  CellContext.of(context).cell.ownProtocol = isOwn
}
