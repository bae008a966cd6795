import { Conductor, inProcessHosts, Replay } from '../conductor/index.ts'
import { ActorParticipant, inMemoryStores, type Turn } from '../runtime/index.ts'
import { createParticipant, loadScenarioCode, planRun } from '../scenarios/index.ts'
import type { HangDiagnosisRequest } from './worker-protocol.ts'

/**
 * Computes a run again, and tells each turn of one participant in its last round before it is taken. That round may
 * never end.
 */
export async function replayHangingRound(
  order: HangDiagnosisRequest,
  say: (turn: Turn) => void,
): Promise<void> {
  const { header, participant, actions, from, to } = order
  const plan = planRun(header)
  if ('refused' in plan) throw new Error(plan.refused)
  const code = await loadScenarioCode(header.scenario)
  const stores = inMemoryStores()
  let suspect: ActorParticipant | null = null
  const hosts = inProcessHosts((who, boot) => {
    const made = createParticipant(code, header, who, boot, stores)
    if (who.id === participant && made instanceof ActorParticipant) suspect = made
    return made
  })
  const conductor = new Conductor({ plan, hosts, watched: () => true })
  const replay = new Replay(conductor, actions)
  await replay.advanceTo(from - 1)
  listenTo(suspect, say)
  await replay.advanceTo(to - 1)
}

/** It was made in a function of its own, which TypeScript does not follow. */
function listenTo(suspect: ActorParticipant | null, say: (turn: Turn) => void): void {
  if (suspect !== null) suspect.onTurn = say
}
