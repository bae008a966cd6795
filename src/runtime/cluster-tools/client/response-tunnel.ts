import { type ActorRef, type Behavior, Behaviors, isToolkitMessage, restarting } from '../../actor/index.ts'
import { clientProtocol } from './client-messages.ts'

/** A command of the receptionist or of the tunnel's own timer; every other message is a reply. */
export type TunnelCommand =
  | { readonly type: 'ResponseTunnel.KeepAlive' }
  | { readonly type: 'ResponseTunnel.Idle' }

const isCommand = (message: unknown): message is TunnelCommand =>
  isToolkitMessage(message) &&
  'type' in message &&
  (message.type === 'ResponseTunnel.KeepAlive' || message.type === 'ResponseTunnel.Idle')

/**
 * Represents an asker outside the cluster and forwards replies to it, so that they go back through the receptionist.
 * It stops after `receiveTimeoutMs` without a message, or after the first reply with `firstReplyOnly`; later replies are
 * dead letters. Pekko: response tunnel (CC-10)
 */
export const responseTunnel = (
  asker: ActorRef<unknown>,
  receiveTimeoutMs: number,
  firstReplyOnly: boolean,
): Behavior<unknown> =>
  restarting(
    Behaviors.setup<unknown>(context => {
      context.setReceiveTimeout(
        receiveTimeoutMs,
        clientProtocol.message({ type: 'ResponseTunnel.Idle' } satisfies TunnelCommand),
      )
      return Behaviors.receiveMessage<unknown>(message => {
        if (isCommand(message)) {
          return message.type === 'ResponseTunnel.Idle' ? Behaviors.stopped : Behaviors.same
        }
        asker.tell(message)
        return firstReplyOnly ? Behaviors.stopped : Behaviors.same
      })
    }),
  )
