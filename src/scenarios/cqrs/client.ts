import {
  type ActorContext,
  type ActorRef,
  type AskTimeoutError,
  type Behavior,
  Behaviors,
  ClusterClient,
  type ClusterClientCommand,
  type ClusterSettings,
} from '../../runtime/index.ts'
import { parsePath } from '../../trace/actor-path.ts'
import type { ExchangeData } from '../card.ts'
import {
  afterRepeat,
  afterReply,
  afterRequest,
  type Exchanges,
  formatExchange,
  inspectedExchanges,
  noAnswer,
  noExchanges,
  shorten,
} from '../exchanges.ts'
import type { Follow, GetReply, SnapshotReply, WriteReply } from './protocol.ts'

/** A command from the form in the page. The client adds the reply address and a request number. */
export type Command = Request | FeedCommand | AskingCommand

type Request =
  | { readonly type: 'Write'; readonly key: string; readonly value: string }
  | { readonly type: 'Get'; readonly key: string }
  | { readonly type: 'SaveSnapshot' }

/** Switches what all readers follow. */
interface FeedCommand {
  readonly type: keyof typeof feeds
}

const feeds = {
  FollowPubSub: 'pub-sub',
  FollowJournal: 'query',
  FollowHints: 'hinted-query',
} as const

/** Switches what the client does when no answer comes in time. */
interface AskingCommand {
  readonly type: keyof typeof askings
}

const askings = {
  AskOnce: 'once',
  AskAgain: 'again',
  AskAgainWithKeys: 'again-with-keys',
} as const

/** `again-with-keys`: the id of a repeated write is an idempotency key, so that the writer stores the write once. */
type Asking = (typeof askings)[keyof typeof askings]

type Reply = WriteReply | GetReply | SnapshotReply

/** A request on its way. It is part of the message about its outcome, so that the client need not store it until then. */
interface Asked {
  readonly id: number
  readonly request: Request
  /** Fixed when the request is made: a later switch does not change it. */
  readonly asking: Asking
  /** Number of times the client has asked again. */
  readonly again: number
}

type Outcome =
  | { readonly type: 'Answered'; readonly asked: Asked; readonly reply: ExchangeData }
  | { readonly type: 'NotAnswered'; readonly asked: Asked }

const writerPath = '/user/masterProxy'
const readerPath = '/user/read'

/** Longer than a fail-over, during which the singleton proxy keeps the request. */
const askTimeoutMs = 30_000
/** A client that asks again waits just as long in all: six times 5 s. */
const retryTimeoutMs = 5000
const maxRepeats = 5

/**
 * The client, on a system outside the cluster. It knows only the addresses of the initial contacts and sends every
 * command through a cluster client.
 */
export const create = (
  initialContacts: readonly string[],
  settings: ClusterSettings['client'],
): Behavior<Command> =>
  Behaviors.setup<Command | Outcome>(context => {
    const clusterClient = context.spawn(ClusterClient.create({ initialContacts, settings }), 'cluster-client')
    const exchanges = noExchanges(['WriteAck', 'GetReply', 'SnapshotAck', 'SnapshotNotSaved'])
    return running({ context, clusterClient }, exchanges, 'once')
  })

interface Client {
  readonly context: ActorContext<Command | Outcome>
  readonly clusterClient: ActorRef<ClusterClientCommand>
}

const running = (client: Client, exchanges: Exchanges, asking: Asking): Behavior<Command | Outcome> =>
  Behaviors.receiveMessage(message => {
    const { context, clusterClient } = client
    const continueWith = (nextExchanges: Exchanges, nextAsking = asking) => {
      const shown = nextAsking === 'once' ? {} : { asking: nextAsking }
      context.inspect(() => ({ ...inspectedExchanges(nextExchanges), ...shown }))
      return running(client, nextExchanges, nextAsking)
    }
    if (message.type === 'Answered') {
      const { asked, reply } = message
      context.log.info(`${formatExchange(requestData(asked.request))} -> ${formatExchange(reply)}`)
      return continueWith(afterReply(exchanges, asked.id, reply))
    }
    if (message.type === 'NotAnswered') {
      const { asked } = message
      const again = asked.again + 1
      const request = formatExchange(requestData(asked.request))
      context.log.info(
        `${request}: no answer in ${retryTimeoutMs} ms, asking again (${again} of ${maxRepeats})`,
      )
      send(client, { ...asked, again })
      return continueWith(afterRepeat(exchanges, asked.id, again))
    }
    if (isFeedCommand(message)) {
      const follow: Follow = { type: 'Follow', feed: feeds[message.type] }
      clusterClient.tell({ type: 'SendToAll', path: readerPath, message: follow })
      return Behaviors.same
    }
    if (isAskingCommand(message)) return continueWith(exchanges, askings[message.type])
    const next = afterRequest(exchanges, requestData(message))
    send(client, { id: next.asked, request: message, asking, again: 0 })
    return continueWith(next)
  })

/** Sends a request, for the first time or again. */
function send(client: Client, asked: Asked): void {
  const { request, asking, again } = asked
  client.context.ask<ClusterClientCommand, Reply>(
    client.clusterClient,
    replyTo => ({
      type: 'Send',
      path: request.type === 'Get' ? readerPath : writerPath,
      message: { ...request, ...keyOf(client, asked), replyTo },
      localAffinity: true,
    }),
    asking === 'once' ? askTimeoutMs : retryTimeoutMs,
    (reply: Reply | AskTimeoutError): Outcome => {
      if (!('code' in reply)) return { type: 'Answered', asked, reply: withRepeats(replyData(reply), again) }
      if (asking !== 'once' && again < maxRepeats) return { type: 'NotAnswered', asked }
      return { type: 'Answered', asked, reply: withRepeats(noAnswer, again) }
    },
  )
}

/**
 * The id of a write, the same each time. The uid belongs to this start of the client, so that a later one, which counts from
 * 1 again, has other ids.
 */
function keyOf({ clusterClient }: Client, { id, request, asking }: Asked) {
  if (request.type !== 'Write' || asking === 'once') return {}
  const requestId = `${parsePath(clusterClient.path).uid.toString(36)}-${id}`
  return asking === 'again' ? { requestId } : { requestId, storeOnce: true }
}

const withRepeats = (reply: ExchangeData, again: number): ExchangeData =>
  again === 0 ? reply : { ...reply, again }

const isFeedCommand = (command: Command): command is FeedCommand => Object.hasOwn(feeds, command.type)

const isAskingCommand = (command: Request | AskingCommand): command is AskingCommand =>
  Object.hasOwn(askings, command.type)

function requestData(command: Request): ExchangeData {
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
    case 'RepeatedWriteAck':
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
