import type { Behavior } from '../api/behavior.ts'
import type { Receive } from '../api/receive.ts'
import { isToolkitMessage } from '../base/toolkit-message.ts'
import { Behaviors } from './behaviors.ts'

/** For internal actors of the toolkit: a user's message is unhandled, whatever its `type` is. */
export const receiveToolkit = <T>(handler: (message: T) => Behavior<T>): Receive<T> =>
  Behaviors.receiveMessage<T>(message => (isToolkitMessage(message) ? handler(message) : Behaviors.unhandled))
