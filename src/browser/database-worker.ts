import { openRunStores } from './indexeddb/index.ts'
import { serveParticipant } from './serve-participant.ts'

/** The database: the one place that opens a run's journal. */
serveParticipant(order => openRunStores(order.runId))
