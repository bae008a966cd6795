import type { Conductor } from '../conductor/conductor.ts'
import type { Action } from '../trace/action.ts'
import { type RunHeader, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import type { VirtualTime } from '../trace/trace-event.ts'
import { FaultSchedule } from './fault-schedule.ts'
import { simulate } from './simulation.ts'

export const cqrsHeader = (seed: number, settings: RunHeader['settings'] = {}): RunHeader => ({
  format: runFileFormat,
  version: runFileVersion,
  build: 'test',
  scenario: 'cqrs',
  seed,
  settings,
})

export interface RandomRun {
  readonly conductor: Conductor
  /** The writer's entries after everything came back; null when it did not. */
  readonly finalState: Readonly<Record<string, string>> | null
}

/** Long enough for the cluster to form before anything is done to it. */
const settledAfterMs = 8000
/** Long enough for every belief to heal and the writer to move once more. */
const healedAfterMs = 30_000
/** Long enough for a cluster whose power failed to form again, and for the writer to recover. */
const restoredAfterMs = 12_000

/**
 * `forMs` virtual ms of random actions and faults at the `cqrs` cluster; then everybody who is gone starts
 * again, and last the power fails once, so that what counts is what was stored.
 */
export function randomRun(seed: number, forMs: number): RandomRun {
  const conductor = simulate(cqrsHeader(seed), { until: settledAfterMs })
  if ('refused' in conductor) throw new Error(conductor.refused)
  const running = (id: string) => (conductor.roster.find(id)?.host ?? null) !== null
  const schedule = new FaultSchedule(seed)
  while (conductor.frontier < settledAfterMs + forMs) {
    const { afterMs, action } = schedule.next({ running })
    conductor.advanceTo(conductor.frontier + afterMs)
    conductor.do(action)
  }
  // A node that was started while its cluster still knew an older self, that downed itself, or that had a failure
  // before it, starts once more.
  for (let i = 0; i < 5; i++) {
    for (const { id } of conductor.plan.participants) {
      if (!running(id)) conductor.do({ type: 'Start', participant: id })
    }
    conductor.advanceTo(conductor.frontier + healedAfterMs)
    if (i > 0 && conductor.plan.participants.every(({ id }) => running(id))) break
  }
  const failedAt = doNow(conductor, { type: 'PowerFailure' })
  conductor.advanceTo(failedAt + restoredAfterMs)
  return { conductor, finalState: writerState(conductor, failedAt) }
}

function doNow(conductor: Conductor, action: Action): VirtualTime {
  const done = conductor.do(action)
  if (done instanceof Promise || 'refused' in done)
    throw new Error(`The simulation could not do ${action.type}.`)
  return done.at
}

function writerState(conductor: Conductor, since: VirtualTime): RandomRun['finalState'] {
  for (let i = conductor.trace.length - 1; i >= 0; i--) {
    const event = conductor.trace[i]!
    if (event.at < since) return null
    if (event.type === 'StateChanged' && event.actor.startsWith('/user/master/singleton')) {
      return JSON.parse(event.state) as Record<string, string>
    }
  }
  return null
}
