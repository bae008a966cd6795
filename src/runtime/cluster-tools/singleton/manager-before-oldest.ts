import { sameNode, type UniqueAddress } from '../../cluster/index.ts'
import type { ManagerInput, Phase } from './manager-state.ts'
import type { ManagerTurn } from './manager-turn.ts'

type Younger = Extract<Phase, { readonly name: 'Younger' }>
type BecomingOldest = Extract<Phase, { readonly name: 'BecomingOldest' }>

/** Phase Younger: another node runs the singleton. Returns true when the phase handled the input. */
export function younger(turn: ManagerTurn, phase: Younger, input: ManagerInput): boolean {
  switch (input.type) {
    case 'OldestChanged':
      oldestChanged(turn, phase, input.oldest)
      return true
    case 'DelayedMemberRemoved':
      turn.recordRemoval(input.node)
      turn.updatePhase({ name: 'Younger', previousOldest: without(phase.previousOldest, input.node) })
      return true
    case 'HandOverToMe':
      if (turn.facts.selfStatus === 'Leaving' || turn.facts.selfStatus === 'Exiting') {
        turn.info(
          `Ignoring HandOverToMe in Younger from [${input.from.address}] because self is [${turn.facts.selfStatus}]`,
        )
      } else {
        // The request is for an earlier incarnation at this address, whose instance ended with it. Pekko: HandOverDone (SG-12)
        turn.emit({ type: 'Reply', to: input.replyTo, message: 'HandOverDone' })
      }
      return true
    default:
      return handleCommonInput(turn, input)
  }
}

function oldestChanged(turn: ManagerTurn, { previousOldest }: Younger, oldest: UniqueAddress | null): void {
  const before = previousOldest[0]
  if (oldest !== null && turn.isSelf(oldest)) {
    turn.info(`Younger observed OldestChanged: [${before?.address ?? 'nobody'} -> myself]`)
    const mayStart = before === undefined || previousOldest.every(node => turn.isRemoved(node))
    if (mayStart || turn.facts.preparingForShutdown) {
      turn.becomeOldest()
      return
    }
    turn.emit({ type: 'Send', address: before.address, message: 'HandOverToMe' })
    turn.enterPhase({ name: 'BecomingOldest', previousOldest })
    return
  }
  turn.info(
    `Younger observed OldestChanged: [${before?.address ?? 'nobody'} -> ${oldest?.address ?? 'nobody'}]`,
  )
  turn.requestOldestChange()
  if (oldest !== null && !previousOldest.some(node => sameNode(node, oldest))) {
    turn.updatePhase({ name: 'Younger', previousOldest: [oldest, ...previousOldest] })
  }
}

/** Phase BecomingOldest: this node is the oldest; the previous oldest may still run its instance. */
export function becomingOldest(turn: ManagerTurn, phase: BecomingOldest, input: ManagerInput): boolean {
  const { previousOldest } = phase
  const head = previousOldest[0]
  switch (input.type) {
    case 'HandOverInProgress':
      turn.info(`Hand-over in progress at [${input.from.address}]`)
      turn.emit({ type: 'CancelRetry', key: 'HandOverRetry' })
      return true
    case 'HandOverDone':
      if (head !== undefined && isSameMember(turn, input.from, head)) {
        handOverDone(turn, phase, sameNode(input.from, head))
      } else {
        turn.info(
          `Ignoring HandOverDone in BecomingOldest from [${input.from.address}]. Expected previous oldest [${head?.address ?? 'nobody'}]`,
        )
      }
      return true
    case 'DelayedMemberRemoved':
      turn.recordRemoval(input.node)
      // A node whose cluster is shutting down must not start an instance, because it is about to be removed.
      if (turn.facts.clusterTerminated) return true
      if (contains(previousOldest, input.node) && previousOldest.every(node => turn.isRemoved(node))) {
        turn.becomeOldest()
      } else {
        turn.updatePhase({ name: 'BecomingOldest', previousOldest: without(previousOldest, input.node) })
      }
      return true
    case 'TakeOverFromMe': {
      const sender = input.from
      if (head === undefined) {
        turn.emit({ type: 'Reply', to: input.replyTo, message: 'HandOverToMe' })
        turn.updatePhase({ name: 'BecomingOldest', previousOldest: [sender] })
      } else if (sameNode(sender, head)) {
        turn.emit({ type: 'Reply', to: input.replyTo, message: 'HandOverToMe' })
      } else {
        turn.info(
          `Ignoring TakeOverFromMe in BecomingOldest from [${input.from.address}]. Expected previous oldest [${head.address}]`,
        )
      }
      return true
    }
    case 'HandOverRetry':
      handOverRetry(turn, phase, input.count)
      return true
    default:
      return handleCommonInput(turn, input)
  }
}

/**
 * A head that has handed over ran the only instance. A later incarnation of the head only confirms that the head has
 * ended, and a node that became the oldest after the head may run an instance.
 */
function handOverDone(turn: ManagerTurn, { previousOldest }: BecomingOldest, byHeadItself: boolean): void {
  const others = previousOldest.slice(1).filter(node => !turn.isRemoved(node))
  const next = others[0]
  if (byHeadItself || next === undefined) {
    turn.becomeOldest()
    return
  }
  turn.emit({ type: 'Send', address: next.address, message: 'HandOverToMe' })
  turn.emit({ type: 'StartRetry', key: 'HandOverRetry', count: 1 })
  turn.updatePhase({ name: 'BecomingOldest', previousOldest: others })
}

function handOverRetry(turn: ManagerTurn, { previousOldest }: BecomingOldest, count: number): void {
  const head = previousOldest[0]
  if (turn.facts.preparingForShutdown) {
    turn.withholdSingleton()
  } else if (count <= turn.facts.maxHandOverRetries) {
    turn.info(`Retry [${count}], sending HandOverToMe to [${head?.address ?? 'nobody'}]`)
    if (head !== undefined) turn.emit({ type: 'Send', address: head.address, message: 'HandOverToMe' })
    turn.emit({ type: 'StartRetry', key: 'HandOverRetry', count: count + 1 })
  } else if (previousOldest.every(node => turn.isRemoved(node))) {
    turn.info('Timeout in BecomingOldest. Previous oldest unknown, removed and no HandOver request.')
    turn.becomeOldest()
  } else if (turn.facts.clusterTerminated) {
    turn.stopManager()
  } else {
    turn.emit({
      type: 'Stuck',
      reason: `the previous oldest [${head?.address ?? 'nobody'}] does not reply`,
    })
  }
}

/**
 * Inputs common to Younger and BecomingOldest: the end of this node, and removals, which count after the margin.
 */
function handleCommonInput(turn: ManagerTurn, input: ManagerInput): boolean {
  if (input.type === 'MemberDowned' && turn.isSelf(input.node)) {
    turn.stopBecause('downed')
    return true
  }
  if (input.type === 'MemberRemoved') {
    if (turn.isSelf(input.node)) turn.stopBecause('removed')
    else turn.emit({ type: 'ScheduleRemoval', node: input.node })
    return true
  }
  return false
}

/**
 * True for the head, or for a later incarnation at its address, which is a member. Pekko: HandOverDone by address
 * (SG-12)
 */
const isSameMember = (turn: ManagerTurn, sender: UniqueAddress, head: UniqueAddress): boolean =>
  sender.address === head.address && (sameNode(sender, head) || turn.facts.isMember(sender))

const contains = (nodes: readonly UniqueAddress[], node: UniqueAddress) =>
  nodes.some(other => sameNode(other, node))

const without = (nodes: readonly UniqueAddress[], node: UniqueAddress) =>
  nodes.filter(other => !sameNode(other, node))
