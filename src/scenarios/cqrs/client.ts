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
  codeOf,
  type Exchanges,
  inspectedExchanges,
  noAnswer,
  noExchanges,
  shorten,
} from '../exchanges.ts'
import type { GetReply, SnapshotReply, WriteAck } from './protocol.ts'

/** What a person sends. The client adds the reply address and a number of its own. */
export type Command =
  | { readonly type: 'Write'; readonly key: string; readonly value: string }
  | { readonly type: 'Get'; readonly key: string }
  | { readonly type: 'SaveSnapshot' }

type Reply = WriteAck | GetReply | SnapshotReply

interface Answered {
  readonly type: 'Answered'
  readonly id: number
  /** Goes with the answer, so that nobody has to remember it. */
  readonly request: ExchangeData
  readonly reply: ExchangeData
}

const writerPath = '/user/masterProxy'
const readerPath = '/user/read'

/** Long enough for a fail-over: meanwhile the proxy keeps the request. */
const answerWithinMs = 30_000

/** Lives outside the cluster and knows two addresses in it, nothing more. */
export const create = (
  initialContacts: readonly string[],
  settings: ClusterSettings['client'],
): Behavior<Command> =>
  Behaviors.setup<Command | Answered>(context => {
    const cluster = context.spawn(ClusterClient.create({ initialContacts, settings }), 'cluster-client')
    return running(cluster, noExchanges(['WriteAck', 'GetReply', 'SnapshotAck', 'SnapshotNotSaved']))
  })

const running = (
  cluster: ActorRef<ClusterClientCommand>,
  exchanges: Exchanges,
): Behavior<Command | Answered> =>
  Behaviors.receive((context, message) => {
    if (message.type === 'Answered') {
      const { id, request, reply } = message
      const next = afterReply(exchanges, id, reply)
      context.inspect(() => inspectedExchanges(next))
      context.log.info(`${codeOf(request)} -> ${codeOf(reply)}`)
      return running(cluster, next)
    }
    const request = requestData(message)
    const next = afterRequest(exchanges, request)
    context.inspect(() => inspectedExchanges(next))
    context.ask<ClusterClientCommand, Reply>(
      cluster,
      replyTo => ({
        type: 'Send',
        path: message.type === 'Get' ? readerPath : writerPath,
        message: { ...message, replyTo },
        localAffinity: true,
      }),
      answerWithinMs,
      (reply: Reply | AskTimeoutError) => ({
        type: 'Answered',
        id: next.asked,
        request,
        reply: 'code' in reply ? noAnswer : replyData(reply),
      }),
    )
    return running(cluster, next)
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

/** Without the key, which the request names. */
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
