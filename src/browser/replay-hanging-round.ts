import type { PlannedParticipant } from '../conductor/host.ts'
import type { ParticipantFactory } from '../conductor/in-process-host.ts'
import { Conductor, inProcessHosts, Replay } from '../conductor/index.ts'
import {
  ActorParticipant,
  type Boot,
  inMemoryStores,
  type Participant,
  type Stores,
  type Turn,
} from '../runtime/index.ts'
import { createDatabaseParticipant } from '../scenarios/create-database-participant.ts'
import { createParticipant, loadCodeOf, planRun } from '../scenarios/index.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { HangDiagnosisRequest } from './worker-protocol.ts'

/** Creates nodes and clients in place of the scenario's own code. */
export type CreateActors = (
  header: RunHeader,
  participant: PlannedParticipant,
  boot: Boot,
) => Participant | Refused

/**
 * Replays a run and reports each turn of one participant in the last round before the turn runs. The promise may never
 * settle, because the round hangs as it did in the run. A run with edited code needs `createActors`.
 */
export async function replayHangingRound(
  request: HangDiagnosisRequest,
  report: (turn: Turn) => void,
  createActors?: CreateActors,
): Promise<void> {
  const { header, participant, actions, from, to } = request
  const plan = planRun(header)
  if (isRefused(plan)) throw new RefusalError(plan)
  const stores = inMemoryStores()
  const create =
    createActors === undefined ? await ownCode(header, stores) : edited(createActors, header, stores)
  let suspect: ActorParticipant | null = null
  const hosts = inProcessHosts((who, boot) => {
    const created = create(who, boot)
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
  if (suspect === null) return
  // The sandbox of edited code counts the steps of each turn.
  const before = suspect.onTurn
  suspect.onTurn = turn => {
    before?.(turn)
    report(turn)
  }
}

async function ownCode(header: RunHeader, stores: Stores): Promise<ParticipantFactory> {
  const code = await loadCodeOf(header)
  return (who, boot) => createParticipant(code, header, who, boot, stores)
}

function edited(createActors: CreateActors, header: RunHeader, stores: Stores): ParticipantFactory {
  return (who, boot) => {
    if (who.kind === 'database') return createDatabaseParticipant(header, who, boot, stores)
    const created = createActors(header, who, boot)
    if (isRefused(created)) throw new RefusalError(created)
    return created
  }
}
