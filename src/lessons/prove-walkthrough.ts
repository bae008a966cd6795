import type { Bilingual } from '../narration/index.ts'
import { type Check, sentenceIn, type Verdict } from '../trace/index.ts'
import type { Anchor } from './anchor.ts'
import { isLit, lampValue } from './exercise-judge.ts'
import type { Step, Walkthrough } from './lesson.ts'
import type { PlayerState } from './player-state.ts'
import { contradictionsOf, verdictIn } from './prove-question.ts'
import type { Question } from './question.ts'
import { problemsOfStep } from './step-problems.ts'
import type { Trial } from './trial.ts'
import { WalkthroughPlayer } from './walkthrough-player.ts'
import type { WalkthroughPort } from './walkthrough-port.ts'

/**
 * Proves that a walkthrough works, by one real run: every step is reached, no lamp is dark, the run confirms the right
 * answer of each question and refutes the others, and the actors that it points at exist. Returns what was tried, up to the
 * first step that fails.
 * @example
 * for (const { en } of problemsIn(await proveWalkthrough(walkthrough, new WalkthroughSimulation()))) console.error(en)
 */
export async function proveWalkthrough(
  walkthrough: Walkthrough,
  port: WalkthroughPort,
): Promise<readonly Trial[]> {
  const player = new WalkthroughPlayer(walkthrough, port)
  const trials: Trial[] = []
  let state = await player.start()
  for (;;) {
    if (state.status === 'shown') state = await player.next()
    trials.push(...(await trialsOfStep(state, port)))
    if (state.status !== 'reached' || !player.canGoNext) return trials
    state = await player.next()
  }
}

async function trialsOfStep(state: PlayerState, port: WalkthroughPort): Promise<readonly Trial[]> {
  const { status, step, problem, verdicts } = state
  if (status === 'loading' || status === 'shown' || status === 'running')
    throw new Error(`The step is still [${status}].`)
  const part: Bilingual = { en: `step ${step.id}`, ja: `ステップ${step.id}` }
  const verdictOf = verdictIn(port)
  const reason = problem === null ? null : { en: sentenceIn(problem, 'en'), ja: sentenceIn(problem, 'ja') }
  const problemsOf = (end: {
    readonly verdicts: readonly Verdict[]
    readonly contradictions: readonly Bilingual[]
  }) =>
    problemsOfStep(step, { status, problem: reason, ...end }).map(({ en, ja }) => ({
      en: `Step [${step.id}] ${en}`,
      ja: `ステップ[${step.id}]${ja}`,
    }))
  const played: Trial = {
    part,
    claim: claimOf(state),
    problems: problemsOf({ verdicts, contradictions: [] }),
  }
  if (status !== 'reached') return [played]
  const { ask } = step
  const contradictions = ask === undefined ? [] : await contradictionsOf(ask, verdictOf)
  return [
    played,
    ...(ask === undefined ? [] : [questionTrial(part, ask, problemsOf({ verdicts: [], contradictions }))]),
    ...(await pointTrials(part, step, verdictOf)),
  ]
}

/** The end of a step in words, with its lamps. */
function claimOf({ step, status, at, verdicts }: PlayerState): Bilingual {
  const { await: awaited, lamps = [] } = step
  const lit = lamps.filter(({ check }, i) => isLit(lampValue(check, verdicts[i] ?? 'open'))).length
  const lampWords: Bilingual =
    lamps.length === 0
      ? { en: '', ja: '' }
      : { en: `; lamps lit: ${lit} of ${lamps.length}`, ja: `。点灯したランプは${lamps.length}個中${lit}個` }
  if (awaited === undefined) return { en: `shows its text${lampWords.en}`, ja: `文章を表示${lampWords.ja}` }
  const seconds = ((at ?? 0) / 1000).toFixed(3)
  const { en, ja } = awaited.waiting
  if (status !== 'reached') return { en: `reaches: ${en}`, ja: `達成:${ja}` }
  return {
    en: `reached at ${seconds} s: ${en}${lampWords.en}`,
    ja: `${seconds}秒で達成:${ja}${lampWords.ja}`,
  }
}

/** The claims of a question, tried at the end of its step. */
function questionTrial(part: Bilingual, question: Question, problems: readonly Bilingual[]): Trial {
  const unclaimed =
    question.type === 'choice'
      ? question.choices.filter(({ claim }) => claim === undefined).map(({ id }) => id)
      : question.claim === undefined
        ? [question.type]
        : []
  if (unclaimed.length > 0 && problems.length === 0) {
    const ids = unclaimed.join(', ')
    return {
      part,
      untried: true,
      claim: { en: `prediction: no claim for ${ids}`, ja: `予想:${ids}に主張がありません` },
      problems,
    }
  }
  return {
    part,
    claim:
      question.type === 'choice'
        ? {
            en: `prediction: the run confirms ${question.answer} and refutes the others (${question.choices.length - 1})`,
            ja: `予想:実行は「${question.answer}」だけを裏付け、他の${question.choices.length - 1}件を否定します`,
          }
        : { en: 'prediction: the run confirms the answer', ja: '予想:実行は答えを裏付けます' },
    problems,
  }
}

/** The things that a step points at, or that answer its question. */
async function pointTrials(
  part: Bilingual,
  { id, points = [], ask }: Step,
  verdictOf: (check: Check) => Promise<Verdict>,
): Promise<readonly Trial[]> {
  const things = [...points, ...(ask?.type === 'point' ? ask.answers : [])]
  const inRun = things.filter(thing => thing.type !== 'control')
  const trials: Trial[] = []
  if (inRun.length > 0) {
    const problems: Bilingual[] = []
    for (const thing of inRun) {
      if ((await verdictOf(hasStarted(thing))) === 'true') continue
      const name = thing.type === 'actor' ? `${thing.actor} on ${thing.participant}` : thing.participant
      problems.push({
        en: `Step [${id}] points at ${name}, which has not started by its end.`,
        ja: `ステップ[${id}]が指す${name.replace(' on ', ' @ ')}は、終わりまでに起動していません。`,
      })
    }
    const count = inRun.length
    trials.push({
      part,
      claim: { en: `points at things that exist: ${count}`, ja: `指す対象はすべて存在します(${count}個)` },
      problems,
    })
  }
  for (const thing of things)
    if (thing.type === 'control')
      trials.push({
        part,
        untried: true,
        claim: {
          en: `points at the ${thing.role} “${thing.name.en}”, which only a browser can find`,
          ja: `${thing.role}「${thing.name.ja}」を指します。ブラウザーでだけ確かめられます`,
        },
        problems: [],
      })
  return trials
}

const hasStarted = (thing: Exclude<Anchor, { type: 'control' }>): Check => ({
  type: 'eventually',
  what:
    thing.type === 'actor'
      ? { event: 'ActorStarted', node: thing.participant, where: { actor: thing.actor } }
      : { event: 'ParticipantStarted', node: thing.participant },
})
