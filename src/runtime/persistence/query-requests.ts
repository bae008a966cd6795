import { failureOf } from './failure-of.ts'
import type { Journal } from './journal.ts'
import type { QueryCommand } from './journal-protocol.ts'
import { chain, type MaybePromise, outcomeOf } from './maybe-promise.ts'
import { executeProjectionRequest } from './projection/projection-requests.ts'
import type { ProjectionStore } from './projection/projection-store.ts'
import type { StoreIndex } from './store-index.ts'
import { type CommandOf, respond, type StoreResponse } from './store-response.ts'

/** Executes a request that concerns more than one persistence id. */
export function executeQuery(
  stores: { readonly journal: Journal; readonly projections: ProjectionStore },
  index: StoreIndex,
  command: Exclude<CommandOf<QueryCommand['type']>, { readonly type: 'AwaitCommit' | 'CancelAwaitCommit' }>,
): MaybePromise<StoreResponse> {
  switch (command.type) {
    case 'SelectEvents':
      return selectEvents(stores.journal, index, command)
    case 'ListPersistenceIds':
      return listPersistenceIds(index, command)
    default:
      return executeProjectionRequest(stores.projections, command)
  }
}

function selectEvents(
  journal: Journal,
  { highestOffset }: StoreIndex,
  { requestId, selection, afterOffset, toOffset, max }: CommandOf<'SelectEvents'>,
): MaybePromise<StoreResponse> {
  return chain(
    outcomeOf(() => journal.select(selection, { afterOffset, toOffset, max })),
    outcome =>
      respond(
        outcome.ok
          ? {
              type: 'EventsSelected',
              requestId,
              events: outcome.value,
              highestOffset,
              complete: outcome.value.length < max,
            }
          : { type: 'SelectEventsFailed', requestId, error: failureOf(outcome.error) },
      ),
  )
}

function listPersistenceIds(
  index: StoreIndex,
  { requestId, afterId, max }: CommandOf<'ListPersistenceIds'>,
): StoreResponse {
  const all = index.idsWithEvents()
  const following = all.filter(id => id > afterId)
  return respond({
    type: 'PersistenceIdsFound',
    requestId,
    persistenceIds: following.slice(0, max),
    known: all.length,
    complete: following.length <= max,
  })
}
