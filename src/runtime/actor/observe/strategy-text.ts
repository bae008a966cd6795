import type { StrategyText, SupervisionRule } from '../../../trace/supervision.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import type { Wrapper } from '../kernel/ports.ts'
import type { Supervisor } from '../kernel/supervisor.ts'

/** The strategy that a choice or a trace describes as data. */
export function strategyOf(text: StrategyText): SupervisorStrategy {
  switch (text.type) {
    case 'stop':
      return SupervisorStrategy.stop
    case 'resume':
      return SupervisorStrategy.resume
    case 'restart': {
      const restart = SupervisorStrategy.restart.withStopChildren(text.stopChildren)
      return text.maxRestarts === undefined
        ? restart
        : restart.withLimit(text.maxRestarts, text.withinMs ?? Number.POSITIVE_INFINITY)
    }
    case 'backoff':
      return SupervisorStrategy.restartWithBackoff(text)
  }
}

/** A strategy as data for the trace, in whole milliseconds. */
export function strategyText(strategy: SupervisorStrategy): StrategyText {
  switch (strategy.type) {
    case 'stop':
    case 'resume':
      return { type: strategy.type }
    case 'restart': {
      const { maxRestarts, withinMs, stopChildren } = strategy
      return maxRestarts === -1
        ? { type: 'restart', stopChildren }
        : { type: 'restart', maxRestarts: whole(maxRestarts), withinMs: whole(withinMs), stopChildren }
    }
    case 'backoff': {
      const { minBackoffMs, maxBackoffMs, randomFactor, maxRestarts, stopChildren } = strategy
      return {
        type: 'backoff',
        minBackoffMs: whole(minBackoffMs),
        maxBackoffMs: whole(maxBackoffMs),
        randomFactor,
        ...(maxRestarts === -1 ? {} : { maxRestarts }),
        stopChildren,
      }
    }
  }
}

const whole = (value: number): number => Math.min(Math.ceil(value), Number.MAX_SAFE_INTEGER)

export const ruleOf = (supervisor: Supervisor): SupervisionRule => ({
  error: supervisor.errorName,
  strategy: strategyText(supervisor.strategy),
})

/** Innermost first. */
export const rulesOf = (wrappers: readonly Wrapper[]): readonly SupervisionRule[] =>
  wrappers.flatMap(wrapper => (wrapper.type === 'supervisor' ? [ruleOf(wrapper)] : [])).reverse()
