import type { LoggedAction } from '../trace/action.ts'

/**
 * Where actions are written ahead: what `append` promised is there after a crash. No participant hears of an
 * action before that.
 */
export interface RunLog {
  append(action: LoggedAction): Promise<void> | void
}
