import { statusOutcome } from '../api/status-reply.ts'
import type { Cell } from '../kernel/cell.ts'
import { Adapters } from './message-adapters.ts'
import { askFromOutside } from './outside-ask.ts'
import { pipeToSelf } from './pipe-to-self.ts'
import { ReceiveTimeout } from './receive-timeout.ts'

/**
 * What not every application needs of contexts and systems: message adapters, receive timeouts, pipes, answers with
 * a status, asking from outside. A system is given it, so that others need not load it.
 */
export const interactions = {
  newAdapters: (cell: Cell): Adapters => new Adapters(cell),
  newReceiveTimeout: (cell: Cell): ReceiveTimeout => new ReceiveTimeout(cell),
  pipeToSelf,
  askFromOutside,
  statusOutcome,
}

export type Interactions = typeof interactions
