import type { EventLog, LoggedAction } from '../../trace/index.ts'

/** The last act in a log that can be taken back; null: there is none. */
export function lastActOf(log: EventLog): LoggedAction | null {
  const { actions } = log.view
  for (let i = actions.length - 1; i >= 0; i--) {
    const act = actions[i]!
    if (act.action.type !== 'Kill' || act.action.reason === undefined) return act
  }
  return null
}
