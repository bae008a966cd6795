import { openSession } from '../../browser/index.ts'
import type { RunPart } from '../../lessons/draft/happenings.ts'
import { partsOfProof, proofsOf, type StepProof, scriptOfLesson } from '../../lessons/draft/prove-draft.ts'
import type { Walkthrough } from '../../lessons/index.ts'
import {
  EventLog,
  isRefused,
  type Refused,
  runFileFormat,
  runFileVersion,
  type TraceEvent,
} from '../../trace/index.ts'

/** A lesson that was played without an audience. */
export interface Proof {
  readonly steps: readonly StepProof[]
  /** The outcome of each step. */
  readonly parts: readonly RunPart[]
  /** The whole run. */
  readonly trace: readonly TraceEvent[]
}

/** Everything that decides about the run of a lesson, as text. Lessons with the same text have the same proof. */
export const runOf = (lesson: Walkthrough): string => {
  const { scenario, seed, settings = {} } = lesson
  return JSON.stringify([scenario, seed, settings, scriptOfLesson(lesson)])
}

/** Plays a lesson to its end in a worker of its own, at full speed and unseen. The shown run goes on. */
export async function prove(lesson: Walkthrough, signal: AbortSignal): Promise<Proof | Refused> {
  const { scenario, seed, settings = {} } = lesson
  const log = new EventLog()
  const session = await openSession({
    scenario,
    lane: {
      header: {
        format: runFileFormat,
        version: runFileVersion,
        build: 'walkthrough',
        scenario,
        seed,
        settings,
      },
      actions: [],
      at: -1,
      known: null,
      acts: [],
      until: 0,
      script: scriptOfLesson(lesson),
      branch: null,
      ownLamps: [],
      chapters: null,
      recordingOnly: true,
    },
    log,
    signal,
  })
  if (isRefused(session)) return session
  const { script } = session
  await session.close()
  const trace = log.slice(0)
  const steps = proofsOf(lesson, script ?? { outcomes: [], problem: null })
  return { steps, parts: partsOfProof(trace, steps), trace }
}
