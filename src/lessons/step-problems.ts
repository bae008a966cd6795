import { type Bilingual, describeCheck } from '../narration/index.ts'
import type { Verdict } from '../trace/index.ts'
import type { Step } from './lesson.ts'

/** The end of a step that was played to its end or refused. */
interface PlayedStep {
  readonly status: 'reached' | 'missed' | 'refused'
  /** The reason why it was refused; null for another end. */
  readonly problem: Bilingual | null
  /** Verdicts of the step's lamps, in their order. */
  readonly verdicts: readonly Verdict[]
  /** Contradictions between the step's question and the run. */
  readonly contradictions: readonly Bilingual[]
}

/** All that went wrong in a step, each as a clause after the step's name: "was missed: …". */
export function problemsOfStep(
  { await: awaited, lamps = [] }: Step,
  { status, problem, verdicts, contradictions }: PlayedStep,
): readonly Bilingual[] {
  if (status === 'refused') {
    const { en = '', ja = '' } = problem ?? {}
    return [{ en: `was refused: ${en}`, ja: `が拒否されました:${ja}` }]
  }
  if (status === 'missed') {
    if (awaited === undefined)
      return [{ en: 'was missed: a direction did not come true', ja: 'の演出の条件が満たされませんでした' }]
    const { check, withinMs } = awaited
    const { en, ja } = describeCheck(check)
    return [
      {
        en: `was missed: within ${withinMs} virtual ms this was not true: ${en}`,
        ja: `は達成されませんでした。${withinMs}ミリ秒以内に満たされなかった条件:${ja}`,
      },
    ]
  }
  return [
    ...lamps.flatMap(({ words }, i) =>
      verdicts[i] === 'false'
        ? [{ en: `has a dark lamp: ${words.en}`, ja: `のランプが消えています:${words.ja}` }]
        : [],
    ),
    ...contradictions.map(({ en, ja }) => ({
      en: `asks a question that the run contradicts: ${en}`,
      ja: `の質問は実行と矛盾します:${ja}`,
    })),
  ]
}
