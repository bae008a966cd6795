import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  Effect,
  EventSourcedBehavior,
  PersistenceId,
  type PubSubCommand,
  reasonOf,
  SupervisorStrategy,
} from '../../runtime/index.ts'
import {
  printEntries,
  type RepeatedWriteAck,
  readTopic,
  type SaveSnapshot,
  type SnapshotReply,
  type Updated,
  type Write,
  type WriteAck,
  type Written,
  writerId,
} from './protocol.ts'
import { afterWritten, entriesOf, stateIn, storedAs, type WriterState, writtenIn } from './writer-state.ts'

export type Command = Write | SaveSnapshot | Stop

/**
 * The stop message of the singleton manager. As an ordinary message it waits until a write in progress is complete.
 */
export interface Stop {
  readonly type: 'Stop'
}

type Context = ActorContext<Command>

/**
 * The write side: a cluster singleton on the oldest `update` node. It stores each write as an event, then publishes
 * the event to the readers, then acknowledges the write. After a failure it is restarted and recovers its state from
 * the journal, with the requests that it remembers.
 */
export function create(mediator: ActorRef<PubSubCommand>): Behavior<Command> {
  const behavior = Behaviors.setup<Command>(context => writer(mediator, context))
  return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart)
}

function writer(mediator: ActorRef<PubSubCommand>, writerContext: Context): Behavior<Command> {
  /** Sequence number of the last snapshot that this instance saved successfully. */
  let savedSequenceNr = -1
  return EventSourcedBehavior.create<Command, Written, WriterState>({
    persistenceId: PersistenceId.ofUniqueId(writerId),
    emptyState: {},
    commandHandler: (state, command, context) => {
      switch (command.type) {
        case 'Write':
          return repeated(mediator, command, state) ?? write(mediator, command, context)
        case 'SaveSnapshot':
          context.log.info('Request save snapshot.')
          return Effect.saveSnapshot().thenReply<SnapshotReply>(command.replyTo, () => {
            const sequenceNr = EventSourcedBehavior.lastSequenceNumber(context)
            return savedSequenceNr === sequenceNr
              ? { type: 'SnapshotAck', sequenceNr }
              : { type: 'SnapshotNotSaved' }
          })
        case 'Stop':
          return Effect.stop()
      }
    },
    eventHandler: (state, event) =>
      afterWritten(state, event, EventSourcedBehavior.lastSequenceNumber(writerContext)),
    // A record of another program fails the recovery, because a state made of it would be wrong.
    eventAdapter: { toJournal: event => event, fromJournal: stored => [writtenIn(stored)] },
    snapshotAdapter: { toJournal: state => state, fromJournal: stateIn },
    // The database may be unavailable for a while. With backoff the writer tries again until the database is back.
    onPersistFailure: SupervisorStrategy.restartWithBackoff({
      minBackoffMs: 1000,
      maxBackoffMs: 10_000,
      randomFactor: 0.1,
    }),
    receiveSignal: (state, signal, context) => {
      switch (signal.type) {
        case 'RecoveryCompleted':
          context.log.info('Write node recovery completed')
          context.log.info(printEntries(entriesOf(state)))
          return
        case 'SnapshotCompleted':
          savedSequenceNr = signal.sequenceNr
          context.log.info(`Snapshot saved : ${signal.sequenceNr}`)
          return
        case 'SnapshotFailed':
          context.log.error(`Failed to save snapshot(${signal.sequenceNr}) : ${reasonOf(signal.cause)}`)
          return
        default:
          return 'unhandled'
      }
    },
  })
}

/**
 * The answer to a write with an idempotency key that is stored already; null for any other write. Its event is published
 * again, because the writer may have failed before it could; a reader that has it ignores it.
 */
function repeated(mediator: ActorRef<PubSubCommand>, command: Write, state: WriterState) {
  const { key, value, requestId, storeOnce, replyTo } = command
  if (requestId === undefined || storeOnce !== true) return null
  const sequenceNr = storedAs(state, requestId)
  if (sequenceNr === null) return null
  publish(mediator, { type: 'Updated', key, value, sequenceNr })
  return Effect.reply<RepeatedWriteAck>(replyTo, { type: 'RepeatedWriteAck', key, sequenceNr })
}

const publish = (mediator: ActorRef<PubSubCommand>, message: Updated): void =>
  mediator.tell({ type: 'Publish', topic: readTopic, message })

function write(mediator: ActorRef<PubSubCommand>, command: Write, context: Context) {
  const { key, value, requestId, replyTo } = command
  const event: Written = { type: 'Written', key, value, ...(requestId === undefined ? {} : { requestId }) }
  return Effect.persist<Written, WriterState>(event)
    .thenRun(state => {
      context.log.info('Write node update')
      context.log.info(printEntries(entriesOf(state)))
      context.log.info(`Publish event:Write(${key},${value})`)
      const sequenceNr = EventSourcedBehavior.lastSequenceNumber(context)
      publish(mediator, { type: 'Updated', key, value, sequenceNr })
      const first = requestId === undefined ? sequenceNr : (storedAs(state, requestId) ?? sequenceNr)
      if (first !== sequenceNr)
        context.log.warn(`Stored twice: request ${requestId} is event ${first} and event ${sequenceNr}`)
    })
    .thenReply<WriteAck>(replyTo, () => ({
      type: 'WriteAck',
      key,
      sequenceNr: EventSourcedBehavior.lastSequenceNumber(context),
    }))
}
