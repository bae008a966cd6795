/** The stages of an actor's life, in order. A restart is none: it happens while running. */
export const CellState = {
  /** Spawned; its behavior starts on its first turn. */
  created: 0,
  running: 1,
  /** It, or one above it, has failed and waits for its parent's verdict: only system mail is taken. */
  suspended: 2,
  /** Told to stop; waits for its children. Messages are not taken any more. */
  stopping: 3,
  terminated: 4,
} as const
