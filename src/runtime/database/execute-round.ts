import type { VirtualTime } from '../../trace/identifiers.ts'
import { chain, type MaybePromise } from '../persistence/index.ts'
import { type DatabaseFaults, type FaultEffect, withFirstRejected } from './database-faults.ts'
import type { DatabaseCommand, DatabaseResponse, DatabaseService } from './database-service.ts'
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
  const executed: { readonly request: PendingRequest; readonly effect: FaultEffect | null }[] = []
  for (const request of committing) {
    const before = faults.present
    const effect = faults.effectOn(request.command)
    if (faults.present !== before) request.faultsAfter = faults.present
    if (effect?.type === 'answer') request.response = { answers: [effect.answer], change: null, row: null }
    else if (effect?.type === 'crash') {
      request.crashes = true
      if (effect.committed) executed.push({ request, effect })
      break
    } else executed.push({ request, effect })
  }
  const requests = executed.map(({ request, effect }) => ({
    command: effect?.type === 'reject-first' ? withoutFirstWrite(request.command) : request.command,
    from: `${request.requester} ${request.replyTo}`,
    at: Math.max(request.commitsAt, from),
  }))
  return chain(service.execute(requests), responses => {
    for (let i = 0; i < executed.length; i++) {
      const { request, effect } = executed[i]!
      const response = responses[i]!
      request.response =
        effect?.type === 'reject-first' ? withFirstRejected(response) : withFaults(response, faults)
    }
  })
}

function withFaults(response: DatabaseResponse, faults: DatabaseFaults): DatabaseResponse {
  const answers = faults.answersOf(response.answers)
  return answers === response.answers ? response : { ...response, answers }
}

const withoutFirstWrite = (command: DatabaseCommand): DatabaseCommand =>
  command.type === 'WriteMessages' ? { ...command, writes: command.writes.slice(1) } : command
