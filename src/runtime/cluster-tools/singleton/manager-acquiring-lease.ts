import { oldestChanged, requesterOf, whileChildRuns } from './manager-after-oldest.ts'
import type { ManagerInput, Phase } from './manager-state.ts'
import type { ManagerTurn } from './manager-turn.ts'

type AcquiringLease = Extract<Phase, { readonly name: 'AcquiringLease' }>

/** Phase AcquiringLease: this node is the oldest, and starts the singleton with the lease only. Pekko: AcquiringLease (SG-6) */
export function acquiringLease(turn: ManagerTurn, phase: AcquiringLease, input: ManagerInput): boolean {
  switch (input.type) {
    case 'LeaseAcquired':
      turn.info('Acquire lease result [true]')
      turn.startSingleton()
      return true
    case 'LeaseNotAcquired':
      turn.info('Acquire lease result [false]')
      turn.emit({ type: 'StartLeaseRetry' })
      turn.updatePhase({ ...phase, requested: false })
      return true
    case 'LeaseRetry':
      requestLease(turn)
      return true
    case 'SingletonTerminated':
      turn.info('Singleton actor terminated. Trying to acquire lease again before re-creating.')
      requestLease(turn)
      return true
    case 'OldestChanged':
      oldestChanged(turn, phase, input.oldest)
      return true
    case 'HandOverToMe':
      turn.handOver(phase.child, requesterOf(input))
      return true
    case 'TakeOverFromMe':
      // This node already is the oldest, so it confirms and stays in its phase.
      turn.emit({ type: 'Reply', to: input.replyTo, message: 'HandOverToMe' })
      return true
    default:
      return whileChildRuns(turn, phase.child, input)
  }
}

function requestLease(turn: ManagerTurn): void {
  turn.emit({ type: 'AcquireLease' })
  turn.updatePhase({ name: 'AcquiringLease', requested: true, child: false })
}
