import { Actor, Props, type Receive } from '../../runtime/classic/index.ts'
import {
  type ActorRef,
  type Behavior,
  DistributedPubSub,
  EventQueries,
  Persistence,
  type PubSubCommand,
  type QueryElement,
} from '../../runtime/index.ts'
import {
  type PersistenceReply,
  PersistentActor,
  type Recovered,
} from '../../runtime/persistence/persistent-actor/index.ts'
import { type Get, persistenceId, readTopic, type State, update, type Write } from './protocol.ts'
import type { CqrsAsPrintedSettings } from './settings.ts'

export type Command = Get | Write

const foundText = (state: State, key: string): string =>
  `Get read node data: ${Object.hasOwn(state, key) ? state[key] : 'Not found'}`

/** The read side of the article, line by line: a persistent actor on the stream of the writer. */
class ReadNodeActor extends PersistentActor<Command, Write, State> {
  override readonly persistenceId = persistenceId
  private readonly state: State = {}
  private readonly mediator: ActorRef<PubSubCommand> = DistributedPubSub.get(this.context.system).mediator
  private readonly printed: CqrsAsPrintedSettings['printed']

  constructor(printed: CqrsAsPrintedSettings['printed']) {
    super()
    this.printed = printed
    this.context.inspect(() => ({ entries: { ...this.state }, sequenceNr: this.lastSequenceNr }))
    if (printed.subscribesBeforeRecovery) this.subscribe()
  }

  private subscribe(): void {
    this.mediator.tell({ type: 'Subscribe', topic: readTopic, subscriber: this.self })
  }

  override receiveCommand(): Receive<Command | PersistenceReply> {
    return {
      Get: ({ key }) => this.log.info(foundText(this.state, key)),
      Write: event => {
        this.log.info('Subscribe event read node update')
        this.log.info(update(event, this.state))
      },
      _: other => this.log.info(`Receive other event : ${other.type}`),
    }
  }

  override receiveRecover(): Receive<Recovered<Write, State>> {
    return {
      SnapshotOffer: () => this.log.info('Read node recovery start'),
      Write: event => {
        if (this.printed.replaySendsCommands) this.self.tell(event)
        else update(event, this.state)
      },
      RecoveryCompleted: () => {
        this.log.info('Read node recovery completed')
        if (!this.printed.subscribesBeforeRecovery) this.subscribe()
      },
    }
  }
}

/** Time between two looks into the journal, in case that a published event was missed. */
const refreshMs = 3000

/**
 * The repaired read side: no persistent actor, but a reader with an offset of its own. It reads the journal at its start and,
 * unless `readersOnlyListen`, also at each published event and every {@link refreshMs}.
 */
class QueryingReadNodeActor extends Actor<Command | QueryElement | { readonly type: 'Refresh' }> {
  private state: State = {}
  /** The last event that is applied. */
  private offset = 0
  private querying = false
  private readonly pulls: boolean

  constructor({ readersOnlyListen }: CqrsAsPrintedSettings['printed']) {
    super()
    this.pulls = !readersOnlyListen
    this.context.inspect(() => ({ entries: { ...this.state }, sequenceNr: this.offset }))
  }

  override preStart(): void {
    // The subscriber gets whatever is published on the topic.
    const subscriber = this.self as ActorRef<never>
    DistributedPubSub.get(this.context.system).mediator.tell({
      type: 'Subscribe',
      topic: readTopic,
      subscriber,
    })
    this.query()
    if (this.pulls) this.timers.startTimerWithFixedDelay('refresh', { type: 'Refresh' }, refreshMs)
  }

  override receive(): Receive<Command | QueryElement | { readonly type: 'Refresh' }> {
    return {
      Get: ({ key }) => this.log.info(foundText(this.state, key)),
      Write: event => {
        this.log.info('Subscribe event read node update')
        if (this.pulls) this.query()
        else {
          // Without a number in the message nobody knows whether events are missing.
          this.log.info(update(event, this.state))
          this.offset++
        }
      },
      Refresh: () => this.query(),
      SnapshotFound: ({ snapshot, sequenceNr }) => {
        this.state = { ...(snapshot as State) }
        this.offset = sequenceNr
      },
      EventsFound: ({ events }) => {
        for (const { payload, sequenceNr } of events) {
          if (sequenceNr <= this.offset) continue
          this.log.info(update(payload as unknown as Write, this.state))
          this.offset = sequenceNr
        }
      },
      QueryCompleted: () => {
        this.querying = false
      },
      QueryFailed: () => {
        this.querying = false
      },
    }
  }

  private query(): void {
    if (this.querying) return
    this.querying = true
    this.context.actorOf(
      EventQueries.currentEventsStartingFromSnapshot({
        persistenceId,
        fromSequenceNr: this.offset + 1,
        replyTo: this.self,
        journal: Persistence.get(this.context.system).journal,
      }),
    )
  }
}

/** A reader with an offset of its own is the repair of both defects of the printed one. */
export const create = ({ printed }: CqrsAsPrintedSettings): Behavior<Command> =>
  Props(() =>
    printed.readersShareTheStream && printed.readersOnlyListen
      ? new ReadNodeActor(printed)
      : (new QueryingReadNodeActor(printed) as unknown as ReadNodeActor),
  )
