import type { VirtualTime } from '../../trace/identifiers.ts'
import { chain, type MaybePromise } from '../persistence/index.ts'
import { type DatabaseFaults, withFirstRejected } from './database-faults.ts'
import type { DatabaseRequest, DatabaseResponse, DatabaseService } from './database-service.ts'
import type { PendingRequest } from './pending-request.ts'

/**
 * Executes the requests that commit in a round, and sets their responses. A crash by a fault ends the execution: later
 * requests get no response. `from`: the start of the round.
 */
export function executeRound(
  service: DatabaseService,
  faults: DatabaseFaults,
  committing: readonly PendingRequest[],
  from: VirtualTime,
): MaybePromise<void> {
  const executed: PendingRequest[] = []
  /** The executed requests; one whose first write is rejected is another object. */
  const requests: DatabaseRequest[] = []
  for (const request of committing) {
    request.at = Math.max(request.commitsAt, from)
    const before = faults.present
    const effect = faults.effectOn(request.command)
    if (faults.present !== before) request.faultsAfter = faults.present
    if (effect?.type === 'answer') {
      request.response = { answers: [effect.answer], change: null }
      continue
    }
    if (effect?.type === 'crash') request.crashes = true
    if (effect?.type !== 'crash' || effect.committed) {
      executed.push(request)
      requests.push(effect?.type === 'reject-first' ? withoutFirstWrite(request) : request)
    }
    if (request.crashes) break
  }
  return chain(service.execute(requests), responses => {
    for (let i = 0; i < executed.length; i++) {
      const request = executed[i]!
      const response = responses[i]!
      request.response = requests[i] === request ? withFaults(response, faults) : withFirstRejected(response)
    }
  })
}

function withFaults(response: DatabaseResponse, faults: DatabaseFaults): DatabaseResponse {
  const answers = faults.answersOf(response.answers)
  return answers === response.answers ? response : { ...response, answers }
}

/** Only a request to write has its first write rejected. */
function withoutFirstWrite(request: PendingRequest): DatabaseRequest {
  const { command } = request
  return command.type === 'WriteMessages'
    ? { ...request, command: { ...command, writes: command.writes.slice(1) } }
    : request
}
