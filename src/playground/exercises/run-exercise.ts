import {
  type Answer,
  allHold,
  type CodeExercise,
  claimsOf,
  type Exercise,
  exerciseOf,
  instantBeforeAct,
  type Play,
  type PredictionExercise,
  refutationOf,
  watchedChecks,
} from '../../lessons/index.ts'
import { type Check, isRefused, type Refused, refuse } from '../../trace/index.ts'
import { askToRun } from '../editing/code-consent.ts'
import { growBranch } from '../store/branching.ts'
import { arrival, follow, play } from '../store/film.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { openRun, watchAlso } from '../store/open-run.ts'
import { showExerciseInAddress } from '../store/request-in-address.ts'
import { useRun } from '../store/run-store.ts'
import { type Attempt, type CodeTexts, useExercises } from './exercise-state.ts'
import { isOwnId } from './own-id.ts'
import { recordProgress } from './progress.ts'
import { editedFiles, growTrial, openFirstTrial, recordedTrial, textsOf, watchTrial } from './run-trial.ts'

/** Counts attempts: the result of one that was replaced is ignored. */
let generation = 0

const change = (part: Partial<Attempt>): void =>
  useExercises.setState(({ attempt }) => (attempt === null ? {} : { attempt: { ...attempt, ...part } }))

/**
 * Opens an exercise of the page or of the person on a new run and plays its preparation. Resolves to false when the page then
 * has no run: for an unknown id, or a stored exercise that is not valid, whose fault is shown.
 * @param anew forgets the text that was run last
 */
export async function beginExercise(id: string, { anew = false } = {}): Promise<boolean> {
  const current = ++generation
  asking.abort()
  // Apart, because most visits play no exercise of their own.
  const exercise = exerciseOf(id) ?? (await (await import('./own-exercise.ts')).ownExercise(id))
  if (current !== generation) return true
  if (exercise === null) return false
  if (isRefused(exercise)) {
    showRefusal(exercise)
    return useRun.getState().session !== null
  }
  useExercises.setState({
    open: true,
    attempt: {
      exercise,
      phase: 'preparing',
      refusal: null,
      answer: null,
      right: null,
      refutation: null,
      solutionShown: false,
      texts: null,
      trialEnds: {},
      keepsCode: !anew,
      begun: current,
    },
  })
  watchAlso(watchedChecks(exercise))
  void recordProgress(id, { state: 'tried' })
  if (exercise.type === 'code') {
    await beginCode(exercise, current)
    return current !== generation || useRun.getState().session !== null
  }
  const { scenario, seed, settings = {}, prepare = [] } = exercise
  const opened = await openRun({ scenario, seed, settings, fresh: true }, 'paused')
  if (current !== generation) return true
  const refused = opened ?? (await playAll(prepare, null, current))
  if (current !== generation) return true
  if (refused !== undefined) {
    change({ phase: 'refused', refusal: refused })
    return true
  }
  showExerciseInAddress(id)
  change({ phase: 'open' })
  const { session } = useRun.getState()
  if (exercise.type === 'goal' && session !== null) await play(session)
  return true
}

/** Ends the question about the code of an exercise that is left. */
let asking = new AbortController()

/** Opens the first trial of a code exercise, and shows it. Code of others runs only when the person agrees. */
async function beginCode(exercise: CodeExercise, current: number): Promise<void> {
  const texts = await textsOf(exercise)
  const refused = isRefused(texts) ? texts : await openAgreed(exercise, texts)
  if (current !== generation) return
  if (isRefused(texts) || refused !== undefined) {
    change({ phase: 'refused', refusal: refused ?? null })
    return
  }
  showExerciseInAddress(exercise.id)
  change({ texts })
  await watchRecorded(exercise, current)
}

async function openAgreed(exercise: CodeExercise, texts: CodeTexts): Promise<Refused | undefined> {
  const code = editedFiles(exercise, texts, texts.start)
  if (isOwnId(exercise.id) && code.length > 0) {
    asking = new AbortController()
    if (!(await askToRun(code, asking.signal))) return refuse('code-declined')
  }
  return openFirstTrial(exercise, texts)
}

/**
 * Runs the trial with this text in a branch, and shows it. A refused text changes nothing.
 * @param isSolution the text is that of the exercise
 */
export async function tryCode(
  exercise: CodeExercise,
  text: string,
  isSolution: boolean,
): Promise<Refused | undefined> {
  const texts = useExercises.getState().attempt?.texts ?? null
  if (texts === null) return refuse('no-run')
  const current = ++generation
  change({ phase: 'preparing' })
  const refused = await growTrial(exercise, texts, text)
  if (current !== generation) return undefined
  if (refused !== undefined) {
    change({ phase: 'open' })
    return refused
  }
  change({ solutionShown: isSolution })
  if (!isSolution) void recordProgress(exercise.id, { state: 'tried', code: text })
  await watchRecorded(exercise, current)
  return undefined
}

/** Shows the trial of the shown run again. */
export async function watchAgain(exercise: CodeExercise): Promise<void> {
  await watchRecorded(exercise, ++generation)
}

async function watchRecorded(exercise: CodeExercise, current: number): Promise<void> {
  const recorded = recordedTrial(exercise)
  if (isRefused(recorded)) {
    change({ phase: 'refused', refusal: recorded })
    return
  }
  const known = useExercises.getState().attempt?.trialEnds ?? {}
  change({ phase: 'playing', trialEnds: { ...known, [recorded.runId]: recorded.ends.at(-1) ?? 0 } })
  await watchTrial(exercise, recorded)
  if (current === generation) change({ phase: 'open' })
}

/** Closes the exercise; its run stays. */
export function leaveExercise(): void {
  generation++
  asking.abort()
  watchAlso([])
  useExercises.setState({ attempt: null })
  showExerciseInAddress(null)
}

/** Plays acts and waits. `speed`: null is as fast as possible; otherwise each play has its own, times the slider's. */
async function playAll(
  plays: readonly Play[],
  speed: 'watched' | null,
  current: number,
): Promise<Refused | undefined> {
  for (const { actions, until, withinMs, speed: own = 1 } of plays) {
    for (const action of actions) {
      const { session } = useRun.getState()
      if (current !== generation) return undefined
      if (session === null) return refuse('no-run')
      follow()
      const done = await session.do(action)
      if (isRefused(done)) return done
    }
    const { session, clock } = useRun.getState()
    if (current !== generation) return undefined
    if (session === null) return refuse('no-run')
    follow()
    const options = speed === null ? { withinMs } : { withinMs, speed: own * clock.speed }
    const outcome = await session.until(until, options)
    if (isRefused(outcome)) return outcome
    if (speed === 'watched') await arrival()
  }
  return undefined
}

/** Plays the experiment and shows if it confirms the answer. */
export async function predict(exercise: PredictionExercise, answer: Answer): Promise<void> {
  const current = generation
  change({ phase: 'playing', answer })
  const refused = await playAll(exercise.experiment, 'watched', current)
  if (current !== generation) return
  const { session } = useRun.getState()
  if (refused !== undefined || session === null) {
    change({ phase: 'refused', refusal: refused ?? refuse('no-run') })
    return
  }
  await session.pause()
  const verdictOf = async (check: Check) => {
    const verdict = await session.check(check)
    return isRefused(verdict) ? 'open' : verdict
  }
  const right = await allHold(claimsOf(exercise, answer), verdictOf)
  const { decisions, log, clock } = session
  const experiment = { decisions, events: log, end: clock.now, verdictOf }
  const refutation = right ? null : await refutationOf(exercise, answer, experiment)
  if (current !== generation) return
  change({ phase: 'revealed', right, refutation })
  if (right) void recordProgress(exercise.id, { state: 'done' })
}

/** Starts the exercise again and plays its solution. */
export async function showSolution(exercise: Exercise): Promise<void> {
  if (exercise.type !== 'goal') return
  await beginExercise(exercise.id)
  const current = generation
  const { session } = useRun.getState()
  if (session === null || useExercises.getState().attempt?.phase !== 'open') return
  change({ phase: 'playing', solutionShown: true })
  await session.pause()
  const refused = await playAll(exercise.solution, 'watched', current)
  if (current === generation)
    change(refused === undefined ? { phase: 'open' } : { phase: 'refused', refusal: refused })
}

/** Goes back to before the act that led to the event at an instant (virtual ms), in a branch of the run. */
export async function tryAgainBefore(exercise: Exercise, at: number): Promise<void> {
  const before = instantBeforeAct(exercise, useRun.getState().log.view.actions, at)
  const grown = showRefusal(await growBranch({ at: before, change: { type: 'none' } }))
  const { session } = useRun.getState()
  if (!isRefused(grown) && session !== null) await play(session)
}

// Another run that a person opens ends the exercise; a branch or a restored run of it does not.
useRun.subscribe(({ session }, before) => {
  if (session === before.session || session === null) return
  const { attempt } = useExercises.getState()
  if (attempt === null || attempt.phase === 'preparing') return
  const { scenario, seed, settings = {} } = attempt.exercise
  const { header } = session
  const same =
    header.scenario === scenario &&
    header.seed === seed &&
    JSON.stringify(header.settings) === JSON.stringify(settings)
  if (!same) leaveExercise()
})
