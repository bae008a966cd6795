import type { Bilingual } from '../narration/index.ts'
import { type Check, isRefused, refusalFrom, sentenceIn, type Verdict } from '../trace/index.ts'
import type { Exercise, GoalExercise, Play, PredictionExercise } from './exercise.ts'
import {
  actsIn,
  allHold,
  claimsOf,
  firstViolation,
  isLit,
  lampValue,
  preparedActs,
} from './exercise-judge.ts'
import { contradiction } from './prove-question.ts'
import { type Answer, isRight } from './question.ts'
import type { WalkthroughPort } from './walkthrough-port.ts'

/** The runs of a proof: a part of what a walkthrough needs. */
export type ExercisePort = Pick<WalkthroughPort, 'load' | 'do' | 'until' | 'check'>

/** Virtual ms for which a proof does nothing, to see that the goal does not reach itself. */
const idleMs = 60_000

/** A check that no run decides. */
const never: Check = { type: 'eventually', what: { event: 'ActionDone', where: { 'action.type': '' } } }

/**
 * Proves that an exercise works, by real runs: its start does not satisfy the goal, its solution does, doing nothing does
 * not, each wrong answer is refuted, forbidden acts are not needed, par is reached. Returns what is wrong with it; an
 * empty list for a sound exercise.
 * @example
 * for (const { en } of await proveExercise(exercise, new WalkthroughSimulation())) console.error(en)
 */
export async function proveExercise(exercise: Exercise, port: ExercisePort): Promise<readonly Bilingual[]> {
  const proof = new Proof(exercise, port)
  try {
    await proof.begin()
    if (exercise.type === 'goal') await proveGoal(exercise, proof)
    else await provePrediction(exercise, proof)
  } catch (error) {
    if (!(error instanceof Impossible)) throw error
  }
  return proof.findings
}

/** The proof cannot go on; the reason is among the findings. */
class Impossible extends Error {}

class Proof {
  readonly findings: Bilingual[] = []
  readonly #exercise: Exercise
  readonly #port: ExercisePort

  constructor(exercise: Exercise, port: ExercisePort) {
    this.#exercise = exercise
    this.#port = port
  }

  find(en: string, ja: string): void {
    this.findings.push({ en, ja })
  }

  /** Loads a new run and plays the preparation. */
  async begin(): Promise<void> {
    const { scenario, seed, settings = {}, prepare = [] } = this.#exercise
    this.#refuse(await this.#port.load(scenario, { seed, settings, script: [] }).catch(refusalFrom))
    await this.play(prepare, 'preparation', '準備')
  }

  /** Performs the acts and waits; a play that does not reach its check ends the proof. */
  async play(plays: readonly Play[], en: string, ja: string): Promise<void> {
    for (const [index, { actions, until, withinMs }] of plays.entries()) {
      for (const action of actions) this.#refuse(await this.#port.do(action).catch(refusalFrom))
      const outcome = await this.#port
        .until(until, { withinMs, speed: Number.POSITIVE_INFINITY })
        .catch(refusalFrom)
      this.#refuse(outcome)
      if (isRefused(outcome) || outcome.verdict === 'true') continue
      this.find(
        `Play ${index + 1} of the ${en} does not reach its check within ${withinMs} ms.`,
        `${ja}の${index + 1}番目は、${withinMs}ミリ秒以内にチェックを満たしません。`,
      )
      throw new Impossible()
    }
  }

  async idle(): Promise<void> {
    this.#refuse(
      await this.#port.until(never, { withinMs: idleMs, speed: Number.POSITIVE_INFINITY }).catch(refusalFrom),
    )
  }

  readonly verdictOf = async (check: Check): Promise<Verdict> => {
    const verdict = await this.#port.check(check).catch(refusalFrom)
    this.#refuse(verdict)
    return isRefused(verdict) ? 'open' : verdict
  }

  #refuse(answer: unknown): void {
    if (!isRefused(answer)) return
    this.find(sentenceIn(answer, 'en'), sentenceIn(answer, 'ja'))
    throw new Impossible()
  }
}

async function proveGoal(exercise: GoalExercise, proof: Proof): Promise<void> {
  const unlit = async (): Promise<readonly string[]> => {
    const dark: string[] = []
    for (const { check, yet } of exercise.lamps)
      if (!isLit(lampValue(check, await proof.verdictOf(check)))) dark.push(yet.en)
    return dark
  }
  if ((await unlit()).length === 0)
    proof.find('The start satisfies the goal.', '開始時点で目標を満たしています。')
  await proof.idle()
  if ((await unlit()).length === 0)
    proof.find('Doing nothing satisfies the goal.', '何もしなくても目標を満たしてしまいます。')
  for (const [index, { when, example }] of exercise.remarks.entries()) {
    await proof.begin()
    await proof.play(example, `attempt of remark ${index + 1}`, `ヒント${index + 1}の例`)
    const { en, ja } = { en: `remark ${index + 1}`, ja: `状況別ヒント${index + 1}` }
    if ((await proof.verdictOf(when)) !== 'true')
      proof.find(`The attempt of ${en} does not show its pattern.`, `${ja}の例に、そのパターンが現れません。`)
    if ((await unlit()).length === 0)
      proof.find(`The attempt of ${en} satisfies the goal.`, `${ja}の例が目標を満たしています。`)
  }
  await proof.begin()
  await proof.play(exercise.solution, 'solution', '解答')
  for (const words of await unlit())
    proof.find(
      `After the solution one lamp is not lit: ${words}`,
      `解答の後も点灯しないランプがあります: ${words}`,
    )
  for (const { when, say } of exercise.remarks)
    if ((await proof.verdictOf(when)) === 'true')
      proof.find(`The solution shows a remark: ${say.en}`, `解答でも状況別ヒントが出ます: ${say.ja}`)
  const acts = actsIn(exercise.solution)
  const all = [...Array(preparedActs(exercise)).fill(acts[0]), ...acts]
  if (
    firstViolation(
      exercise,
      all.map((action, index) => ({ index, at: 0, action })),
    ) !== null
  )
    proof.find('The solution needs a forbidden act.', '解答に、禁止された操作が必要です。')
  if (acts.length > exercise.par)
    proof.find(
      `The solution needs ${acts.length} acts; par is ${exercise.par}.`,
      `解答の操作は${acts.length}回で、基準の${exercise.par}回を超えています。`,
    )
}

async function provePrediction(exercise: PredictionExercise, proof: Proof): Promise<void> {
  const { question, experiment } = exercise
  const holds = (answer: Answer) => allHold(claimsOf(exercise, answer), proof.verdictOf)
  const answers = answersTo(question)
  for (const answer of answers)
    if (claimsOf(exercise, answer).length === 0) {
      proof.find(
        `The answer ${nameOf(answer)} makes no claim that a run could refute.`,
        `答え「${nameOf(answer)}」に、実行で確かめられる主張がありません。`,
      )
      return
    }
  for (const answer of answers)
    if (isRight(question, answer) && (await holds(answer)))
      proof.find('The start shows the right answer already.', '開始時点で正解が見えています。')
  await proof.play(experiment, 'experiment', '実験')
  for (const answer of answers) {
    const problem = contradiction(nameOf(answer), isRight(question, answer), await holds(answer))
    if (problem !== null) proof.find(problem.en, problem.ja)
  }
}

const nameOf = (answer: Answer): string =>
  answer.type === 'choice' ? answer.choice : answer.type === 'number' ? String(answer.number) : 'click'

/** The answers that a proof tries: all choices; the right number and its neighbours. */
const answersTo = (question: PredictionExercise['question']): readonly Answer[] =>
  question.type === 'choice'
    ? question.choices.map(({ id }) => ({ type: 'choice', choice: id }))
    : [question.answer - 1, question.answer, question.answer + 1].map(number => ({ type: 'number', number }))
