import {
  type ClusterView,
  type DatabaseAction,
  type DatabaseFault,
  databaseFaultTypes,
  type ParticipantId,
} from '../../../trace/index.ts'

/** A switch for a fault of the database. */
export interface FaultSwitch {
  readonly type: DatabaseFault['type']
  /** The faults of this type that last. */
  readonly present: readonly DatabaseFault[]
  /** Begins the fault, or ends it; null: impossible now. */
  readonly action: DatabaseAction | null
  /** Reason for which it is impossible; a key of the texts `databaseFaults.obstacle`. */
  readonly obstacle: 'stopped' | 'noEvent' | null
}

const slow = { minMs: 500, maxMs: 800 }
/** Writes that fail after one click. */
const failingWrites = 3

/** The switches of all faults, always in the same order. */
export const faultSwitches = (view: ClusterView, id: ParticipantId): readonly FaultSwitch[] =>
  databaseFaultTypes.map(type => {
    const database = view.participants[id]
    const present = database?.databaseFaults.filter(fault => fault.type === type) ?? []
    if (!database?.running) return { type, present, action: null, obstacle: 'stopped' }
    if (present.length > 0)
      return {
        type,
        present,
        action: { type: 'RepairDatabase', participant: id, fault: type },
        obstacle: null,
      }
    const fault = faultOf(type, view)
    return fault === null
      ? { type, present, action: null, obstacle: 'noEvent' }
      : { type, present, action: { type: 'BreakDatabase', participant: id, fault }, obstacle: null }
  })

/** The fault that a click begins. Null: there is no event that could be corrupt. */
function faultOf(type: DatabaseFault['type'], view: ClusterView): DatabaseFault | null {
  switch (type) {
    case 'slow':
      return { type, latency: slow }
    case 'fail-writes':
      return { type, times: failingWrites }
    case 'corrupt-record': {
      const stream = Object.values(view.journal).find(({ events }) => events > 0)
      if (stream === undefined) return null
      return { type, persistenceId: stream.persistenceId, sequenceNr: stream.highestSequenceNr }
    }
    default:
      return { type }
  }
}
