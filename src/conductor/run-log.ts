import type { LoggedAction } from '../trace/action.ts'

/**
 * Write-ahead log of actions. Once `append` has settled, the action survives a crash; only then do participants get it.
 */
export interface RunLog {
  append(action: LoggedAction): Promise<void> | void
}
