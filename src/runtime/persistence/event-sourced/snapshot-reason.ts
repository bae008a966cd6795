/**
 * The trigger of a snapshot. It decides which events and snapshots may be deleted after the save: `retention` and
 * `requested` (by `Effect.saveSnapshot`) delete older ones, `predicate` and `overdue` (after a long replay) do not.
 */
export type SnapshotReason = 'retention' | 'predicate' | 'requested' | 'overdue'
