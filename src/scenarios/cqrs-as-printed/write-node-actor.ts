import { PoisonPill, Props, type Receive, unhandled } from '../../runtime/classic/index.ts'
import { type ActorRef, type Behavior, DistributedPubSub, type PubSubCommand } from '../../runtime/index.ts'
import {
  type PersistenceReply,
  PersistentActor,
  type Recovered,
} from '../../runtime/persistence/persistent-actor/index.ts'
import {
  persistenceId,
  readTopic,
  type SaveSnapshotEvent,
  type State,
  type Stop,
  update,
  type Write,
} from './protocol.ts'
import type { CqrsAsPrintedSettings } from './settings.ts'

export type Command = Write | SaveSnapshotEvent | Stop

/** The write side of the article, line by line. Where `printed` is false it does what the article should have done. */
class WriteNodeActor extends PersistentActor<Command, Write, State> {
  override readonly persistenceId = persistenceId
  private state: State = {}
  private readonly mediator: ActorRef<PubSubCommand> = DistributedPubSub.get(this.context.system).mediator
  private readonly printed: CqrsAsPrintedSettings['printed']

  constructor(printed: CqrsAsPrintedSettings['printed']) {
    super()
    this.printed = printed
    this.context.inspect(() => ({ entries: { ...this.state }, sequenceNr: this.lastSequenceNr }))
  }

  override receiveCommand(): Receive<Command | PersistenceReply> {
    return {
      Write: ({ key, value }) =>
        this.persist({ type: 'Write', key, value }, event => {
          this.log.info('Write node update')
          this.log.info(update(event, this.state))
          this.publishToRead(event)
        }),
      SaveSnapshotEvent: () => {
        this.log.info('Request save snapshot.')
        // As printed nothing is saved, so that no answer ever ends the behavior below.
        if (!this.printed.snapshotIsNeverSaved) this.saveSnapshot(this.state)
        this.context.become(this.receiveCommandSaving, false)
      },
      Stop: () => this.context.stop(this.self),
      _: other => this.log.info(`Receive other event : ${other.type}`),
    }
  }

  override receiveRecover(): Receive<Recovered<Write, State>> {
    return {
      SnapshotOffer: ({ snapshot }) => {
        if (this.printed.snapshotIsIgnored) {
          // The saved state is a map, so that the printed pattern, a string, never matches.
          if (typeof snapshot !== 'string') return unhandled
          this.log.info('Read node recovery start')
          return
        }
        this.state = { ...snapshot }
      },
      Write: event => {
        if (this.printed.replaySendsCommands) this.self.tell(event)
        else update(event, this.state)
      },
      RecoveryCompleted: () => this.log.info('Read node recovery completed'),
    }
  }

  private publishToRead(event: Write): void {
    if (this.printed.sleepsInTheHandler) this.context.block(5000, 'node')
    // A blocked actor goes on with its next message: what the article does after sleeping is deferred.
    this.defer(event, ({ key, value }) => {
      this.log.info(`Publish event:Write(${key},${value})`)
      this.mediator.tell({ type: 'Publish', topic: readTopic, message: event })
    })
  }

  private readonly receiveCommandSaving: Receive<Command | PersistenceReply> = {
    SaveSnapshotEvent: () =>
      this.log.warn('Discard event SaveSnapshot, cause previous saving is still running.'),
    SaveSnapshotSuccess: ({ metadata: { sequenceNr } }) => {
      this.log.info(`Snapshot saved : ${sequenceNr}`)
      // Repaired, the history stays until a later snapshot is kept beside this one.
      if (this.printed.deletesItsHistory) this.deleteMessages(sequenceNr - 1)
      this.unstashAll()
      this.context.unbecome()
    },
    SaveSnapshotFailure: ({ metadata: { sequenceNr } }) => {
      this.log.error(`Failed to save snapshot(${sequenceNr})`)
      this.unstashAll()
      this.context.unbecome()
    },
    _: other => {
      this.log.warn(`Stash the event while saving snapshot: ${other.type}`)
      this.stash()
    },
  }
}

export const create = ({ printed }: CqrsAsPrintedSettings): Behavior<Command> =>
  Props(() => new WriteNodeActor(printed))

/** The termination message of the singleton manager. */
export const terminationMessage = ({ printed }: CqrsAsPrintedSettings): Command =>
  // A PoisonPill is accepted by every classic actor beside its protocol.
  printed.stopsByPoisonPill ? (PoisonPill as unknown as Command) : { type: 'Stop' }
