import type { Bilingual } from '../narration/index.ts'
import { type Check, isRefused, refusalFrom, sentenceIn, type Verdict } from '../trace/index.ts'
import { type Anchor, sameAnchor } from './anchor.ts'
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
import { type CodePort, proveCode } from './prove-code.ts'
import { contradiction } from './prove-question.ts'
import { type Answer, isRight } from './question.ts'
import type { Trial } from './trial.ts'
import type { WalkthroughPort } from './walkthrough-port.ts'

/** The runs of a proof: a part of what a walkthrough needs, and those with edited code. */
export type ExercisePort = Pick<WalkthroughPort, 'load' | 'do' | 'until' | 'check'> & CodePort

/** Virtual ms for which a proof does nothing, to see that the goal does not reach itself. */
const idleMs = 60_000

/** A check that no run decides. */
const never: Check = { type: 'eventually', what: { event: 'ActionDone', where: { 'action.type': '' } } }

/**
 * Proves that an exercise works, by real runs: its start does not satisfy the goal, its solution does, doing nothing does
 * not, each wrong answer is refuted, forbidden acts are not needed, par is reached. Returns what was tried, up to the first
 * trial after which the proof cannot go on.
 * @example
 * for (const { en } of problemsIn(await proveExercise(exercise, new ExerciseSimulation()))) console.error(en)
 */
export async function proveExercise(exercise: Exercise, port: ExercisePort): Promise<readonly Trial[]> {
  if (exercise.type === 'code') return proveCode(exercise, port)
  const proof = new Proof(exercise, port)
  try {
    const plays = exercise.prepare?.length ?? 0
    await proof.try(parts.preparation, claims.prepared(plays), find => proof.begin(find))
    if (exercise.type === 'goal') await proveGoal(exercise, proof)
    else await provePrediction(exercise, proof)
  } catch (error) {
    if (!(error instanceof Impossible)) throw error
  }
  return proof.trials
}

/** The proof cannot go on; the reason is among the problems of the last trial. */
class Impossible extends Error {}

/** A problem of the trial that is under way. */
type Find = (en: string, ja: string) => void

class Proof {
  readonly trials: Trial[] = []
  readonly #exercise: GoalExercise | PredictionExercise
  readonly #port: ExercisePort

  constructor(exercise: GoalExercise | PredictionExercise, port: ExercisePort) {
    this.#exercise = exercise
    this.#port = port
  }

  /** Records a trial, also one that ends the proof. */
  async try(part: Bilingual, claim: Bilingual, work: (find: Find) => Promise<void> | void): Promise<void> {
    const problems: Bilingual[] = []
    try {
      await work((en, ja) => problems.push({ en, ja }))
    } finally {
      this.trials.push({ part, claim, problems })
    }
  }

  /** Loads a new run and plays the preparation. */
  async begin(find: Find): Promise<void> {
    const { scenario, seed, settings = {}, prepare = [] } = this.#exercise
    this.#accept(await this.#port.load(scenario, { seed, settings, script: [] }).catch(refusalFrom), find)
    await this.play(prepare, 'preparation', '準備', find)
  }

  /** Performs the acts and waits; a play that does not reach its check ends the proof. */
  async play(plays: readonly Play[], en: string, ja: string, find: Find): Promise<void> {
    for (const [index, { actions, until, withinMs }] of plays.entries()) {
      for (const action of actions) this.#accept(await this.#port.do(action).catch(refusalFrom), find)
      const outcome = await this.#port
        .until(until, { withinMs, speed: Number.POSITIVE_INFINITY })
        .catch(refusalFrom)
      this.#accept(outcome, find)
      if (isRefused(outcome) || outcome.verdict === 'true') continue
      find(
        `Play ${index + 1} of the ${en} does not reach its check within ${withinMs} ms.`,
        `${ja}の${index + 1}番目は、${withinMs}ミリ秒以内にチェックを満たしません。`,
      )
      throw new Impossible()
    }
  }

  async idle(find: Find): Promise<void> {
    const options = { withinMs: idleMs, speed: Number.POSITIVE_INFINITY }
    this.#accept(await this.#port.until(never, options).catch(refusalFrom), find)
  }

  async verdictOf(check: Check, find: Find): Promise<Verdict> {
    const verdict = await this.#port.check(check).catch(refusalFrom)
    this.#accept(verdict, find)
    return isRefused(verdict) ? 'open' : verdict
  }

  #accept(answer: unknown, find: Find): void {
    if (!isRefused(answer)) return
    find(sentenceIn(answer, 'en'), sentenceIn(answer, 'ja'))
    throw new Impossible()
  }
}

const parts = {
  preparation: { en: 'preparation', ja: '準備' },
  start: { en: 'start', ja: '開始時' },
  idleness: { en: 'idleness', ja: '放置' },
  solution: { en: 'solution', ja: '解答' },
  experiment: { en: 'experiment', ja: '実験' },
  remark: (number: number): Bilingual => ({ en: `remark ${number}`, ja: `状況別ヒント${number}` }),
  answer: (name: string): Bilingual => ({ en: `answer ${name}`, ja: `答え「${name}」` }),
} as const

const claims = {
  prepared: (plays: number): Bilingual =>
    plays === 0
      ? { en: 'The run begins.', ja: '実行が始まります。' }
      : { en: `Each of its ${plays} plays reaches its check.`, ja: `${plays}個とも、チェックを満たします。` },
  startMisses: { en: 'It does not satisfy the goal.', ja: '目標を満たしていません。' },
  idlenessMisses: {
    en: `Doing nothing for ${idleMs / 1000} s does not satisfy the goal.`,
    ja: `${idleMs / 1000}秒間何もしなくても、目標は満たされません。`,
  },
  remarkShows: {
    en: 'Its attempt shows its pattern and misses the goal.',
    ja: '例にそのパターンが現れ、目標は満たされません。',
  },
  solves: (lamps: number): Bilingual => ({
    en: `It lights all lamps (${lamps}) and shows no remark.`,
    ja: `ランプがすべて(${lamps}個)点灯し、状況別ヒントは出ません。`,
  }),
  permitted: { en: 'It needs no forbidden act.', ja: '禁止された操作を使いません。' },
  withinPar: (acts: number, par: number): Bilingual => ({
    en: `Number of its acts: ${acts}; par is ${par}.`,
    ja: `操作は${acts}回で、基準は${par}回です。`,
  }),
  hidden: { en: 'It does not show the right answer yet.', ja: '正解はまだ見えません。' },
  played: { en: 'Each of its plays reaches its check.', ja: 'どの操作もチェックを満たします。' },
  confirmed: { en: 'It is right, and the run confirms it.', ja: '正解で、実行で確かめられます。' },
  refuted: { en: 'It is wrong, and the run refutes it.', ja: '誤答で、実行で否定されます。' },
} as const

async function proveGoal(exercise: GoalExercise, proof: Proof): Promise<void> {
  const { lamps, remarks, solution, par } = exercise
  const unlit = async (find: Find): Promise<readonly Bilingual[]> => {
    const dark: Bilingual[] = []
    for (const { check, yet } of lamps)
      if (!isLit(lampValue(check, await proof.verdictOf(check, find)))) dark.push(yet)
    return dark
  }
  await proof.try(parts.start, claims.startMisses, async find => {
    if ((await unlit(find)).length === 0)
      find('The start satisfies the goal.', '開始時点で目標を満たしています。')
  })
  await proof.try(parts.idleness, claims.idlenessMisses, async find => {
    await proof.idle(find)
    if ((await unlit(find)).length === 0)
      find('Doing nothing satisfies the goal.', '何もしなくても目標を満たしてしまいます。')
  })
  for (const [index, { when, example }] of remarks.entries()) {
    const part = parts.remark(index + 1)
    const { en, ja } = part
    await proof.try(part, claims.remarkShows, async find => {
      await proof.begin(find)
      await proof.play(example, `attempt of ${en}`, `${ja}の例`, find)
      if ((await proof.verdictOf(when, find)) !== 'true')
        find(`The attempt of ${en} does not show its pattern.`, `${ja}の例に、そのパターンが現れません。`)
      if ((await unlit(find)).length === 0)
        find(`The attempt of ${en} satisfies the goal.`, `${ja}の例が目標を満たしています。`)
    })
  }
  await proof.try(parts.solution, claims.solves(lamps.length), async find => {
    await proof.begin(find)
    await proof.play(solution, 'solution', '解答', find)
    for (const words of await unlit(find))
      find(
        `After the solution one lamp is not lit: ${words.en}`,
        `解答の後も点灯しないランプがあります: ${words.ja}`,
      )
    for (const { when, say } of remarks)
      if ((await proof.verdictOf(when, find)) === 'true')
        find(`The solution shows a remark: ${say.en}`, `解答でも状況別ヒントが出ます: ${say.ja}`)
  })
  const acts = actsIn(solution)
  await proof.try(parts.solution, claims.permitted, find => {
    const all = [...Array(preparedActs(exercise)).fill(acts[0]), ...acts]
    const logged = all.map((action, index) => ({ index, at: 0, action }))
    if (firstViolation(exercise, logged) !== null)
      find('The solution needs a forbidden act.', '解答に、禁止された操作が必要です。')
  })
  await proof.try(parts.solution, claims.withinPar(acts.length, par), find => {
    if (acts.length > par)
      find(
        `The solution needs ${acts.length} acts; par is ${par}.`,
        `解答の操作は${acts.length}回で、基準の${par}回を超えています。`,
      )
  })
}

async function provePrediction(exercise: PredictionExercise, proof: Proof): Promise<void> {
  const { question, experiment } = exercise
  const holds = (answer: Answer, find: Find) =>
    allHold(claimsOf(exercise, answer), check => proof.verdictOf(check, find))
  const answers = answersTo(exercise)
  const unclaimed = answers.find(answer => claimsOf(exercise, answer).length === 0)
  if (unclaimed !== undefined) {
    const name = nameOf(unclaimed)
    await proof.try(parts.answer(name), claims.refuted, find =>
      find(
        `The answer ${name} makes no claim that a run could refute.`,
        `答え「${name}」に、実行で確かめられる主張がありません。`,
      ),
    )
    return
  }
  await proof.try(parts.start, claims.hidden, async find => {
    for (const answer of answers)
      if (isRight(question, answer) && (await holds(answer, find)))
        find('The start shows the right answer already.', '開始時点で正解が見えています。')
  })
  await proof.try(parts.experiment, claims.played, find => proof.play(experiment, 'experiment', '実験', find))
  for (const answer of answers) {
    const right = isRight(question, answer)
    await proof.try(parts.answer(nameOf(answer)), right ? claims.confirmed : claims.refuted, async find => {
      const problem = contradiction(nameOf(answer), right, await holds(answer, find))
      if (problem !== null) find(problem.en, problem.ja)
    })
  }
}

const nameOf = (answer: Answer): string =>
  answer.type === 'choice'
    ? answer.choice
    : answer.type === 'number'
      ? String(answer.number)
      : nameOfAnchor(answer.thing)

const nameOfAnchor = (thing: Anchor): string =>
  thing.type === 'control'
    ? thing.name.en
    : thing.type === 'actor'
      ? `${thing.participant}${thing.actor}`
      : thing.participant

/** The answers that a proof tries: all choices or things; the right number and its neighbours. */
function answersTo(exercise: PredictionExercise): readonly Answer[] {
  const { question } = exercise
  switch (question.type) {
    case 'choice':
      return question.choices.map(({ id }) => ({ type: 'choice', choice: id }))
    case 'point':
      return thingsOf(exercise).map(thing => ({ type: 'point', thing }))
    case 'number':
      return [question.answer - 1, question.answer, question.answer + 1].map(number => ({
        type: 'number',
        number,
      }))
  }
}

/** The candidates, and right answers that are not among them. */
function thingsOf({ question, things = [] }: PredictionExercise): readonly Anchor[] {
  const candidates = things.map(({ thing }) => thing)
  const right = question.type === 'point' ? question.answers : []
  return [...candidates, ...right.filter(thing => !candidates.some(other => sameAnchor(thing, other)))]
}
