import type { JournalContent } from '../../trace/journal-content.ts'
import type { Command } from '../participant.ts'
import { type AtomicWrite, chain, type MaybePromise, type Stores } from '../persistence/index.ts'
import type { DatabaseService } from './database-service.ts'
import type { DatabaseTrace } from './database-trace.ts'

/**
 * Performs a `LoadJournal`, which comes before everything else of its round: fills the empty stores and opens them again.
 * Returns the service of the round, which is the given one unless a journal was loaded.
 */
export function loadJournal(
  commands: readonly Command[],
  service: DatabaseService,
  trace: DatabaseTrace,
  stores: Stores,
  open: () => MaybePromise<DatabaseService>,
): MaybePromise<DatabaseService> {
  const load = commands.find(({ action }) => action.type === 'LoadJournal')
  if (load?.action.type !== 'LoadJournal') return service
  const { action, event } = load
  if (!service.isEmpty) {
    trace.emit(event, { type: 'ActionHadNoEffect', why: 'the database holds events or snapshots' })
    return service
  }
  return chain(fill(stores, action.journal), () =>
    chain(open(), loaded => {
      trace.opened(event, loaded)
      return loaded
    }),
  )
}

/** Fills empty stores with a journal: with its events in their order, and heads as if the deleted events had been there. */
function fill(stores: Stores, { streams, events, snapshots }: JournalContent): MaybePromise<void> {
  const { journal } = stores
  const deleted = streams.filter(({ deletedTo }) => deletedTo > 0)
  const steps: (() => MaybePromise<unknown>)[] = [
    // The numbering of a stream continues after its last deleted event, so one stands for all of them.
    ...deleted.flatMap(({ persistenceId, deletedTo }) => [
      () => journal.append([{ persistenceId, events: [placeholder(persistenceId, deletedTo)] }]),
      () => journal.deleteTo(persistenceId, deletedTo),
    ]),
    ...commitsOf(events).map(commit => () => journal.append(commit)),
    ...snapshots.map(snapshot => () => stores.snapshots.save(snapshot)),
  ]
  return steps.reduce<MaybePromise<unknown>>(
    (before, step) => chain(before, step),
    undefined,
  ) as MaybePromise<void>
}

/** Most events of a commit, because the browser stores and reads each commit at once. */
const eventsPerCommit = 500

function commitsOf(events: JournalContent['events']): readonly (readonly AtomicWrite[])[] {
  const commits: AtomicWrite[][] = []
  for (let i = 0; i < events.length; i += eventsPerCommit)
    commits.push(events.slice(i, i + eventsPerCommit).map(inWrite))
  return commits
}

const placeholder = (persistenceId: string, sequenceNr: number) => ({
  persistenceId,
  sequenceNr,
  writerUuid: '',
  timestamp: 0,
  payload: null,
})

const inWrite = (event: JournalContent['events'][number]): AtomicWrite => ({
  persistenceId: event.persistenceId,
  events: [event],
})
