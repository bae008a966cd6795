import type { Action, LoggedAction } from '../trace/action.ts'
import type { Plain } from '../trace/plain.ts'
import type { RunFile } from '../trace/run-file.ts'
import { codeLiteral } from './code-literal.ts'
import { scriptLine } from './script-line.ts'

/** The death of a worker, which a script cannot cause: it follows from an earlier action. */
const isDeath = ({ action }: LoggedAction): boolean => action.type === 'Kill' && action.reason === 'failed'

/** The actions of a person, without deaths of workers. */
export const actsOf = ({ actions }: RunFile): readonly LoggedAction[] =>
  actions.filter(each => !isDeath(each))

/**
 * Whether a script gives the same trace. It cannot repeat two actions at one instant, because a call computes the instant
 * of its action, nor the instant at which a watchdog ended a worker.
 */
export const isExactScript = ({ actions }: RunFile): boolean =>
  actions.every((each, i) => !isDeath(each) && each.at > (actions[i - 1]?.at ?? 0))

/** The calls that play a run, one on each line. */
export function callsOf(file: RunFile): readonly string[] {
  const { scenario, seed, settings } = file.header
  const options: Plain = Object.keys(settings).length === 0 ? { seed } : { seed, settings }
  const calls = [`await playground.load(${codeLiteral(scenario)}, ${codeLiteral(options)})`]
  let frontier = 0
  const runUntil = (at: number): void => {
    if (at <= frontier) return
    calls.push(`await playground.time.runUntil(${at})`)
    frontier = at
  }
  const perform = (action: Action): void => {
    calls.push(scriptLine(action))
    frontier += 1
  }
  for (const { at, action } of actsOf(file)) {
    // An action is performed at the first instant that is not yet computed.
    runUntil(at - 1)
    perform(action)
  }
  runUntil(file.until ?? 0)
  return calls
}
