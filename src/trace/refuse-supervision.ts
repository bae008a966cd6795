import { maxTimes } from './action.ts'
import type { StrategyText, SupervisionChoice } from './supervision.ts'

/** Maximum number of rules of one actor. */
const maxRules = 20
/** Maximum of windows and backoffs in virtual ms: eleven days. */
const maxDurationMs = 1e9

const className = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** Null for a valid name of an error class, else one sentence that says what to write. */
export const refuseClassName = (error: unknown): string | null =>
  typeof error === 'string' && className.test(error)
    ? null
    : `[${String(error)}] is not a valid name of an error class. Write a name such as [IOException], or [Error] for all classes.`

/** Null for valid supervision, else one sentence that names the rule and says what to change. */
export const refuseSupervision = ({ rules, around }: SupervisionChoice): string | null => {
  if (around !== undefined && around !== 'setup' && around !== 'handler') {
    return `A restart cannot start from [${String(around)}]. Choose [setup] or [handler].`
  }
  if (rules.length > maxRules) {
    return `There are [${rules.length}] rules, but an actor can have at most [${maxRules}]. Remove some.`
  }
  for (const [i, { error, strategy }] of rules.entries()) {
    const invalidName = refuseClassName(error)
    if (invalidName !== null) return `Rule [${i + 1}]: ${invalidName}`
    const earlier = rules.findIndex(rule => rule.error === error)
    if (earlier < i) {
      return `Rules [${earlier + 1}] and [${i + 1}] are both for [${error}]. Keep one rule for each class.`
    }
    const invalidStrategy = refuseStrategy(strategy)
    if (invalidStrategy !== null) return `Rule [${i + 1}], for [${error}]: ${invalidStrategy}`
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
      : `a window of [${withinMs}] ms has no effect without a number of restarts. Give maxRestarts too, or remove withinMs.`
  }
  if (!isWhole(maxRestarts, 0, maxTimes)) return refuseCount(maxRestarts)
  if (withinMs === undefined) {
    return `[${maxRestarts}] restarts need a window in which they are counted. Give withinMs, at least 1.`
  }
  return isWhole(withinMs, 1, maxDurationMs)
    ? null
    : `a window of [${withinMs}] ms is invalid. Give whole milliseconds from 1 to ${maxDurationMs}.`
}

const refuseBackoff = (strategy: Extract<StrategyText, { type: 'backoff' }>): string | null => {
  const { minBackoffMs, maxBackoffMs, randomFactor, maxRestarts } = strategy
  if (!isWhole(minBackoffMs, 1, maxDurationMs)) {
    return `a shortest backoff of [${minBackoffMs}] ms is invalid. Give whole milliseconds from 1 to ${maxDurationMs}.`
  }
  if (!isWhole(maxBackoffMs, minBackoffMs, maxDurationMs)) {
    return `the longest backoff, [${maxBackoffMs}] ms, must be at least the shortest, [${minBackoffMs}] ms, and at most ${maxDurationMs}.`
  }
  if (!(randomFactor >= 0 && randomFactor <= 10)) {
    return `a random factor of [${randomFactor}] is invalid. Give a number from 0 to 10.`
  }
  return maxRestarts === undefined || isWhole(maxRestarts, 0, maxTimes) ? null : refuseCount(maxRestarts)
}

const refuseCount = (restarts: number): string =>
  `a limit of [${restarts}] restarts is invalid. Give a whole number from 0 to ${maxTimes}.`

const isWhole = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
