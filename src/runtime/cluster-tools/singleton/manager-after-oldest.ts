import { sameNode, type UniqueAddress } from '../../cluster/index.ts'
import type { Asker, ManagerInput, Phase } from './manager-state.ts'
import type { Turn } from './manager-turn.ts'

type Oldest = Extract<Phase, { readonly name: 'Oldest' }>
type WasOldest = Extract<Phase, { readonly name: 'WasOldest' }>
type HandingOver = Extract<Phase, { readonly name: 'HandingOver' }>
type Request = Extract<ManagerInput, { readonly type: 'HandOverToMe' | 'TakeOverFromMe' }>

/** This node runs the singleton. Answers whether it handled the input. */
export function oldest(turn: Turn, phase: Oldest, input: ManagerInput): boolean {
  switch (input.type) {
    case 'OldestChanged':
      oldestChanged(turn, phase, input.oldest)
      return true
    case 'HandOverToMe':
      turn.handOver(phase.child, askerOf(input))
      return true
    case 'TakeOverFromMe':
      // It is this node already: confirm, and go on like that.
      turn.do({ type: 'Reply', to: input.replyTo, what: 'HandOverToMe' })
      return true
    case 'SingletonTerminated':
      turn.info('Singleton actor was terminated')
      turn.stay({ name: 'Oldest', child: false })
      return true
    default:
      return whileChildRuns(turn, phase.child, input)
  }
}

function oldestChanged(turn: Turn, { child }: Oldest, newOldest: UniqueAddress | null): void {
  turn.info(
    `Oldest observed OldestChanged: [${turn.facts.self.address} -> ${newOldest?.address ?? 'nobody'}]`,
  )
  if (newOldest === null) {
    turn.goto({ name: 'WasOldest', child, newOldest })
  } else if (turn.isSelf(newOldest)) {
    turn.askForChange()
  } else if (!turn.state.selfExited && turn.isRemoved(newOldest)) {
    // Its removal was not complete, and it is back as the oldest: giving up the instance is safest.
    turn.handOver(child, null)
  } else {
    // The new oldest may not know its predecessor. (SG-9)
    turn.do({ type: 'Ask', address: newOldest.address, what: 'TakeOverFromMe' })
    turn.goto({ name: 'WasOldest', child, newOldest })
  }
}

/** Another node is the oldest now, but has not asked for the singleton yet. */
export function wasOldest(turn: Turn, phase: WasOldest, input: ManagerInput): boolean {
  const { child, newOldest } = phase
  switch (input.type) {
    case 'TakeOverRetry':
      takeOverRetry(turn, phase, input.count)
      return true
    case 'HandOverToMe':
      turn.handOver(child, askerOf(input))
      return true
    case 'SingletonTerminated':
      turn.stay({ name: 'WasOldest', child: false, newOldest })
      return true
    case 'MemberRemoved':
      if (turn.state.selfExited) return false
      if (turn.isSelf(input.node)) {
        turn.stopBecause('removed')
        return true
      }
      if (newOldest === null || !sameNode(input.node, newOldest)) return false
      turn.remember(input.node)
      turn.handOver(child, null)
      return true
    default:
      return whileChildRuns(turn, child, input)
  }
}

function takeOverRetry(turn: Turn, { child, newOldest }: WasOldest, count: number): void {
  const ending = turn.facts.clusterTerminated || turn.state.selfExited
  if (ending && (newOldest === null || count > turn.facts.maxTakeOverRetries)) {
    turn.stopWith(child)
  } else if (count <= turn.facts.maxTakeOverRetries) {
    turn.info(`Retry [${count}], sending TakeOverFromMe to [${newOldest?.address ?? 'nobody'}]`)
    if (newOldest !== null) turn.do({ type: 'Ask', address: newOldest.address, what: 'TakeOverFromMe' })
    turn.do({ type: 'StartRetry', key: 'TakeOverRetry', count: count + 1 })
  } else {
    turn.do({
      type: 'Stuck',
      why: `the expected hand-over to [${newOldest?.address ?? 'nobody'}] never came`,
    })
  }
}

/** The child was told to stop, and its end is waited for without limit. */
export function handingOver(turn: Turn, { handOverTo }: HandingOver, input: ManagerInput): boolean {
  if (input.type === 'SingletonTerminated') {
    turn.handOverDone(handOverTo)
    return true
  }
  if (input.type === 'HandOverToMe' && handOverTo?.ref.path === input.replyTo.path) {
    turn.do({ type: 'Reply', to: input.replyTo, what: 'HandOverInProgress' })
    return true
  }
  if (input.type === 'SelfExiting') {
    exiting(turn)
    return true
  }
  return false
}

function whileChildRuns(turn: Turn, child: boolean, input: ManagerInput): boolean {
  if (input.type === 'SelfExiting') {
    exiting(turn)
    return true
  }
  if (input.type === 'MemberDowned' && turn.isSelf(input.node)) {
    turn.info('Self downed, stopping')
    turn.stopWith(child)
    return true
  }
  return false
}

/** The exiting task completes when the hand-over is done. (SG-14) */
function exiting(turn: Turn): void {
  turn.state = { ...turn.state, selfExited: true }
  turn.info(`Exited [${turn.facts.self.address}]`)
}

const askerOf = (input: Request): Asker => ({ address: input.from.address, ref: input.replyTo })
