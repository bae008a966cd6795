import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  EventQueries,
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
  type Get,
  type GetReply,
  printEntries,
  readTopic,
  type Updated,
  type Written,
  writerId,
} from './protocol.ts'

export type Command = Get | Updated

/** An element of the journal query, or the order to repeat a failed query. */
type PrivateCommand = QueryElement | { readonly type: 'RetryQuery' }

/** A copy of the data. `sequenceNr`: the last event in it. */
interface Copy {
  readonly entries: Entries
  readonly sequenceNr: number
}

const retryMs = 3000

/**
 * The read side: a copy of the data in memory, on every `read` node. Published updates arrive quickly but can get
 * lost, because pub/sub delivers at most once. So a reader also reads the journal: at its start, and whenever a gap
 * in the sequence numbers shows that it missed an update.
 */
export const create = (mediator: ActorRef<PubSubCommand>): Behavior<Command> =>
  Behaviors.withStash<Command | PrivateCommand>(1000, stash =>
    Behaviors.setup(context => {
      mediator.tell({ type: 'Subscribe', topic: readTopic, subscriber: context.self })
      return catchUp(context, stash, { entries: {}, sequenceNr: 0 })
    }),
  )

type Context = ActorContext<Command | PrivateCommand>
type Stash = StashBuffer<Command | PrivateCommand>

/** Reads the missing events from the journal. Other messages are stashed until the query is complete. */
function catchUp(context: Context, stash: Stash, copy: Copy): Behavior<Command | PrivateCommand> {
  context.spawnAnonymous(
    EventQueries.currentEventsStartingFromSnapshot({
      persistenceId: writerId,
      fromSequenceNr: copy.sequenceNr + 1,
      replyTo: context.self,
      journal: Persistence.get(context.system).journal,
    }),
  )
  return catchingUp(context, stash, copy)
}

function catchingUp(context: Context, stash: Stash, copy: Copy): Behavior<Command | PrivateCommand> {
  context.inspect(() => ({ ...copy, catchingUp: true }))
  return Behaviors.receiveMessage(message => {
    switch (message.type) {
      case 'SnapshotFound':
        return catchingUp(context, stash, {
          entries: message.snapshot as Entries,
          sequenceNr: message.sequenceNr,
        })
      case 'EventsFound':
        warnOfGap(context, copy, message.events[0]?.sequenceNr)
        return catchingUp(context, stash, message.events.reduce(applyStored, copy))
      case 'QueryCompleted':
        warnOfGap(context, copy, message.highestSequenceNr + 1)
        context.log.info(`Read node caught up at event ${copy.sequenceNr}`)
        return stash.unstashAll(following(context, stash, copy))
      case 'QueryFailed':
        context.log.warn(`Could not read the journal: ${message.reason}. Trying again in ${retryMs} ms.`)
        context.scheduleOnce(retryMs, context.self, { type: 'RetryQuery' })
        return Behaviors.same
      case 'RetryQuery':
        return catchUp(context, stash, copy)
      case 'Get':
      case 'Updated':
        stash.stash(message)
        return Behaviors.same
    }
  })
}

function following(context: Context, stash: Stash, copy: Copy): Behavior<Command | PrivateCommand> {
  context.inspect(() => ({ ...copy, catchingUp: false }))
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
        if (message.sequenceNr > copy.sequenceNr + 1) {
          context.log.warn(`Missed updates after event ${copy.sequenceNr}: reading the journal`)
          stash.stash(message)
          return catchUp(context, stash, copy)
        }
        context.log.info('Subscribe event read node update')
        const entries = { ...copy.entries, [message.key]: message.value }
        context.log.info(printEntries(entries))
        return following(context, stash, { entries, sequenceNr: message.sequenceNr })
      }
      default:
        return Behaviors.unhandled
    }
  })
}

/**
 * Warns of deleted events. The query replaces deleted events by a snapshot; a gap means that no snapshot covers them.
 */
function warnOfGap(context: Context, { sequenceNr }: Copy, next = sequenceNr + 1): void {
  if (next > sequenceNr + 1) {
    context.log.warn(
      `The journal has no events ${sequenceNr + 1} to ${next - 1}, and no snapshot covers them`,
    )
  }
}

function applyStored(copy: Copy, { sequenceNr, payload }: StoredEvent): Copy {
  const { key, value } = payload as unknown as Written
  return { entries: { ...copy.entries, [key]: value }, sequenceNr }
}

const getReply = (context: Context, copy: Copy, key: string, value: string | null): GetReply => ({
  type: 'GetReply',
  key,
  value,
  reader: hostOf(context.system.address),
  sequenceNr: copy.sequenceNr,
})
