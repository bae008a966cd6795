import { failureOf } from '../failure-of.ts'
import { chain, type MaybePromise, outcomeOf } from '../maybe-promise.ts'
import { type CommandOf, respond, type StoreResponse } from '../store-response.ts'
import type { ProjectionAnswer } from './projection-protocol.ts'
import type { ProjectionStore } from './projection-store.ts'

type Request = CommandOf<'LoadProjection' | 'SaveProjection' | 'ReadRows'>

/** Executes a request to the projection store. */
export const executeProjectionRequest = (
  store: ProjectionStore,
  request: Request,
): MaybePromise<StoreResponse> =>
  chain(
    outcomeOf(() => answerOf(store, request)),
    outcome =>
      respond(
        outcome.ok
          ? outcome.value
          : {
              type: 'ProjectionRequestFailed',
              requestId: request.requestId,
              error: failureOf(outcome.error),
            },
      ),
  )

function answerOf(store: ProjectionStore, request: Request): MaybePromise<ProjectionAnswer> {
  const { requestId } = request
  switch (request.type) {
    case 'LoadProjection':
      return chain(store.state(request.projection), state => ({ type: 'ProjectionLoaded', requestId, state }))
    case 'SaveProjection':
      return chain(store.save(request.state, request.changes), () => ({ type: 'ProjectionSaved', requestId }))
    case 'ReadRows':
      return chain(store.rows(request.table), rows => ({ type: 'RowsRead', requestId, rows }))
  }
}
