import type { NodeKey } from './ids.ts'

export type ReachabilityStatus = 'Reachable' | 'Unreachable' | 'Terminated'

/** One node's observation of another; `version` is the observer's counter at that observation (RE-1). */
export interface ReachabilityRecord {
  readonly observer: NodeKey
  readonly subject: NodeKey
  readonly status: ReachabilityStatus
  readonly version: number
}

/**
 * The observations of all nodes. Only the observer changes its own records. A merge takes all records of an
 * observer from the side with its higher counter, because a union of records would never become reachable
 * again. No record means Reachable.
 */
export interface Reachability {
  readonly records: readonly ReachabilityRecord[]
  readonly versions: { readonly [observer: NodeKey]: number }
}

export const allReachable: Reachability = { records: [], versions: {} }

/** True when no node has ever observed another as unreachable, as in most merges. */
export function isUntouched({ records, versions }: Reachability): boolean {
  if (records.length > 0) return false
  for (const _ in versions) return false
  return true
}

/** The table after an observation; the same instance when it changes nothing (RE-2, RE-3, RE-4). */
export function observe(
  table: Reachability,
  observer: NodeKey,
  subject: NodeKey,
  status: ReachabilityStatus,
): Reachability {
  const rows = table.records.filter(record => record.observer === observer)
  const old = rows.find(record => record.subject === subject)
  if (rows.length === 0 && status === 'Reachable') return table
  if (old !== undefined && (old.status === 'Terminated' || old.status === status)) return table

  const version = (table.versions[observer] ?? 0) + 1
  const versions = { ...table.versions, [observer]: version }
  const othersReachable = rows.every(record => record.subject === subject || record.status === 'Reachable')
  if (status === 'Reachable' && othersReachable) {
    return { records: table.records.filter(record => record.observer !== observer), versions }
  }
  const record = { observer, subject, status, version }
  const records =
    old === undefined ? [...table.records, record] : table.records.map(each => (each === old ? record : each))
  return { records, versions }
}

interface Aggregate {
  readonly status: ReadonlyMap<NodeKey, ReachabilityStatus>
  readonly unreachable: ReadonlySet<NodeKey>
  readonly unreachableOrTerminated: ReadonlySet<NodeKey>
}

/** Each table is aggregated once, because tables are immutable and read often. */
const aggregates = new WeakMap<Reachability, Aggregate>()

const severity = { Reachable: 0, Unreachable: 1, Terminated: 2 }

function aggregateOf(table: Reachability): Aggregate {
  const cached = aggregates.get(table)
  if (cached !== undefined) return cached
  const status = new Map<NodeKey, ReachabilityStatus>()
  for (const record of table.records) {
    const worst = status.get(record.subject) ?? 'Reachable'
    if (severity[record.status] >= severity[worst]) status.set(record.subject, record.status)
  }
  const unreachable = new Set<NodeKey>()
  const unreachableOrTerminated = new Set<NodeKey>()
  for (const [subject, worst] of status) {
    if (worst === 'Reachable') continue
    unreachableOrTerminated.add(subject)
    if (worst === 'Unreachable') unreachable.add(subject)
  }
  const aggregate = { status, unreachable, unreachableOrTerminated }
  aggregates.set(table, aggregate)
  return aggregate
}

/** Pekko: the worst status that any observer has recorded (RE-5). */
export const statusOf = (table: Reachability, subject: NodeKey): ReachabilityStatus =>
  aggregateOf(table).status.get(subject) ?? 'Reachable'

export const isReachable = (table: Reachability, subject: NodeKey): boolean =>
  statusOf(table, subject) === 'Reachable'

/** Unreachable subjects, without the Terminated ones. */
export const allUnreachable = (table: Reachability): ReadonlySet<NodeKey> => aggregateOf(table).unreachable

export const allUnreachableOrTerminated = (table: Reachability): ReadonlySet<NodeKey> =>
  aggregateOf(table).unreachableOrTerminated

export const statusSeenBy = (table: Reachability, observer: NodeKey, subject: NodeKey): ReachabilityStatus =>
  table.records.find(record => record.observer === observer && record.subject === subject)?.status ??
  'Reachable'

/** The subjects that `observer` has recorded as Unreachable, without the Terminated ones. */
export const allUnreachableFrom = (table: Reachability, observer: NodeKey): readonly NodeKey[] =>
  table.records.filter(r => r.observer === observer && r.status === 'Unreachable').map(r => r.subject)

export const allObservers = (table: Reachability): ReadonlySet<NodeKey> =>
  new Set(table.records.map(record => record.observer))

/** The observers of each subject that is Unreachable or Terminated. */
export function observersGroupedByUnreachable(
  table: Reachability,
): ReadonlyMap<NodeKey, ReadonlySet<NodeKey>> {
  const grouped = new Map<NodeKey, Set<NodeKey>>()
  for (const { subject, observer, status } of table.records) {
    if (status === 'Reachable' || isReachable(table, subject)) continue
    grouped.set(subject, (grouped.get(subject) ?? new Set()).add(observer))
  }
  return grouped
}

/**
 * Pekko: per observer, all records of the side with the higher counter; only members in `allowed` are kept
 * (RE-6).
 */
export function mergeReachability(
  a: Reachability,
  b: Reachability,
  allowed: readonly NodeKey[],
): Reachability {
  if (a === b || (a.records.length === 0 && b.records.length === 0)) {
    return { records: keepAllowed(a.records, allowed), versions: highestVersions(a, b, allowed) }
  }
  const keep = new Set(allowed)
  const rowsOfA = rowsByObserver(a)
  const rowsOfB = rowsByObserver(b)
  const records: ReachabilityRecord[] = []
  for (const observer of allowed) {
    const versionA = a.versions[observer] ?? 0
    const versionB = b.versions[observer] ?? 0
    const inA = rowsOfA.get(observer)
    const inB = rowsOfB.get(observer)
    // A side without rows and with an equal counter has dropped them, so the other side's rows need a higher
    // counter.
    const rows =
      inA !== undefined && inB !== undefined
        ? versionA > versionB
          ? inA
          : inB
        : versionA > versionB
          ? inA
          : versionB > versionA
            ? inB
            : undefined
    for (const row of rows ?? []) if (keep.has(row.subject)) records.push(row)
  }
  return { records, versions: highestVersions(a, b, allowed) }
}

function keepAllowed(records: readonly ReachabilityRecord[], allowed: readonly NodeKey[]) {
  if (records.length === 0) return records
  const keep = new Set(allowed)
  return records.filter(record => keep.has(record.observer) && keep.has(record.subject))
}

function highestVersions(a: Reachability, b: Reachability, allowed: readonly NodeKey[]) {
  const versions: { [observer: NodeKey]: number } = {}
  for (const observer of allowed) {
    const version = Math.max(a.versions[observer] ?? 0, b.versions[observer] ?? 0)
    if (version > 0) versions[observer] = version
  }
  return versions
}

function rowsByObserver(table: Reachability): Map<NodeKey, ReachabilityRecord[]> {
  const rows = new Map<NodeKey, ReachabilityRecord[]>()
  for (const record of table.records) {
    const observed = rows.get(record.observer)
    if (observed === undefined) rows.set(record.observer, [record])
    else observed.push(record)
  }
  return rows
}

/** Removes the nodes as observers and as subjects, with their counters (RE-7). */
export function removeNodes(table: Reachability, nodes: ReadonlySet<NodeKey>): Reachability {
  const versions: { [observer: NodeKey]: number } = {}
  for (const observer in table.versions)
    if (!nodes.has(observer)) versions[observer] = table.versions[observer]!
  return { records: table.records.filter(r => !nodes.has(r.observer) && !nodes.has(r.subject)), versions }
}

/** Keeps all counters, because a counter belongs to the observer and not to one record. */
export function filterRecords(
  table: Reachability,
  keep: (record: ReachabilityRecord) => boolean,
): Reachability {
  if (table.records.every(keep)) return table
  return { ...table, records: table.records.filter(keep) }
}

/** The table without the records of these observers. */
export const ignoringObservers = (table: Reachability, observers: ReadonlySet<NodeKey>): Reachability =>
  observers.size === 0 ? table : filterRecords(table, record => !observers.has(record.observer))
