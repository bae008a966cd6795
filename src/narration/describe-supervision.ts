import type { StrategyText, SupervisionRule } from '../trace/supervision.ts'
import type { Bilingual } from './bilingual.ts'
import { pluralEn, seconds } from './wording.ts'

const strategyNames = {
  stop: { en: 'stop', ja: '停止' },
  resume: { en: 'resume', ja: '再開' },
  restart: { en: 'restart', ja: '再起動' },
  backoff: { en: 'restart after a backoff', ja: 'バックオフ後に再起動' },
} as const

/** `restart, at most 2 times in 10 s, children kept` */
export const describeStrategy = (strategy: StrategyText): Bilingual => {
  const verb = strategyNames[strategy.type]
  const en: string[] = [verb.en]
  const ja: string[] = []
  if (strategy.type === 'backoff') {
    const { minBackoffMs, maxBackoffMs, maxRestarts } = strategy
    en.push(`${seconds(minBackoffMs)} to ${seconds(maxBackoffMs)} s`)
    ja.push(`${seconds(minBackoffMs)}〜${seconds(maxBackoffMs)}秒`)
    if (maxRestarts !== undefined) {
      en.push(`at most ${maxRestarts} ${pluralEn(maxRestarts, 'time')}`)
      ja.push(`${maxRestarts}回まで`)
    }
  } else if (strategy.type === 'restart' && strategy.maxRestarts !== undefined) {
    const { maxRestarts, withinMs = 0 } = strategy
    en.push(`at most ${maxRestarts} ${pluralEn(maxRestarts, 'time')} in ${seconds(withinMs)} s`)
    ja.push(`${seconds(withinMs)}秒間に${maxRestarts}回まで`)
  }
  if ('stopChildren' in strategy && !strategy.stopChildren) {
    en.push('children kept')
    ja.push('子アクターは残す')
  }
  return { en: en.join(', '), ja: ja.length === 0 ? verb.ja : `${verb.ja}(${ja.join('、')})` }
}

/** `IOException → restart` */
export const describeRule = ({ error, strategy }: SupervisionRule): Bilingual => {
  const { en, ja } = describeStrategy(strategy)
  return { en: `${error} → ${en}`, ja: `${error} → ${ja}` }
}

/** Supervision rules, innermost first; null for the supervision of the actor's code. */
export const describeRules = (rules: readonly SupervisionRule[] | null): Bilingual => {
  if (rules === null) return { en: 'as its code says', ja: 'コードどおり' }
  if (rules.length === 0) return { en: 'no rules, so a failure stops it', ja: 'なし(失敗すると停止)' }
  const texts = rules.map(describeRule)
  return { en: texts.map(rule => rule.en).join('; '), ja: texts.map(rule => rule.ja).join('、') }
}

/** The rule that decided about a failure, with its count: `rule Error → restart, 1 of 2 in 10 s`. */
export const describeDecision = (
  { error, strategy }: SupervisionRule,
  count: number | undefined,
): Bilingual => {
  const verb = strategyNames[strategy.type]
  const max = strategy.type === 'restart' || strategy.type === 'backoff' ? strategy.maxRestarts : undefined
  const within = strategy.type === 'restart' ? strategy.withinMs : undefined
  const en = `rule ${error} → ${verb.en}`
  const ja = `規則 ${error} → ${verb.ja}`
  if (count === undefined) return { en, ja }
  const of = max === undefined ? '' : ` of ${max}`
  const ofJa = max === undefined ? '' : `/${max}`
  return {
    en: `${en}, ${count}${of}${within === undefined ? '' : ` in ${seconds(within)} s`}`,
    ja: `${ja}(${within === undefined ? '' : `${seconds(within)}秒間で`}${count}${ofJa}回目)`,
  }
}

/** Describes a rule that has reached its limit of restarts. */
export const describeExhausted = ({ error, strategy }: SupervisionRule): Bilingual => {
  const max = 'maxRestarts' in strategy ? strategy.maxRestarts : undefined
  return {
    en: `the ${max ?? 0} ${pluralEn(max ?? 0, 'restart')} of rule ${error} ${pluralEn(max ?? 0, 'is', 'are')} used up`,
    ja: `規則 ${error} の再起動の上限(${max ?? 0}回)に達した`,
  }
}
