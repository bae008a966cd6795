import { Conductor, inProcessHosts, Replay } from '../conductor/index.ts'
import { ActorParticipant, inMemoryStores, type Turn } from '../runtime/index.ts'
import { createParticipant, loadCodeOf, planRun } from '../scenarios/index.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused } from '../trace/refused.ts'
import type { HangDiagnosisRequest } from './worker-protocol.ts'

/**
 * Replays a run and reports each turn of one participant in the last round before the turn runs. The promise may never
 * settle, because the round hangs as it did in the run.
 */
export async function replayHangingRound(
  request: HangDiagnosisRequest,
  report: (turn: Turn) => void,
): Promise<void> {
  const { header, participant, actions, from, to } = request
  const plan = planRun(header)
  if (isRefused(plan)) throw new RefusalError(plan)
  const code = await loadCodeOf(header)
  const stores = inMemoryStores()
  let suspect: ActorParticipant | null = null
  const hosts = inProcessHosts((who, boot) => {
    const created = createParticipant(code, header, who, boot, stores)
    if (who.id === participant && created instanceof ActorParticipant) suspect = created
    return created
  })
  const conductor = new Conductor({ plan, hosts, watched: () => true })
  const replay = new Replay(conductor, actions)
  await replay.advanceTo(from - 1)
  reportTurns(suspect, report)
  await replay.advanceTo(to - 1)
}

/** A separate function, because TypeScript narrows the `suspect` variable to null at the call. */
function reportTurns(suspect: ActorParticipant | null, report: (turn: Turn) => void): void {
  if (suspect !== null) suspect.onTurn = report
}
