import { type Answer, type ListedRun, readActions } from '../../browser/index.ts'
import { refuse } from '../../trace/index.ts'
import { openRun } from './open-run.ts'

/** Opens a lane that came with a run file, at its end. It has no journal yet, so there is no power failure to restore. */
export async function openUnplayed(run: ListedRun): Answer<void> {
  const { runId, header, branch = null, unplayed, lamps = [], chapters = null } = run
  const actions = await readActions(runId)
  if (actions === null) return refuse('lane-gone')
  const until = unplayed ?? 0
  const lane = { header, actions, at: until, known: null, acts: [], until, branch, ownLamps: lamps, chapters }
  return openRun({ scenario: header.scenario, lane: { ...lane, stored: runId } }, 'paused')
}
