/** The stages of an actor's life, in order. A restart is none: it happens while running. */
export const CellState = {
  /** Spawned; its behavior starts on its first turn. */
  created: 0,
  running: 1,
  /** Told to stop; waits for its children. Messages are not taken any more. */
  stopping: 2,
  terminated: 3,
} as const
