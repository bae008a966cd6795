import { sameNode, type UniqueAddress } from '../../cluster/index.ts'
import type { HandOverRequester, ManagerInput, Phase } from './manager-state.ts'
import type { ManagerTurn } from './manager-turn.ts'

type Oldest = Extract<Phase, { readonly name: 'Oldest' }>
type WasOldest = Extract<Phase, { readonly name: 'WasOldest' }>
type HandingOver = Extract<Phase, { readonly name: 'HandingOver' }>
type Request = Extract<ManagerInput, { readonly type: 'HandOverToMe' | 'TakeOverFromMe' }>

/** Phase Oldest: this node runs the singleton. Returns true when the phase handled the input. */
export function oldest(turn: ManagerTurn, phase: Oldest, input: ManagerInput): boolean {
  switch (input.type) {
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
    case 'LeaseLost':
      leaseLost(turn, phase)
      return true
    case 'SingletonTerminated':
      turn.info('Singleton actor was terminated')
      turn.updatePhase({ name: 'Oldest', child: false })
      return true
    default:
      return whileChildRuns(turn, phase.child, input)
  }
}

/** Another node is the oldest now. Phase AcquiringLease gives up its place in the same way. */
export function oldestChanged(
  turn: ManagerTurn,
  { child }: Pick<Oldest, 'child'>,
  newOldest: UniqueAddress | null,
): void {
  turn.info(
    `${turn.state.phase.name} observed OldestChanged: [${turn.facts.self.address} -> ${newOldest?.address ?? 'nobody'}]`,
  )
  if (turn.facts.preparingForShutdown) {
    turn.info('Not handing over, because the cluster prepares for its shutdown')
  } else if (newOldest === null) {
    turn.enterPhase({ name: 'WasOldest', child, newOldest })
  } else if (turn.isSelf(newOldest)) {
    turn.requestOldestChange()
  } else if (!turn.state.selfExited && turn.isRemoved(newOldest)) {
    // A node whose removal was recorded is the oldest again: the states differ, so the instance ends without hand-over.
    turn.handOver(child, null)
  } else {
    // The new oldest may not know its predecessor. Pekko: TakeOverFromMe (SG-9)
    turn.emit({ type: 'Send', address: newOldest.address, message: 'TakeOverFromMe' })
    turn.enterPhase({ name: 'WasOldest', child, newOldest })
  }
}

/** Another node may hold the lease now, so the instance must end before a new one starts. Pekko: LeaseLost */
function leaseLost(turn: ManagerTurn, { child }: Oldest): void {
  turn.info('Lease has been lost. Terminating singleton and trying to re-acquire lease')
  if (child) {
    turn.emit({ type: 'StopSingleton' })
    turn.enterPhase({ name: 'AcquiringLease', requested: false, child })
  } else {
    turn.enterPhase({ name: 'AcquiringLease', requested: true, child })
    turn.emit({ type: 'AcquireLease' })
  }
}

/** Phase WasOldest: another node is the oldest, but has not requested the singleton yet. */
export function wasOldest(turn: ManagerTurn, phase: WasOldest, input: ManagerInput): boolean {
  const { child, newOldest } = phase
  switch (input.type) {
    case 'TakeOverRetry':
      takeOverRetry(turn, phase, input.count)
      return true
    case 'HandOverToMe':
      turn.handOver(child, requesterOf(input))
      return true
    case 'SingletonTerminated':
      turn.updatePhase({ name: 'WasOldest', child: false, newOldest })
      return true
    case 'MemberRemoved':
      if (turn.state.selfExited) return false
      if (turn.isSelf(input.node)) {
        turn.stopBecause('removed')
        return true
      }
      if (newOldest === null || !sameNode(input.node, newOldest)) return false
      turn.recordRemoval(input.node)
      turn.handOver(child, null)
      return true
    default:
      return whileChildRuns(turn, child, input)
  }
}

function takeOverRetry(turn: ManagerTurn, { child, newOldest }: WasOldest, count: number): void {
  if (turn.facts.preparingForShutdown) return
  const isLeaving = turn.facts.clusterTerminated || turn.state.selfExited
  if (isLeaving && (newOldest === null || count > turn.facts.maxTakeOverRetries)) {
    turn.stopWithoutHandOver(child)
  } else if (count <= turn.facts.maxTakeOverRetries) {
    turn.info(`Retry [${count}], sending TakeOverFromMe to [${newOldest?.address ?? 'nobody'}]`)
    if (newOldest !== null) turn.emit({ type: 'Send', address: newOldest.address, message: 'TakeOverFromMe' })
    turn.emit({ type: 'StartRetry', key: 'TakeOverRetry', count: count + 1 })
  } else {
    turn.emit({
      type: 'Stuck',
      reason: `the hand-over to [${newOldest?.address ?? 'nobody'}] was never requested`,
    })
  }
}

/** Phase HandingOver: the stop of the child was requested; its end has no time limit. */
export function handingOver(turn: ManagerTurn, { handOverTo }: HandingOver, input: ManagerInput): boolean {
  if (input.type === 'SingletonTerminated') {
    turn.completeHandOver(handOverTo)
    return true
  }
  if (input.type === 'HandOverToMe' && handOverTo?.ref.path === input.replyTo.path) {
    turn.emit({ type: 'Reply', to: input.replyTo, message: 'HandOverInProgress' })
    return true
  }
  if (input.type === 'SelfExiting') {
    markExited(turn)
    return true
  }
  return false
}

/** Inputs common to all phases in which an instance may run. */
export function whileChildRuns(turn: ManagerTurn, child: boolean, input: ManagerInput): boolean {
  if (input.type === 'SelfExiting') {
    markExited(turn)
    // The instance ends with its node. Pekko: leaving is immediate (CS-9)
    if (turn.facts.preparingForShutdown) turn.emit({ type: 'CompleteExiting' })
    return true
  }
  if (input.type === 'MemberDowned' && turn.isSelf(input.node)) {
    turn.info('Self downed, stopping')
    turn.stopWithoutHandOver(child)
    return true
  }
  return false
}

/** Records that this node is leaving; the exiting task completes after the hand-over. Pekko: SelfExiting (SG-14) */
function markExited(turn: ManagerTurn): void {
  turn.state = { ...turn.state, selfExited: true }
  turn.info(`Exited [${turn.facts.self.address}]`)
}

export const requesterOf = (input: Request): HandOverRequester => ({
  address: input.from.address,
  ref: input.replyTo,
})
