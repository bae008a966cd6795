import {
  type ActorRef,
  type Behavior,
  Behaviors,
  isToolkitMessage,
  restarting,
  toolkitMessage,
} from '../../actor/index.ts'

/** What the receptionist and the tunnel's timer say; everything else is a reply. */
export type TunnelCommand =
  | { readonly type: 'ResponseTunnel.KeepAlive' }
  | { readonly type: 'ResponseTunnel.Idle' }

const isCommand = (message: unknown): message is TunnelCommand =>
  isToolkitMessage(message) &&
  'type' in message &&
  (message.type === 'ResponseTunnel.KeepAlive' || message.type === 'ResponseTunnel.Idle')

/**
 * Stands in the cluster for an actor outside of it, so that replies come back the way the request went. It ends
 * when idle for the timeout, or with the first reply where only one is waited for; later replies are dead
 * letters. (CC-10)
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
        toolkitMessage({ type: 'ResponseTunnel.Idle' } satisfies TunnelCommand),
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
