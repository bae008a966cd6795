import type { ClusterView } from '../../trace/cluster-view.ts'
import type { EventLog } from '../../trace/event-log/event-log.ts'
import type { Names } from '../wording.ts'
import type { RunSettings } from './rules.ts'

/** The run as it is shown at the cursor. Later events are never looked at. */
export interface WhyContext {
  readonly log: EventLog
  /** The view after the first `count` events. */
  readonly view: ClusterView
  readonly count: number
  readonly names: Names
  readonly settings: RunSettings
}
