import type { MessagePurpose } from '../../../trace/protocol.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { ToolkitMessage } from '../base/toolkit-message.ts'

/**
 * A message of the toolkit says its purpose itself. Every other one belongs to the protocol of the ref that it is sent to;
 * where that ref has none, to the user's if `user` is true or the message replies to an ask, else to the system's. The ref
 * of an ask, as receiver or as sender, says who asks.
 */
export function purposeOf(
  message: unknown,
  to: ActorRef<never>,
  sender: ActorRef<never> | undefined,
  user: boolean,
): MessagePurpose {
  const replied = to['~asker'] !== undefined
  const asker = replied ? to['~asker'] : sender?.['~asker']
  const own = ToolkitMessage.purposeOf(message)
  if (asker === undefined && own !== null) return own
  const protocol = own?.protocol ?? to['~protocol'] ?? (replied || user ? 'user' : 'system')
  // A literal for most messages, which are no part of an ask.
  if (asker === undefined && !replied) return { protocol }
  return {
    protocol,
    ...(replied || own?.reply ? { reply: true } : null),
    ...(own?.periodic ? { periodic: true } : null),
    ...(asker === undefined ? null : { asker }),
  }
}
