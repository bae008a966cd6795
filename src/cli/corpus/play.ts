import { Conductor } from '../../conductor/conductor.ts'
import { Replay } from '../../conductor/replay.ts'
import type { LoggedAction } from '../../trace/action.ts'
import type { VirtualTime } from '../../trace/identifiers.ts'
import { isRefused } from '../../trace/refused.ts'
import { type RunFile, type RunHeader, runFileFormat, runFileVersion } from '../../trace/run-file.ts'
import { simulateEdited } from '../edited-simulation.ts'
import { simulate } from '../simulation.ts'
import { brokenBooks, brokenBooksHosts, brokenBooksPlan } from './broken-books.ts'
import type { Story } from './story.ts'

/** The hash of a run of the corpus at `until`. Edited code runs in a thread of its own. */
export async function hashOfRun(
  header: RunHeader,
  actions: readonly LoggedAction[],
  until: VirtualTime,
): Promise<string> {
  if (header.code === undefined) return play(header, actions, until).traceHash()
  const run = await simulateEdited(header, { actions, until })
  if (isRefused(run)) throw new Error(run.refused)
  return run.hash
}

/** Computes a run of the corpus in this thread up to `until`. */
function play(header: RunHeader, actions: readonly LoggedAction[], until: VirtualTime): Conductor {
  const run =
    header.scenario === brokenBooks ? playBooks(header, actions, until) : simulate(header, { actions, until })
  if (isRefused(run)) throw new Error(run.refused)
  return run
}

function playBooks({ seed }: RunHeader, actions: readonly LoggedAction[], until: VirtualTime): Conductor {
  const conductor = new Conductor({ plan: brokenBooksPlan(seed), hosts: brokenBooksHosts(seed) })
  const played = new Replay(conductor, actions).advanceTo(until)
  if (played instanceof Promise) throw new Error('The books are synchronous, but a participant was not.')
  return conductor
}

/** Records a story: its action log and the hash at its end. */
export async function record(story: Story): Promise<RunFile> {
  const { scenario, seed, settings = {}, code } = story
  const header: RunHeader = {
    format: runFileFormat,
    version: runFileVersion,
    build: 'corpus',
    scenario,
    seed,
    settings,
    ...(code === undefined ? null : { code }),
  }
  if (code !== undefined) {
    const actions = story.steps
      .flatMap(([at, ...acts]) => acts.map(action => ({ at, action })))
      .map((act, index) => ({ index, ...act }))
    return { header, actions, until: story.until, hash: await hashOfRun(header, actions, story.until) }
  }
  const run = play(header, [], 0)
  for (const [at, ...actions] of story.steps) {
    run.advanceTo(at - 1)
    for (const action of actions) {
      // Actions count as recorded: an endless loop is refused without a watchdog, but its Kill is in the recording.
      const done = run.do(action, true)
      if (isRefused(done)) throw new Error(`[${story.name}] at ${at} ms: ${done.refused}`)
    }
  }
  run.advanceTo(story.until)
  return { header, actions: run.actions, until: story.until, hash: run.traceHash() }
}
