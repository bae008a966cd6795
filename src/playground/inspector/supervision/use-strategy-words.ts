import { useFormatter } from 'use-intl'
import type { StrategyText } from '../../../trace/index.ts'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { kindOf } from './supervision-draft.ts'

interface StrategyWords {
  /** `restart, at most 3 in 10 s` */
  readonly name: (strategy: StrategyText) => string
  /** The effect on the actor, in one sentence; `null`: the failure matches no rule. */
  readonly effect: (strategy: StrategyText | null) => string
}

/** Words for strategies in the page's language. */
export function useStrategyWords(): StrategyWords {
  const t = useDeferredTexts('supervision')
  const format = useFormatter()
  const seconds = (ms: number) => format.number(ms / 1000, { maximumFractionDigits: 3 })
  const values = (strategy: StrategyText) => ({
    limit: strategy.type === 'restart' ? (strategy.maxRestarts ?? 0) : 0,
    within: seconds(strategy.type === 'restart' ? (strategy.withinMs ?? 0) : 0),
    min: seconds(strategy.type === 'backoff' ? strategy.minBackoffMs : 0),
    max: seconds(strategy.type === 'backoff' ? strategy.maxBackoffMs : 0),
  })
  return {
    name: strategy => t(`strategy.${kindOf(strategy)}`, values(strategy)),
    effect: strategy => t(`effect.${strategy === null ? 'nobody' : kindOf(strategy)}`),
  }
}
