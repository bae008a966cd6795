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

/** Its own word for stopping: behind all that is queued, never in the middle of a write. */
export interface Stop {
  readonly type: 'Stop'
}

type Context = ActorContext<Command>

/**
 * The write side: one in the whole cluster, a singleton on the oldest `update` node. Each write is stored
 * before anything else happens, then published to the readers, then acknowledged. When it fails it is
 * restarted, and recovers what it knew from the journal.
 */
export const create = (mediator: ActorRef<PubSubCommand>): Behavior<Command> =>
  Behaviors.supervise(Behaviors.setup<Command>(() => writer(mediator))).onFailure(SupervisorStrategy.restart)

function writer(mediator: ActorRef<PubSubCommand>): Behavior<Command> {
  /** Number of the last snapshot that was really saved, by this incarnation. */
  let savedNr = -1
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
            return savedNr === sequenceNr ? { type: 'SnapshotAck', sequenceNr } : { type: 'SnapshotNotSaved' }
          })
        case 'Stop':
          return Effect.stop()
      }
    },
    eventHandler: (entries, event) => ({ ...entries, [event.key]: event.value }),
    // The database may be away for a while: try again instead of leaving the cluster without a writer.
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
          savedNr = signal.sequenceNr
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
