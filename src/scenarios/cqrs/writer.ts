import {
  type ActorRef,
  type Behavior,
  Behaviors,
  Effect,
  EventSourcedBehavior,
  PersistenceId,
  type PubSubCommand,
  SupervisorStrategy,
} from '../../runtime/index.ts'
import { type Entries, printEntries, readTopic, type SaveSnapshot, type Write, type Written, writerId } from './protocol.ts'

export type Command = Write | SaveSnapshot | Stop

/** Its own word for stopping: behind all that is queued, never in the middle of a write. */
export interface Stop {
  readonly type: 'Stop'
}

/**
 * The write side: one in the whole cluster, a singleton on the oldest `update` node. Each write is stored
 * before anything else happens, then published to the readers, then acknowledged.
 */
export const create = (mediator: ActorRef<PubSubCommand>): Behavior<Command> =>
  Behaviors.supervise(
    Behaviors.setup<Command>(context =>
      EventSourcedBehavior.create<Command, Written, Entries>({
        persistenceId: PersistenceId.ofUniqueId(writerId),
        emptyState: {},
        commandHandler: (_state, command) => {
          switch (command.type) {
            case 'Write': {
              const { key, value, replyTo } = command
              return Effect.persist<Written, Entries>({ type: 'Written', key, value })
                .thenRun(entries => {
                  const sequenceNr = EventSourcedBehavior.lastSequenceNumber(context)
                  context.log.info('Write node update')
                  context.log.info(printEntries(entries))
                  context.log.info(`Publish event:Write(${key},${value})`)
                  mediator.tell({
                    type: 'Publish',
                    topic: readTopic,
                    message: { type: 'Updated', key, value, sequenceNr },
                  })
                })
                .thenReply(replyTo, () => ({
                  type: 'WriteAck',
                  key,
                  sequenceNr: EventSourcedBehavior.lastSequenceNumber(context),
                }))
            }
            case 'SaveSnapshot':
              context.log.info('Request save snapshot.')
              return Effect.saveSnapshot<Written, Entries>().thenReply(command.replyTo, () => ({
                type: 'SnapshotAck',
                sequenceNr: EventSourcedBehavior.lastSequenceNumber(context),
              }))
            case 'Stop':
              return Effect.stop<Written, Entries>()
          }
        },
        eventHandler: (entries, event) => ({ ...entries, [event.key]: event.value }),
        // The database may be away for a while: try again instead of leaving the cluster without a writer.
        onPersistFailure: SupervisorStrategy.restartWithBackoff({
          minBackoffMs: 1000,
          maxBackoffMs: 10_000,
          randomFactor: 0.1,
        }),
        receiveSignal: (entries, signal) => {
          switch (signal.type) {
            case 'RecoveryCompleted':
              context.log.info('Write node recovery completed')
              context.log.info(printEntries(entries))
              break
            case 'SnapshotCompleted':
              context.log.info(`Snapshot saved : ${signal.sequenceNr}`)
              break
            case 'SnapshotFailed':
              context.log.error(`Failed to save snapshot(${signal.sequenceNr}) : ${signal.cause.message}`)
              break
          }
        },
      }),
    ),
  ).onFailure(SupervisorStrategy.restart)
