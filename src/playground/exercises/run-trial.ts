import {
  applyEdits,
  type CodeExercise,
  scriptOfTrial,
  stepsBeforeTrial,
  stepsOfPlay,
} from '../../lessons/index.ts'
import {
  isRefused,
  type Refused,
  type RunHeader,
  refuse,
  runFileFormat,
  runFileVersion,
} from '../../trace/index.ts'
import { withEdit } from '../editing/with-edit.ts'
import { sourceFilesOf, sourceOf } from '../inspector/source/sources.ts'
import { growBranch } from '../store/branching.ts'
import { replayTo, seek } from '../store/film.ts'
import { openLane } from '../store/open-run.ts'
import { useRun } from '../store/run-store.ts'
import type { CodeTexts } from './exercise-state.ts'

/** The texts of the file of a code exercise. */
export async function textsOf({ scenario, code }: CodeExercise): Promise<CodeTexts | Refused> {
  const original = await sourceOf(code.file)
  if (original === null)
    return refuse('code-file-unknown', {
      scenario,
      file: code.file,
      known: sourceFilesOf(scenario).join(', '),
    })
  const start = applyEdits(code.file, original, code.start ?? [])
  if (isRefused(start)) return start
  const solution = applyEdits(code.file, start, code.solution)
  return isRefused(solution) ? solution : { original, start, solution }
}

/** The files that a run with this text replaces; none for the text of the build. */
export const editedFiles = ({ code }: CodeExercise, { original }: CodeTexts, text: string) =>
  withEdit([], code.file, text, original)

/** Opens the first run of a code exercise: its trial with the starting code. */
export async function openFirstTrial(exercise: CodeExercise, texts: CodeTexts): Promise<Refused | undefined> {
  const { scenario, seed, settings = {} } = exercise
  const code = editedFiles(exercise, texts, texts.start)
  const header: RunHeader = {
    format: runFileFormat,
    version: runFileVersion,
    build: 'exercise',
    scenario,
    seed,
    settings,
    ...(code.length === 0 ? {} : { code }),
  }
  const lane = {
    header,
    actions: [],
    at: -1,
    known: null,
    acts: [],
    until: 0,
    script: scriptOfTrial(exercise),
    branch: null,
    ownLamps: [],
    chapters: null,
  }
  const opened = await openLane(lane, null, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  return isRefused(opened) ? opened : undefined
}

/** Performs the trial with this text in a branch from the start. */
export async function growTrial(
  exercise: CodeExercise,
  texts: CodeTexts,
  text: string,
): Promise<Refused | undefined> {
  const grown = await growBranch({
    at: null,
    code: editedFiles(exercise, texts, text),
    change: { type: 'code', files: [exercise.code.file] },
    script: scriptOfTrial(exercise),
  })
  return isRefused(grown) ? grown : undefined
}

/** The trial of the shown run, as a recording. */
interface Recorded {
  readonly runId: string
  /** Virtual ms. */
  readonly from: number
  /** The ends of its plays; one whose act was refused ends the trial. */
  readonly ends: readonly number[]
}

export function recordedTrial(exercise: CodeExercise): Recorded | Refused {
  const { session } = useRun.getState()
  if (session === null) return refuse('no-run')
  const outcomes = session.script?.outcomes ?? []
  const before = stepsBeforeTrial(exercise)
  const from = outcomes[before - 1]?.at ?? 0
  let step = before
  const ends = exercise.trial.map(play => {
    step += stepsOfPlay(play)
    return outcomes[step - 1]?.at ?? outcomes.at(-1)?.at ?? 0
  })
  return { runId: session.runId, from, ends }
}

/** Shows the trial from its begin to its end, as long as nobody goes elsewhere. */
export async function watchTrial(exercise: CodeExercise, { from, ends }: Recorded): Promise<void> {
  const { session } = useRun.getState()
  if (session === null) return
  await session.received(ends.at(-1) ?? 0)
  await seek(session, from)
  for (const [index, end] of ends.entries()) {
    const { clock } = useRun.getState()
    await replayTo(session, end, (exercise.trial[index]?.speed ?? 1) * clock.speed)
    const { session: shown, cursor } = useRun.getState()
    if (shown !== session || cursor.position !== session.log.countUntil(end)) return
  }
}

/** Shows the end of the recorded trial at once. */
export async function showTrialEnd(end: number): Promise<void> {
  const { session } = useRun.getState()
  if (session !== null) await seek(session, end)
}
