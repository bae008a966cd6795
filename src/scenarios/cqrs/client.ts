import {
  type ActorRef,
  type AskTimeoutError,
  type Behavior,
  Behaviors,
  ClusterClient,
  type ClusterClientCommand,
  type ClusterSettings,
} from '../../runtime/index.ts'
import type { ExchangeData } from '../card.ts'
import {
  afterReply,
  afterRequest,
  type Exchanges,
  formatExchange,
  inspectedExchanges,
  noAnswer,
  noExchanges,
  shorten,
} from '../exchanges.ts'
import type { GetReply, SnapshotReply, WriteAck } from './protocol.ts'

/** A command from the form in the page. The client adds the reply address and a request number. */
export type Command =
  | { readonly type: 'Write'; readonly key: string; readonly value: string }
  | { readonly type: 'Get'; readonly key: string }
  | { readonly type: 'SaveSnapshot' }

type Reply = WriteAck | GetReply | SnapshotReply

interface Answered {
  readonly type: 'Answered'
  readonly id: number
  /** Part of this message, so that the client need not store it until the reply arrives. */
  readonly request: ExchangeData
  readonly reply: ExchangeData
}

const writerPath = '/user/masterProxy'
const readerPath = '/user/read'

/** Longer than a fail-over, during which the singleton proxy keeps the request. */
const askTimeoutMs = 30_000

/**
 * The client, on a system outside the cluster. It knows only the addresses of the initial contacts and sends every
 * command through a cluster client.
 */
export const create = (
  initialContacts: readonly string[],
  settings: ClusterSettings['client'],
): Behavior<Command> =>
  Behaviors.setup<Command | Answered>(context => {
    const clusterClient = context.spawn(ClusterClient.create({ initialContacts, settings }), 'cluster-client')
    return running(clusterClient, noExchanges(['WriteAck', 'GetReply', 'SnapshotAck', 'SnapshotNotSaved']))
  })

const running = (
  clusterClient: ActorRef<ClusterClientCommand>,
  exchanges: Exchanges,
): Behavior<Command | Answered> =>
  Behaviors.receive((context, message) => {
    if (message.type === 'Answered') {
      const { id, request, reply } = message
      const next = afterReply(exchanges, id, reply)
      context.inspect(() => inspectedExchanges(next))
      context.log.info(`${formatExchange(request)} -> ${formatExchange(reply)}`)
      return running(clusterClient, next)
    }
    const request = requestData(message)
    const next = afterRequest(exchanges, request)
    context.inspect(() => inspectedExchanges(next))
    context.ask<ClusterClientCommand, Reply>(
      clusterClient,
      replyTo => ({
        type: 'Send',
        path: message.type === 'Get' ? readerPath : writerPath,
        message: { ...message, replyTo },
        localAffinity: true,
      }),
      askTimeoutMs,
      (reply: Reply | AskTimeoutError) => ({
        type: 'Answered',
        id: next.asked,
        request,
        reply: 'code' in reply ? noAnswer : replyData(reply),
      }),
    )
    return running(clusterClient, next)
  })

function requestData(command: Command): ExchangeData {
  switch (command.type) {
    case 'Write':
      return { type: 'Write', key: shorten(command.key), value: shorten(command.value) }
    case 'Get':
      return { type: 'Get', key: shorten(command.key) }
    case 'SaveSnapshot':
      return { type: 'SaveSnapshot' }
  }
}

/** The reply without its key, which is in the request already. */
function replyData(reply: Reply): ExchangeData {
  switch (reply.type) {
    case 'WriteAck':
    case 'SnapshotAck':
      return { type: reply.type, sequenceNr: reply.sequenceNr }
    case 'SnapshotNotSaved':
      return { type: reply.type }
    case 'GetReply': {
      const { type, value, reader, sequenceNr } = reply
      return { type, value: value === null ? null : shorten(value), reader, sequenceNr }
    }
  }
}
