import {
  type ActorRef,
  type AskTimeoutError,
  type Behavior,
  Behaviors,
  ClusterClient,
  type ClusterClientCommand,
  type ClusterSettings,
} from '../../runtime/index.ts'
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
  readonly reply: Reply | null
}

/** A request and what became of it; the page shows these. */
interface Exchange {
  readonly id: number
  readonly request: string
  readonly answer: string | null
  readonly outcome: 'pending' | 'ok' | 'missing' | 'no-answer'
}

const writerPath = '/user/masterProxy'
const readerPath = '/user/read'

/** Long enough for a fail-over: meanwhile the proxy keeps the request. */
const answerWithinMs = 30_000
/** So many exchanges, with texts so short, that the inspected state is never cut. */
const remembered = 12
const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

/** Lives outside the cluster and knows two addresses in it, nothing more. */
export const create = (
  initialContacts: readonly string[],
  settings: ClusterSettings['client'],
): Behavior<Command> =>
  Behaviors.setup<Command | Answered>(context => {
    const cluster = context.spawn(ClusterClient.create({ initialContacts, settings }), 'cluster-client')
    return running(cluster, 1, [])
  })

const running = (
  cluster: ActorRef<ClusterClientCommand>,
  nextId: number,
  exchanges: readonly Exchange[],
): Behavior<Command | Answered> =>
  Behaviors.receive((context, message) => {
    const next = exchangesAfter(exchanges, nextId, message)
    context.inspect(() => ({ exchanges: next.map(exchange => ({ ...exchange })) }))
    if (message.type === 'Answered') {
      context.log.info(tellAnswer(next.find(exchange => exchange.id === message.id)))
      return running(cluster, nextId, next)
    }
    const request = (replyTo: ActorRef<Reply>): ClusterClientCommand => ({
      type: 'Send',
      path: message.type === 'Get' ? readerPath : writerPath,
      message: { ...message, replyTo },
      localAffinity: true,
    })
    context.ask<ClusterClientCommand, Reply>(
      cluster,
      request,
      answerWithinMs,
      (reply: Reply | AskTimeoutError) => ({
        type: 'Answered',
        id: nextId,
        reply: 'code' in reply ? null : reply,
      }),
    )
    return running(cluster, nextId + 1, next)
  })

function exchangesAfter(
  exchanges: readonly Exchange[],
  nextId: number,
  message: Command | Answered,
): readonly Exchange[] {
  if (message.type === 'Answered') {
    return exchanges.map(exchange =>
      exchange.id === message.id ? settle(exchange, message.reply) : exchange,
    )
  }
  const asked: Exchange = { id: nextId, request: requestText(message), answer: null, outcome: 'pending' }
  return [...exchanges, asked].slice(-remembered)
}

function settle(exchange: Exchange, reply: Reply | null): Exchange {
  if (reply === null) {
    return { ...exchange, outcome: 'no-answer', answer: 'No answer: it may or may not have been done.' }
  }
  switch (reply.type) {
    case 'WriteAck':
      return { ...exchange, outcome: 'ok', answer: `stored as event ${reply.sequenceNr}` }
    case 'SnapshotAck':
      return { ...exchange, outcome: 'ok', answer: `snapshot at event ${reply.sequenceNr}` }
    case 'SnapshotNotSaved':
      return { ...exchange, outcome: 'missing', answer: 'The database could not save it.' }
    case 'GetReply':
      return reply.value === null
        ? { ...exchange, outcome: 'missing', answer: `Not found (${reply.reader})` }
        : { ...exchange, outcome: 'ok', answer: `${shorten(reply.value)} (${reply.reader})` }
  }
}

const requestText = (command: Command): string => {
  switch (command.type) {
    case 'Write':
      return `Write ${shorten(command.key)} = ${shorten(command.value)}`
    case 'Get':
      return `Get ${shorten(command.key)}`
    case 'SaveSnapshot':
      return 'Save snapshot'
  }
}

const tellAnswer = (exchange: Exchange | undefined): string =>
  exchange === undefined ? 'An answer to a forgotten request' : `${exchange.request}: ${exchange.answer}`
