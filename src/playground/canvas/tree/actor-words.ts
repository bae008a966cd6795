import type { useTranslations } from 'use-intl'
import type { StrategyText, SupervisionRule } from '../../../trace/index.ts'
import type { Verdict } from '../stage/stage.ts'

type TreeTexts = ReturnType<typeof useTranslations<'tree'>>

/** What the chip on an edge says: what becomes of any failure; where only some are caught, of these. */
export function strategyInForce(rules: readonly SupervisionRule[]): StrategyText['type'] {
  const rule = rules.find(({ error }) => error === 'Error') ?? rules[0]
  return rule?.strategy.type ?? 'stop'
}

/** `IOException → resume, else restart`: all rules, innermost first, for who asks. */
export function rulesInWords(rules: readonly SupervisionRule[], t: TreeTexts): string {
  if (rules.length === 0) return t('unsupervised')
  return rules
    .map(({ error, strategy }, place) => {
      const what = strategyInWords(strategy, t)
      if (error !== 'Error') return t('rule', { error, strategy: what })
      return place === 0 ? what : t('else', { strategy: what })
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

/** `2`, `0.2`: in seconds. */
export const seconds = (ms: number): number => Math.round(ms / 100) / 10

/** What was decided, as it is called out. */
export function verdictInWords(verdict: Verdict, t: TreeTexts): string {
  const times = verdict.times > 1 ? ` ×${verdict.times}` : ''
  return `${decisionInWords(verdict, t)}${times}`
}

function decisionInWords({ decision, by, exhausted, waitMs }: Verdict, t: TreeTexts): string {
  switch (decision) {
    case 'stop':
      if (exhausted) return t('verdict.usedUp')
      return by === null ? t('verdict.nobody') : t('verdict.stop')
    case 'backoff':
      return waitMs === null ? t('verdict.backoff') : t('verdict.backoffFor', { seconds: seconds(waitMs) })
    default:
      return t(`verdict.${decision}`)
  }
}
