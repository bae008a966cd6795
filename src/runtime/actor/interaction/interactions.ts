import { statusOutcome } from '../api/status-reply.ts'
import type { Interactions } from '../kernel/ports.ts'
import { Adapters } from './message-adapters.ts'
import { askFromOutside } from './outside-ask.ts'
import { pipeToSelf } from './pipe-to-self.ts'
import { ReceiveTimeout } from './receive-timeout.ts'

/** For the option `interactions` of a system. A program that does not pass it does not load its code. */
export const interactions: Interactions = {
  newAdapters: cell => new Adapters(cell),
  newReceiveTimeout: cell => new ReceiveTimeout(cell),
  pipeToSelf,
  askFromOutside,
  statusOutcome,
}
