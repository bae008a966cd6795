import { Actor, Props, type Receive } from '../../runtime/classic/index.ts'
import {
  type ActorRef,
  type Behavior,
  ClusterClient,
  type ClusterClientCommand,
  type ClusterSettings,
} from '../../runtime/index.ts'
import type { Get, SaveSnapshotEvent, Write } from './protocol.ts'

export type Command = Write | Get | SaveSnapshotEvent

const targetPathRead = '/user/read'
const targetPathUpdate = '/user/masterProxy'

/** Sends commands and forgets them, as printed: nobody answers, and the outcome stands in the log of a node. */
class Client extends Actor<Command> {
  private readonly clusterClient: ActorRef<ClusterClientCommand>
  private sent = 0

  constructor(initialContacts: readonly string[], settings: ClusterSettings['client']) {
    super()
    this.clusterClient = this.context.actorOf(
      ClusterClient.create({ initialContacts, settings }),
      'cluster-client',
    )
    this.context.inspect(() => ({ sent: this.sent }))
  }

  override receive(): Receive<Command> {
    return event => {
      this.sent++
      this.clusterClient.tell({
        type: 'Send',
        path: event.type === 'Get' ? targetPathRead : targetPathUpdate,
        message: event,
        localAffinity: true,
      })
    }
  }
}

export const create = (
  initialContacts: readonly string[],
  settings: ClusterSettings['client'],
): Behavior<Command> => Props(() => new Client(initialContacts, settings))
