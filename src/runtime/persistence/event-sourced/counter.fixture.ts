import type { ActorRef, Behavior } from '../../actor/index.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import { persistenceProtocol, type StreamCommand } from '../journal-protocol.ts'
import { useLocalJournal } from '../local-journal.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import { Persistence } from '../persistence.ts'
import { PersistenceId } from '../persistence-id.ts'
import type { Stores } from '../store-service.ts'
import { Effect } from './effect.ts'
import { EventSourcedBehavior } from './event-sourced-behavior.ts'
import type { EventSourcedOptions } from './event-sourced-options.ts'

/** Test subject of the event-sourced actor tests: a counter whose state keeps its history. */
export type Command =
  | { readonly type: 'Add'; readonly nr: number; readonly replyTo?: ActorRef<unknown> }
  | { readonly type: 'AddAll'; readonly nrs: readonly number[]; readonly replyTo?: ActorRef<unknown> }
  | { readonly type: 'Get'; readonly replyTo: ActorRef<State> }
  | { readonly type: 'Stash'; readonly replyTo?: ActorRef<unknown> }
  | { readonly type: 'UnstashAll' }
  | { readonly type: 'Save'; readonly replyTo?: ActorRef<unknown> }
  | { readonly type: 'Throw' }
  | { readonly type: 'Odd' }
  | { readonly type: 'Stop' }

export interface Event {
  readonly type: 'Added'
  readonly nr: number
}

export interface State {
  readonly sum: number
  readonly history: readonly number[]
}

export type Options = EventSourcedOptions<Command, Event, State>

export const id = PersistenceId.ofUniqueId('counter')

export const counterOptions: Options = {
  persistenceId: id,
  emptyState: { sum: 0, history: [] },
  eventHandler: ({ sum, history }, { nr }) => ({ sum: sum + nr, history: [...history, nr] }),
  commandHandler: (_, command) => {
    switch (command.type) {
      case 'Add':
        return Effect.persist<Event, State>({ type: 'Added', nr: command.nr }).thenRun(state =>
          command.replyTo?.tell({ type: 'Sum', sum: state.sum }),
        )
      case 'AddAll':
        return Effect.persist<Event, State>(
          ...command.nrs.map((nr): Event => ({ type: 'Added', nr })),
        ).thenRun(state => command.replyTo?.tell({ type: 'Sum', sum: state.sum }))
      case 'Get':
        return Effect.none<Event, State>().thenReply(command.replyTo, state => state)
      case 'Stash':
        return Effect.stash()
      case 'UnstashAll':
        return Effect.unstashAll()
      case 'Save':
        return Effect.saveSnapshot<Event, State>().thenRun(state =>
          command.replyTo?.tell({ type: 'Saved', sum: state.sum }),
        )
      case 'Throw':
        throw new Error('asked to throw')
      case 'Odd':
        return Effect.unhandled()
      case 'Stop':
        return Effect.stop()
    }
  },
}

export const counter = (changed: Partial<Options> = {}): Behavior<Command> =>
  EventSourcedBehavior.create({ ...counterOptions, ...changed })

/** A signal handler that sends each signal's type and the current sum to `to`. */
export const signalsTo =
  (to: ActorRef<unknown>): NonNullable<Options['receiveSignal']> =>
  ({ sum }, signal) => {
    to.tell(`${signal.type} ${sum}`)
  }

/** A test kit with an in-memory journal. A second kit on the same stores acts as the restarted system. */
export function kitWithJournal(
  stores: Stores = inMemoryStores(),
  configure: Parameters<Persistence['configure']>[0] = {},
): { readonly kit: ActorTestKit; readonly stores: Stores } {
  const kit = ActorTestKit.create()
  const persistence = Persistence.get(kit.system)
  persistence.configure(configure)
  useLocalJournal(kit.system, stores, { uniqueSequenceNrs: false })
  return { kit, stores }
}

/** A test kit whose journal is a probe: the test reads the requests and sends the answers itself. */
export function kitWithOpenJournal(configure: Parameters<Persistence['configure']>[0] = {}) {
  const kit = ActorTestKit.create()
  const journal = kit.createTestProbe<StreamCommand>('journal')
  const persistence = Persistence.get(kit.system)
  persistence.configure(configure)
  persistence.useDatabase('/system/journal')
  return { kit, journal }
}

/** A {@link kitWithOpenJournal} with a counter that has recovered from an empty journal. */
export function recoveredKitWithOpenJournal() {
  const { kit, journal } = kitWithOpenJournal()
  const ref = kit.spawn(counter(), 'counter')
  const { persistenceId, requestId, replyTo } = journal.receiveMessage()
  replyTo.tell(
    persistenceProtocol.reply({ type: 'SnapshotLoaded', persistenceId, requestId, snapshot: null }),
  )
  const replay = journal.receiveMessage()
  replyTo.tell(
    persistenceProtocol.reply({
      type: 'RecoverySuccess',
      persistenceId,
      requestId: replay.requestId,
      highestSequenceNr: 0,
    }),
  )
  return { kit, journal, ref, persistenceId, replyTo }
}

/** Wraps stores so that a call throws where `fails` returns true for the call's name. */
export function storesFailingOn(stores: Stores, fails: (call: string) => boolean): Stores {
  const guard =
    <A extends readonly unknown[], R>(call: string, run: (...args: A) => MaybePromise<R>) =>
    (...args: A): MaybePromise<R> => {
      if (fails(call)) throw new Error(`${call} refused`)
      return run(...args)
    }
  const { journal, snapshots, leases, projections } = stores
  return {
    journal: {
      heads: () => journal.heads(),
      highestSequenceNr: each => journal.highestSequenceNr(each),
      highestOffset: () => journal.highestOffset(),
      select: guard('select', (selection, bounds) => journal.select(selection, bounds)),
      append: guard('append', commit => journal.append(commit)),
      replay: guard('replay', (each, bounds) => journal.replay(each, bounds)),
      deleteTo: guard('deleteTo', (each, nr) => journal.deleteTo(each, nr)),
    },
    snapshots: {
      list: () => snapshots.list(),
      save: guard('save', snapshot => snapshots.save(snapshot)),
      load: guard('load', (each, criteria) => snapshots.load(each, criteria)),
      delete: guard('delete', (each, criteria) => snapshots.delete(each, criteria)),
    },
    leases,
    projections: {
      contents: () => projections.contents(),
      rows: table => projections.rows(table),
      state: guard('state', projection => projections.state(projection)),
      save: guard('saveProjection', (state, changes) => projections.save(state, changes)),
    },
  }
}
