import type { ActorRef } from '../../actor/api/actor-ref.ts'
import type { ActorSystem } from '../../actor/api/actor-system.ts'
import type { Behavior } from '../../actor/api/behavior.ts'
import { Behaviors } from '../../actor/authoring/behaviors.ts'
import { Cluster, type ClusterDomainEvent, type CurrentClusterState } from '../../cluster/index.ts'
import type { PubSubCommand } from '../../cluster-tools/index.ts'

/** Records an action of an actor on a node: `EVENT MemberUp 2551`. */
export type Note = (text: string) => void

export interface Ack {
  readonly type: 'Ack'
  readonly text: string
}

export type WriterCommand =
  | { readonly type: 'Write'; readonly text: string; readonly replyTo: ActorRef<Ack> }
  | { readonly type: 'Stop' }

interface Update {
  readonly type: 'Update'
  readonly text: string
}

const topic = 'updates'

/** `pekko://test@node-2:1/user/x` → 2552, as the recording names its nodes. */
export const portOf = (address: string): string => {
  const [, number] = /@node-(\d)/.exec(address) ?? []
  return number === undefined ? 'none' : `255${number}`
}

/**
 * The singleton: acknowledges and publishes each write. The recording has lines for writes in situation (a) only.
 */
export const writer = (note: Note, mediator: ActorRef<PubSubCommand>): Behavior<WriterCommand> =>
  Behaviors.setup(() => {
    note('WRITER started')
    return Behaviors.receiveMessage<WriterCommand>(command => {
      if (command.type === 'Stop') {
        note('WRITER gets termination message')
        return Behaviors.stopped
      }
      const { text, replyTo } = command
      if (!isNumbered(text)) note(`WRITER writes ${text}`)
      mediator.tell({ type: 'Publish', topic, message: { type: 'Update', text } satisfies Update })
      replyTo.tell({ type: 'Ack', text })
      return Behaviors.same
    }).receiveSignal((_, signal) => {
      if (signal.type === 'PostStop') note('WRITER stopped')
      return Behaviors.same
    })
  })

/** True for one of the ten writes per second: `t17`. */
export const isNumbered = (text: string): boolean => /^t\d+$/.test(text)

export const reader = (
  note: Note,
  mediator: ActorRef<PubSubCommand>,
): Behavior<Update | { type: 'SubscribeAck' }> =>
  Behaviors.setup(context => {
    mediator.tell({ type: 'Subscribe', topic, subscriber: context.self, replyTo: context.self })
    return Behaviors.receiveMessageWithSame(message => {
      if (message.type === 'SubscribeAck') note('READER SubscribeAck')
      else if (!isNumbered(message.text)) note(`READER updates ${message.text}`)
    })
  })

/** Subscribes to the same events as the recording: members, reachability, the leader. */
export const listener = (note: Note): Behavior<ClusterDomainEvent | CurrentClusterState> =>
  Behaviors.setup(context => {
    Cluster.get(context.system).subscribe(context.self, {
      initial: 'events',
      types: [
        'MemberJoined',
        'MemberWeaklyUp',
        'MemberUp',
        'MemberLeft',
        'MemberExited',
        'MemberDowned',
        'MemberRemoved',
        'UnreachableMember',
        'ReachableMember',
        'LeaderChanged',
      ],
    })
    return Behaviors.receiveMessageWithSame(event => {
      if (event.type === 'LeaderChanged') note(`EVENT LeaderChanged ${portOf(event.leader ?? '')}`)
      else if ('member' in event) {
        const was = event.type === 'MemberRemoved' ? ` was ${event.previousStatus}` : ''
        note(`EVENT ${event.type} ${portOf(event.member.uniqueAddress.address)}${was}`)
      }
    })
  })

export type SenderCommand = Ack | { readonly type: 'Send'; readonly text: string }

/** Sends writes through `send` and collects the acknowledged ones. */
export const sender = (
  note: Note,
  acknowledged: Set<string>,
  send: (command: WriterCommand, system: ActorSystem) => void,
): Behavior<SenderCommand> =>
  Behaviors.receive<SenderCommand>((context, message) => {
    if (message.type === 'Send') {
      send({ type: 'Write', text: message.text, replyTo: context.self }, context.system)
    } else if (isNumbered(message.text)) acknowledged.add(message.text)
    else note(`SENDER ack:${message.text}`)
    return Behaviors.same
  })
