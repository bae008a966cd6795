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
  type Entries,
  printEntries,
  readTopic,
  type SaveSnapshot,
  type SnapshotReply,
  type Write,
  type WriteAck,
  type Written,
  writerId,
} from './protocol.ts'

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
 * the journal.
 */
export const create = (mediator: ActorRef<PubSubCommand>): Behavior<Command> =>
  Behaviors.supervise(Behaviors.setup<Command>(() => writer(mediator))).onFailure(SupervisorStrategy.restart)

function writer(mediator: ActorRef<PubSubCommand>): Behavior<Command> {
  /** Sequence number of the last snapshot that this instance saved successfully. */
  let savedSequenceNr = -1
  return EventSourcedBehavior.create<Command, Written, Entries>({
    persistenceId: PersistenceId.ofUniqueId(writerId),
    emptyState: {},
    commandHandler: (_entries, command, context) => {
      switch (command.type) {
        case 'Write':
          return write(mediator, command, context)
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
    eventHandler: (entries, event) => ({ ...entries, [event.key]: event.value }),
    // The database may be unavailable for a while. With backoff the writer tries again until the database is back.
    onPersistFailure: SupervisorStrategy.restartWithBackoff({
      minBackoffMs: 1000,
      maxBackoffMs: 10_000,
      randomFactor: 0.1,
    }),
    receiveSignal: (entries, signal, context) => {
      switch (signal.type) {
        case 'RecoveryCompleted':
          context.log.info('Write node recovery completed')
          context.log.info(printEntries(entries))
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

function write(mediator: ActorRef<PubSubCommand>, { key, value, replyTo }: Write, context: Context) {
  const event: Written = { type: 'Written', key, value }
  return Effect.persist<Written, Entries>(event)
    .thenRun(entries => {
      context.log.info('Write node update')
      context.log.info(printEntries(entries))
      context.log.info(`Publish event:Write(${key},${value})`)
      const sequenceNr = EventSourcedBehavior.lastSequenceNumber(context)
      mediator.tell({ type: 'Publish', topic: readTopic, message: { ...event, type: 'Updated', sequenceNr } })
    })
    .thenReply<WriteAck>(replyTo, () => ({
      type: 'WriteAck',
      key,
      sequenceNr: EventSourcedBehavior.lastSequenceNumber(context),
    }))
}
