import type { useTranslations } from 'use-intl'
import type { StrategyText, SupervisionRule } from '../../../trace/index.ts'
import type { Verdict } from '../stage/stage.ts'

type TreeTexts = ReturnType<typeof useTranslations<'tree'>>

/** Strategy named on the supervisor's chip: that of the rule for every error, else that of the first rule. */
export function strategyInForce(rules: readonly SupervisionRule[]): StrategyText['type'] {
  const rule = rules.find(({ error }) => error === 'Error') ?? rules[0]
  return rule?.strategy.type ?? 'stop'
}

/** All rules as one text, innermost first: `IOException → resume, else restart`. */
export function rulesInWords(rules: readonly SupervisionRule[], t: TreeTexts): string {
  if (rules.length === 0) return t('unsupervised')
  return rules
    .map(({ error, strategy }, place) => {
      const words = strategyInWords(strategy, t)
      if (error !== 'Error') return t('rule', { error, strategy: words })
      return place === 0 ? words : t('else', { strategy: words })
    })
    .join(', ')
}

function strategyInWords(strategy: StrategyText, t: TreeTexts): string {
  switch (strategy.type) {
    case 'stop':
    case 'resume':
      return strategy.type
    case 'restart':
      return strategy.maxRestarts === undefined
        ? 'restart'
        : t('restartAtMost', { count: strategy.maxRestarts, ms: strategy.withinMs ?? 0 })
    case 'backoff':
      return t('backoffBetween', { from: seconds(strategy.minBackoffMs), to: seconds(strategy.maxBackoffMs) })
  }
}

/** Milliseconds as seconds, rounded to a tenth. */
export const seconds = (ms: number): number => Math.round(ms / 100) / 10

/** The decision as the failure layer shows it, with the number of equal failures. */
export function verdictInWords(verdict: Verdict, t: TreeTexts): string {
  const times = verdict.times > 1 ? ` ×${verdict.times}` : ''
  return `${decisionInWords(verdict, t)}${times}`
}

function decisionInWords({ decision, by, exhausted, waitMs }: Verdict, t: TreeTexts): string {
  switch (decision) {
    case 'stop':
      if (exhausted) return t('verdict.limitReached')
      return by === null ? t('verdict.noSupervisor') : t('verdict.stop')
    case 'backoff':
      return waitMs === null ? t('verdict.backoff') : t('verdict.backoffFor', { seconds: seconds(waitMs) })
    default:
      return t(`verdict.${decision}`)
  }
}
