import type { FailureText } from '../../../trace/trace-event.ts'
import type { ProjectionState, ReadModelChange, ReadModelRow } from './projection-store.ts'

/** Requests of projections and of the readers of their models; a part of the journal protocol. `R`: where answers go. */
export type ProjectionRequest<R> =
  | (Fields & { readonly type: 'LoadProjection'; readonly projection: string; readonly replyTo: R })
  /** Stores progress and changes of the read model in one transaction. */
  | (Fields & {
      readonly type: 'SaveProjection'
      readonly state: ProjectionState
      readonly changes: readonly ReadModelChange[]
      readonly replyTo: R
    })
  | (Fields & { readonly type: 'ReadRows'; readonly table: string; readonly replyTo: R })

export type ProjectionAnswer =
  /** `state` is null before the first save. */
  | (Fields & { readonly type: 'ProjectionLoaded'; readonly state: ProjectionState | null })
  | (Fields & { readonly type: 'ProjectionSaved' })
  | (Fields & { readonly type: 'RowsRead'; readonly rows: readonly ReadModelRow[] })
  /** Nothing was stored. */
  | (Fields & { readonly type: 'ProjectionRequestFailed'; readonly error: FailureText })

interface Fields {
  readonly requestId: number
}

export const projectionRequestTypes = ['LoadProjection', 'SaveProjection', 'ReadRows'] as const

export const projectionAnswerTypes = [
  'ProjectionLoaded',
  'ProjectionSaved',
  'RowsRead',
  'ProjectionRequestFailed',
] as const
