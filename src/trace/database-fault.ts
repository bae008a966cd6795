/**
 * Faults of the database that a person causes. `full` and `corrupt-record` are faults of its disk: they outlive its process
 * and last until `RepairDatabase`. The others end with the process.
 */
export type DatabaseFault =
  /** Requests that arrive from now on take this long, in virtual ms, in place of the scenario's latency. */
  | { readonly type: 'slow'; readonly latency: { readonly minMs: number; readonly maxMs: number } }
  /** The next `times` write requests fail, and nothing of them is stored. */
  | { readonly type: 'fail-writes'; readonly times: number }
  /** The first atomic write of the next write request is rejected: certainly not stored. */
  | { readonly type: 'reject-write' }
  /** No event and no snapshot can be stored. Reading and deleting work. */
  | { readonly type: 'full' }
  /** The database crashes when it would commit the next write request. */
  | { readonly type: 'crash-before-commit' }
  /** The database crashes after the commit of the next write request, before it answers. */
  | { readonly type: 'crash-after-commit' }
  /** A stored event cannot be read: a replay that reaches it fails. */
  | { readonly type: 'corrupt-record'; readonly persistenceId: string; readonly sequenceNr: number }

/** The types of all faults, in the order in which they are listed. */
export const databaseFaultTypes = [
  'slow',
  'fail-writes',
  'reject-write',
  'full',
  'crash-before-commit',
  'crash-after-commit',
  'corrupt-record',
] as const satisfies readonly DatabaseFault['type'][]

/** The faults after one more: it replaces the fault of its type. Corrupt records are several. */
export const withFault = (faults: readonly DatabaseFault[], fault: DatabaseFault): readonly DatabaseFault[] =>
  inOrder([...faults.filter(each => !isSameFault(each, fault)), fault])

/** The faults without those of a type; without a type: none. */
export const withoutFaults = (
  faults: readonly DatabaseFault[],
  type: DatabaseFault['type'] | undefined,
): readonly DatabaseFault[] => (type === undefined ? [] : faults.filter(each => each.type !== type))

/** The faults that outlive the process of the database. */
export const faultsOfDisk = (faults: readonly DatabaseFault[]): readonly DatabaseFault[] =>
  faults.filter(({ type }) => type === 'full' || type === 'corrupt-record')

const isSameFault = (a: DatabaseFault, b: DatabaseFault): boolean =>
  a.type === 'corrupt-record' && b.type === 'corrupt-record'
    ? a.persistenceId === b.persistenceId && a.sequenceNr === b.sequenceNr
    : a.type === b.type

const inOrder = (faults: readonly DatabaseFault[]): readonly DatabaseFault[] =>
  faults.toSorted((a, b) => databaseFaultTypes.indexOf(a.type) - databaseFaultTypes.indexOf(b.type))
