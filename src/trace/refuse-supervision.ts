import { mostTimes } from './action.ts'
import type { StrategyText, SupervisionChoice } from './supervision.ts'

/** Rules that one choice may have, and restarts that one limit may allow. */
const mostRules = 20
/** Virtual ms: eleven days. */
const longestMs = 1e9

const className = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** Why that cannot be the name of an error class: one clear sentence; null when it can. */
export const refuseClassName = (error: unknown): string | null =>
  typeof error === 'string' && className.test(error)
    ? null
    : `[${String(error)}] is no name of an error class. Write it as [IOException], or [Error] for all.`

/** Why nobody can be supervised like this: one clear sentence that says which rule; null when it can be done. */
export const refuseSupervision = ({ rules, around }: SupervisionChoice): string | null => {
  if (around !== undefined && around !== 'setup' && around !== 'handler') {
    return `A restart cannot begin with [${String(around)}]. Choose [setup] or [handler].`
  }
  if (rules.length > mostRules) {
    return `These are [${rules.length}] rules, and an actor can have [${mostRules}]. Take some away.`
  }
  for (const [i, { error, strategy }] of rules.entries()) {
    const name = refuseClassName(error)
    if (name !== null) return `Rule [${i + 1}]: ${name}`
    const earlier = rules.findIndex(rule => rule.error === error)
    if (earlier < i) {
      return `Rules [${earlier + 1}] and [${i + 1}] are both for [${error}]. Give each class of errors one rule.`
    }
    const wrong = refuseStrategy(strategy)
    if (wrong !== null) return `Rule [${i + 1}], for [${error}]: ${wrong}`
  }
  return null
}

const refuseStrategy = (strategy: StrategyText): string | null => {
  switch (strategy.type) {
    case 'stop':
    case 'resume':
      return null
    case 'restart':
      return refuseLimit(strategy.maxRestarts, strategy.withinMs)
    case 'backoff':
      return refuseBackoff(strategy)
    default:
      return `there is no strategy [${String((strategy as { readonly type?: unknown }).type)}]. Choose stop, resume, restart or backoff.`
  }
}

const refuseLimit = (maxRestarts: number | undefined, withinMs: number | undefined): string | null => {
  if (maxRestarts === undefined) {
    return withinMs === undefined
      ? null
      : `a window of [${withinMs}] ms limits nothing without a number of restarts. Give maxRestarts too, or neither.`
  }
  if (!isWhole(maxRestarts, 0, mostTimes)) return refuseCount(maxRestarts)
  if (withinMs === undefined) {
    return `[${maxRestarts}] restarts need a window in which they are counted. Give withinMs, at least 1.`
  }
  return isWhole(withinMs, 1, longestMs)
    ? null
    : `a window of [${withinMs}] ms cannot be. Give whole milliseconds from 1 to ${longestMs}.`
}

const refuseBackoff = (strategy: Extract<StrategyText, { type: 'backoff' }>): string | null => {
  const { minBackoffMs, maxBackoffMs, randomFactor, maxRestarts } = strategy
  if (!isWhole(minBackoffMs, 1, longestMs)) {
    return `a shortest wait of [${minBackoffMs}] ms cannot be. Give whole milliseconds from 1 to ${longestMs}.`
  }
  if (!isWhole(maxBackoffMs, minBackoffMs, longestMs)) {
    return `the longest wait, [${maxBackoffMs}] ms, must be at least the shortest, [${minBackoffMs}] ms, and at most ${longestMs}.`
  }
  if (!(randomFactor >= 0 && randomFactor <= 10)) {
    return `a random factor of [${randomFactor}] cannot be. Give a number from 0 to 10.`
  }
  return maxRestarts === undefined || isWhole(maxRestarts, 0, mostTimes) ? null : refuseCount(maxRestarts)
}

const refuseCount = (restarts: number): string =>
  `[${restarts}] restarts cannot be. Give a whole number from 0 to ${mostTimes}.`

const isWhole = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
