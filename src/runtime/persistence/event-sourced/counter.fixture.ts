import type { ActorRef, Behavior } from '../../actor/index.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { JournalCommand } from '../journal-protocol.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import { inMemoryStores, Persistence } from '../persistence.ts'
import { PersistenceId } from '../persistence-id.ts'
import type { Stores } from '../store-service.ts'
import { Effect } from './effect.ts'
import { EventSourcedBehavior, type EventSourcedOptions } from './event-sourced-behavior.ts'

/** What the tests of event-sourced actors act on: a counter that remembers its history. */
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

/** Signals reach `to` by their type, with the sum that came with them. */
export const telling =
  (to: ActorRef<unknown>): NonNullable<Options['receiveSignal']> =>
  ({ sum }, signal) => {
    to.tell(`${signal.type} ${sum}`)
  }

/** A kit with a journal in memory; another kit on the same stores is the next life of the same system. */
export function kitWithJournal(
  stores: Stores = inMemoryStores(),
  configure: Parameters<Persistence['configure']>[0] = {},
): { readonly kit: ActorTestKit; readonly stores: Stores } {
  const kit = ActorTestKit.create()
  const persistence = Persistence.get(kit.system)
  persistence.configure(configure)
  persistence.useLocalJournal(stores, { uniqueSequenceNrs: false })
  return { kit, stores }
}

/** A kit whose journal is the test itself: it sees the requests and answers as it likes. */
export function kitWithOpenJournal(configure: Parameters<Persistence['configure']>[0] = {}) {
  const kit = ActorTestKit.create()
  const journal = kit.createTestProbe<JournalCommand>('journal')
  const persistence = Persistence.get(kit.system)
  persistence.configure(configure)
  persistence.useDatabase('/system/journal')
  return { kit, journal }
}

/** Stores of which single calls can be made to fail: `fails` gets the call's name and says so. */
export function failing(stores: Stores, fails: (call: string) => boolean): Stores {
  const guard =
    <A extends readonly unknown[], R>(call: string, run: (...args: A) => MaybePromise<R>) =>
    (...args: A): MaybePromise<R> => {
      if (fails(call)) throw new Error(`${call} refused`)
      return run(...args)
    }
  const { journal, snapshots } = stores
  return {
    journal: {
      heads: () => journal.heads(),
      highestSequenceNr: each => journal.highestSequenceNr(each),
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
  }
}
