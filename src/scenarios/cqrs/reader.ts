import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  EventQueries,
  type EventsByIdMessage,
  Persistence,
  type PubSubCommand,
  type QueryElement,
  type StashBuffer,
  type StoredEvent,
} from '../../runtime/index.ts'
import { hostOf } from '../../trace/actor-path.ts'
import {
  type Entries,
  entryOf,
  type Feed,
  type Follow,
  type Get,
  type GetReply,
  isWritten,
  printEntries,
  readTopic,
  type Updated,
  type Written,
  writerId,
} from './protocol.ts'
import { entriesOf, isWriterState } from './writer-state.ts'

export type Command = Get | Updated | Follow

/** An element of a journal query, or the order to repeat a failed query. */
type PrivateCommand = QueryElement | { readonly type: 'RetryQuery' }

/** A copy of the data. `sequenceNr`: the last event in it. */
interface Copy {
  readonly entries: Entries
  readonly sequenceNr: number
}

/** The feed that the reader follows. `query`: the live query of the journal; null with pub/sub, and while the reader catches up. */
interface Following {
  readonly feed: Feed
  readonly query: ActorRef<EventsByIdMessage> | null
}

const retryMs = 3000

/**
 * The read side: a copy of the data in memory, on every `read` node. Published updates arrive quickly but can get
 * lost, because pub/sub delivers at most once. So a reader also reads the journal: at its start, and whenever a gap
 * in the sequence numbers shows that it missed an update. With another feed it reads all events from the journal.
 */
export const create = (mediator: ActorRef<PubSubCommand>): Behavior<Command> =>
  Behaviors.withStash<Command | PrivateCommand>(1000, stash =>
    Behaviors.setup(context => {
      mediator.tell({ type: 'Subscribe', topic: readTopic, subscriber: context.self })
      const reader = { context, stash, mediator }
      return catchUp(reader, { feed: 'pub-sub', query: null }, { entries: {}, sequenceNr: 0 })
    }),
  )

interface Reader {
  readonly context: ActorContext<Command | PrivateCommand>
  readonly stash: StashBuffer<Command | PrivateCommand>
  readonly mediator: ActorRef<PubSubCommand>
}

type Next = Behavior<Command | PrivateCommand>

/** Reads the missing events from the journal. Other messages are stashed until the query is complete. */
function catchUp(reader: Reader, { feed, query }: Following, copy: Copy): Next {
  const { context } = reader
  if (query !== null) context.stop(query)
  context.spawnAnonymous(
    EventQueries.currentEventsStartingFromSnapshot({
      persistenceId: writerId,
      fromSequenceNr: copy.sequenceNr + 1,
      replyTo: context.self,
      journal: Persistence.get(context.system).journal,
    }),
  )
  return catchingUp(reader, feed, copy)
}

function catchingUp(reader: Reader, feed: Feed, copy: Copy): Next {
  const { context, stash } = reader
  context.inspect(() => ({ ...copy, ...shownFeed(feed), catchingUp: true }))
  return Behaviors.receiveMessage(message => {
    switch (message.type) {
      case 'SnapshotFound':
        if (!isWriterState(message.snapshot))
          context.log.warn(`Snapshot ${message.sequenceNr} is no state of the writer: it is left out`)
        return catchingUp(reader, feed, {
          entries: isWriterState(message.snapshot) ? entriesOf(message.snapshot) : {},
          sequenceNr: message.sequenceNr,
        })
      case 'EventsFound':
        warnOfGap(context, copy, message.events[0]?.sequenceNr)
        return catchingUp(reader, feed, message.events.reduce(applyStored, copy))
      case 'QueryCompleted':
        warnOfGap(context, copy, message.highestSequenceNr + 1)
        context.log.info(`Read node caught up at event ${copy.sequenceNr}`)
        return stash.unstashAll(following(reader, { feed, query: liveQuery(reader, feed, copy) }, copy))
      case 'QueryFailed':
        context.log.warn(`Could not read the journal: ${message.reason}. Trying again in ${retryMs} ms.`)
        context.scheduleOnce(retryMs, context.self, { type: 'RetryQuery' })
        return Behaviors.same
      case 'RetryQuery':
        return catchUp(reader, { feed, query: null }, copy)
      case 'EventsMissing':
        // Of a live query that is stopped already: the current query finds what replaces the events.
        return Behaviors.same
      case 'Follow':
        return catchingUp(reader, switched(reader, feed, message.feed), copy)
      case 'Get':
      case 'Updated':
        stash.stash(message)
        return Behaviors.same
    }
  })
}

function following(reader: Reader, followed: Following, copy: Copy): Next {
  const { context, stash } = reader
  const { feed, query } = followed
  context.inspect(() => ({ ...copy, ...shownFeed(feed), catchingUp: false }))
  return Behaviors.receiveMessage(message => {
    switch (message.type) {
      case 'Get': {
        const value = entryOf(copy.entries, message.key)
        context.log.info(`Get read node data: ${value ?? 'Not found'}`)
        message.replyTo.tell(getReply(context, copy, message.key, value))
        return Behaviors.same
      }
      case 'Updated': {
        if (message.sequenceNr <= copy.sequenceNr) return Behaviors.same
        if (feed !== 'pub-sub') {
          query?.tell({ type: 'Refresh' })
          return Behaviors.same
        }
        if (message.sequenceNr > copy.sequenceNr + 1) {
          context.log.warn(`Missed updates after event ${copy.sequenceNr}: reading the journal`)
          stash.stash(message)
          return catchUp(reader, followed, copy)
        }
        context.log.info('Subscribe event read node update')
        const entries = { ...copy.entries, [message.key]: message.value }
        context.log.info(printEntries(entries))
        return following(reader, followed, { entries, sequenceNr: message.sequenceNr })
      }
      case 'EventsFound': {
        const next = message.events.find(({ sequenceNr }) => sequenceNr > copy.sequenceNr)
        if (next === undefined) return Behaviors.same
        // A snapshot replaces events that were deleted before the query could read them.
        if (next.sequenceNr > copy.sequenceNr + 1) return catchUp(reader, followed, copy)
        const read = message.events.reduce(applyStored, copy)
        context.log.info(printEntries(read.entries))
        return following(reader, followed, read)
      }
      case 'EventsMissing':
        return message.toSequenceNr > copy.sequenceNr ? catchUp(reader, followed, copy) : Behaviors.same
      case 'QueryFailed':
        context.log.warn(`Could not read the journal: ${message.reason}. Trying again in ${retryMs} ms.`)
        context.scheduleOnce(retryMs, context.self, { type: 'RetryQuery' })
        return Behaviors.same
      case 'RetryQuery':
        return catchUp(reader, followed, copy)
      case 'Follow':
        if (message.feed === feed) return Behaviors.same
        return catchUp(reader, { ...followed, feed: switched(reader, feed, message.feed) }, copy)
      default:
        return Behaviors.unhandled
    }
  })
}

/** Subscribes or unsubscribes where the new feed needs it, and returns the new feed. */
function switched({ mediator, context }: Reader, before: Feed, after: Feed): Feed {
  const type = after === 'query' ? 'Unsubscribe' : before === 'query' ? 'Subscribe' : null
  if (type !== null && before !== after) mediator.tell({ type, topic: readTopic, subscriber: context.self })
  return after
}

/** Starts the live query of a feed that has one, behind the last event of the copy. */
const liveQuery = ({ context }: Reader, feed: Feed, copy: Copy): Following['query'] =>
  feed === 'pub-sub'
    ? null
    : context.spawnAnonymous(
        EventQueries.eventsByPersistenceId({
          persistenceId: writerId,
          fromSequenceNr: copy.sequenceNr + 1,
          commitHints: feed === 'query',
          replyTo: context.self,
          journal: Persistence.get(context.system).journal,
        }),
      )

/** The feed as a part of the shown state. */
const shownFeed = (feed: Feed) => (feed === 'pub-sub' ? {} : { feed })

/**
 * Warns of deleted events. The query replaces deleted events by a snapshot; a gap means that no snapshot covers them.
 */
function warnOfGap(context: Reader['context'], { sequenceNr }: Copy, next = sequenceNr + 1): void {
  if (next > sequenceNr + 1) {
    context.log.warn(
      `The journal has no events ${sequenceNr + 1} to ${next - 1}, and no snapshot covers them`,
    )
  }
}

function applyStored(copy: Copy, { sequenceNr, payload }: StoredEvent): Copy {
  // A query that is stopped may have sent the event already.
  if (sequenceNr <= copy.sequenceNr) return copy
  // Another program has stored it: the writer does not start, and the copy leaves it out.
  if (!isWritten(payload)) return { ...copy, sequenceNr }
  const { key, value } = payload as unknown as Written
  return { entries: { ...copy.entries, [key]: value }, sequenceNr }
}

const getReply = (context: Reader['context'], copy: Copy, key: string, value: string | null): GetReply => ({
  type: 'GetReply',
  key,
  value,
  reader: hostOf(context.system.address),
  sequenceNr: copy.sequenceNr,
})
