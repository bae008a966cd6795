/** The stages of an actor's life, in order. A restart happens within `running`. */
export const CellState = {
  /** Spawned; the first turn starts its behavior. */
  created: 0,
  running: 1,
  /** It or an ancestor failed and waits for the parent's verdict: it handles system mail only. */
  suspended: 2,
  /** Waits for its children to stop; it handles no messages any more. */
  stopping: 3,
  terminated: 4,
} as const
