import type { Bilingual } from '../narration/index.ts'
import { type Check, isRefused, type Verdict } from '../trace/index.ts'
import { allHold, partsOf } from './exercise-judge.ts'
import type { Question } from './question.ts'
import type { WalkthroughPort } from './walkthrough-port.ts'

/** The contradiction between a run and an answer whose claim holds or not; null: none. */
export function contradiction(answer: string, right: boolean, holds: boolean): Bilingual | null {
  if (right === holds) return null
  return right
    ? {
        en: `The run does not confirm the right answer ${answer}.`,
        ja: `正解「${answer}」が実行で確かめられません。`,
      }
    : {
        en: `The run does not refute the wrong answer ${answer}.`,
        ja: `誤答「${answer}」が実行で否定されません。`,
      }
}

/** Evaluates a check over the run of a port; a check that it refuses counts as undecided. */
export const verdictIn =
  (port: Pick<WalkthroughPort, 'check'>) =>
  async (check: Check): Promise<Verdict> => {
    const verdict = await port.check(check)
    return isRefused(verdict) ? 'open' : verdict
  }

/**
 * The contradictions between a question and the run so far. Answers without a claim are left out.
 * @param verdictOf evaluates one check over the run so far
 * @example
 * for (const { en } of await contradictionsOf(step.ask, verdictIn(port))) console.error(en)
 */
export async function contradictionsOf(
  question: Question,
  verdictOf: (check: Check) => Promise<Verdict>,
): Promise<readonly Bilingual[]> {
  const found: Bilingual[] = []
  for (const { answer, right, claim } of claimsIn(question)) {
    const problem = contradiction(answer, right, await allHold(partsOf(claim), verdictOf))
    if (problem !== null) found.push(problem)
  }
  return found
}

interface Claim {
  readonly answer: string
  readonly right: boolean
  readonly claim: Check
}

function claimsIn(question: Question): readonly Claim[] {
  if (question.type === 'choice')
    return question.choices.flatMap(({ id, claim }) =>
      claim === undefined ? [] : [{ answer: id, right: id === question.answer, claim }],
    )
  const { claim } = question
  if (claim === undefined) return []
  return [{ answer: question.type === 'number' ? String(question.answer) : 'click', right: true, claim }]
}
