import { type Behavior, Behaviors, restarting } from '../../actor/index.ts'
import { type ClusterSettings, pekkoDefaults } from '../../cluster/index.ts'
import { MessageBuffer } from '../message-buffer.ts'
import { ClientActor } from './client-actor.ts'
import type { ClientMessage, ClusterClientCommand } from './client-messages.ts'
import type { ClientRestartState } from './client-restart-state.ts'
import { ContactPoints } from './contact-points.ts'

export interface ClusterClientOptions {
  /** Paths of receptionists, at least one: `pekko://system@host:port/system/receptionist`. */
  readonly initialContacts: readonly string[]
  /** Default: the defaults of Pekko. */
  readonly settings?: ClusterSettings['client']
}

export class NoInitialContacts extends Error {
  readonly path: string
  constructor(path: string) {
    super(`Cluster client [${path}] has no initial contacts. Pass the path of at least one receptionist.`)
    this.name = 'NoInitialContacts'
    this.path = path
  }
}

/**
 * Sends messages to a cluster from outside, through the receptionist of one node, and connects to another receptionist
 * when that one is lost. Messages sent between the two are buffered; messages sent to a receptionist whose crash was not
 * noticed yet are lost. Pekko: a client that knows several receptionists asks only these, not its initial contacts, so when
 * all of them have ended for good, it must be started anew (CC-2).
 * @throws {NoInitialContacts} at the start without initial contacts.
 * @example client.tell({ type: 'Send', path: '/user/read', message: { type: 'Get', key, replyTo }, localAffinity: true })
 */
export const ClusterClient = {
  create: (options: ClusterClientOptions): Behavior<ClusterClientCommand> =>
    Behaviors.setup<ClientMessage>(context => {
      if (options.initialContacts.length === 0) throw new NoInitialContacts(context.self.path)
      const settings = options.settings ?? pekkoDefaults.client
      const restartState: ClientRestartState = {
        buffer: new MessageBuffer(settings.bufferSize, context.system.tracer),
        contactPoints: new ContactPoints(options.initialContacts),
      }
      return restarting(
        Behaviors.setup(() =>
          Behaviors.withTimers(timers =>
            new ClientActor(context, timers, settings, options.initialContacts, restartState).start(),
          ),
        ),
      )
    }),
}
