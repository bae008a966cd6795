import type { Cell } from './cell.ts'
import { Adapters } from './message-adapters.ts'
import { pipeToSelf } from './pipe-to-self.ts'
import { ReceiveTimeout } from './receive-timeout.ts'

/**
 * What contexts offer and not every application needs: message adapters, receive timeouts, pipes. A system is given
 * it, so that others need not load it.
 */
export const patterns = {
  newAdapters: (cell: Cell): Adapters => new Adapters(cell),
  newReceiveTimeout: (cell: Cell): ReceiveTimeout => new ReceiveTimeout(cell),
  pipeToSelf,
}

export type Patterns = typeof patterns
