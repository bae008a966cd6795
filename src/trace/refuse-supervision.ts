import { maxTimes } from './action.ts'
import { type Refused, refuse } from './refused.ts'
import type { StrategyText, SupervisionChoice } from './supervision.ts'

/** Maximum number of rules of one actor. */
const maxRules = 20
/** Maximum of windows and backoffs in virtual ms: eleven days. */
const maxDurationMs = 1e9

const className = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** Null for a valid name of an error class, else one sentence that says what to write. */
export const refuseClassName = (error: unknown): Refused | null =>
  typeof error === 'string' && className.test(error)
    ? null
    : refuse('invalid-error-class', { error: String(error) })

/** Null for valid supervision, else one sentence that names the rule and says what to change. */
export const refuseSupervision = ({ rules, around }: SupervisionChoice): Refused | null => {
  if (around !== undefined && around !== 'setup' && around !== 'handler') {
    return refuse('invalid-restart-origin', { origin: String(around) })
  }
  if (rules.length > maxRules) {
    return refuse('too-many-rules', { count: rules.length, most: maxRules })
  }
  for (const [i, { error, strategy }] of rules.entries()) {
    const invalidName = refuseClassName(error)
    if (invalidName !== null) return refuse('invalid-rule', { rule: i + 1, problem: invalidName })
    const earlier = rules.findIndex(rule => rule.error === error)
    if (earlier < i) {
      return refuse('same-error-class', { first: earlier + 1, second: i + 1, error })
    }
    const invalidStrategy = refuseStrategy(strategy)
    if (invalidStrategy !== null) {
      return refuse('invalid-rule-of-class', { rule: i + 1, error, problem: invalidStrategy })
    }
  }
  return null
}

const refuseStrategy = (strategy: StrategyText): Refused | null => {
  switch (strategy.type) {
    case 'stop':
    case 'resume':
      return null
    case 'restart':
      return refuseLimit(strategy.maxRestarts, strategy.withinMs)
    case 'backoff':
      return refuseBackoff(strategy)
    default:
      return refuse('unknown-strategy', {
        strategy: String((strategy as { readonly type?: unknown }).type),
      })
  }
}

const refuseLimit = (maxRestarts: number | undefined, withinMs: number | undefined): Refused | null => {
  if (maxRestarts === undefined) {
    return withinMs === undefined ? null : refuse('window-without-restarts', { ms: withinMs })
  }
  if (!isWhole(maxRestarts, 0, maxTimes)) return refuseCount(maxRestarts)
  if (withinMs === undefined) {
    return refuse('restarts-without-window', { restarts: maxRestarts })
  }
  return isWhole(withinMs, 1, maxDurationMs)
    ? null
    : refuse('invalid-window', { ms: withinMs, most: maxDurationMs })
}

const refuseBackoff = (strategy: Extract<StrategyText, { type: 'backoff' }>): Refused | null => {
  const { minBackoffMs, maxBackoffMs, randomFactor, maxRestarts } = strategy
  if (!isWhole(minBackoffMs, 1, maxDurationMs)) {
    return refuse('invalid-shortest-backoff', { ms: minBackoffMs, most: maxDurationMs })
  }
  if (!isWhole(maxBackoffMs, minBackoffMs, maxDurationMs)) {
    return refuse('invalid-longest-backoff', {
      longest: maxBackoffMs,
      shortest: minBackoffMs,
      most: maxDurationMs,
    })
  }
  if (!(randomFactor >= 0 && randomFactor <= 10)) {
    return refuse('invalid-random-factor', { factor: randomFactor })
  }
  return maxRestarts === undefined || isWhole(maxRestarts, 0, maxTimes) ? null : refuseCount(maxRestarts)
}

const refuseCount = (restarts: number): Refused =>
  refuse('invalid-restart-limit', { restarts, most: maxTimes })

const isWhole = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
