import { sameNode, type UniqueAddress } from '../../cluster/index.ts'
import type { ManagerInput, Phase } from './manager-state.ts'
import type { ManagerTurn } from './manager-turn.ts'

type Younger = Extract<Phase, { readonly name: 'Younger' }>
type BecomingOldest = Extract<Phase, { readonly name: 'BecomingOldest' }>

/** Another node runs the singleton. Answers whether it handled the input. */
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
        // The asker means an earlier incarnation at this address: it is dead, and its instance with it. (SG-12)
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
    if (before === undefined || previousOldest.every(node => turn.isRemoved(node))) {
      turn.startSingleton()
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

/** This node is the oldest; the previous one may still run its instance. */
export function becomingOldest(turn: ManagerTurn, phase: BecomingOldest, input: ManagerInput): boolean {
  const { previousOldest } = phase
  const head = previousOldest[0]
  switch (input.type) {
    case 'HandOverInProgress':
      turn.info(`Hand-over in progress at [${input.from.address}]`)
      turn.emit({ type: 'CancelRetry', key: 'HandOverRetry' })
      return true
    case 'HandOverDone':
      if (head !== undefined && isSameMember(turn, input.from, head)) turn.startSingleton()
      else {
        turn.info(
          `Ignoring HandOverDone in BecomingOldest from [${input.from.address}]. Expected previous oldest [${head?.address ?? 'nobody'}]`,
        )
      }
      return true
    case 'DelayedMemberRemoved':
      turn.recordRemoval(input.node)
      // A node that shuts its cluster down waits for its own removal and starts nothing.
      if (turn.facts.clusterTerminated) return true
      if (contains(previousOldest, input.node) && previousOldest.every(node => turn.isRemoved(node))) {
        turn.startSingleton()
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

function handOverRetry(turn: ManagerTurn, { previousOldest }: BecomingOldest, count: number): void {
  const head = previousOldest[0]
  if (count <= turn.facts.maxHandOverRetries) {
    turn.info(`Retry [${count}], sending HandOverToMe to [${head?.address ?? 'nobody'}]`)
    if (head !== undefined) turn.emit({ type: 'Send', address: head.address, message: 'HandOverToMe' })
    turn.emit({ type: 'StartRetry', key: 'HandOverRetry', count: count + 1 })
  } else if (previousOldest.every(node => turn.isRemoved(node))) {
    turn.info('Timeout in BecomingOldest. Previous oldest unknown, removed and no HandOver request.')
    turn.startSingleton()
  } else if (turn.facts.clusterTerminated) {
    turn.stopManager()
  } else {
    turn.emit({
      type: 'Stuck',
      reason: `the previous oldest [${head?.address ?? 'nobody'}] does not answer`,
    })
  }
}

/** What Younger and BecomingOldest have in common: end with the node, and let removals wait for the margin. */
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

/** The head itself, or a member that now lives at its address: an earlier incarnation there is dead. (SG-12) */
const isSameMember = (turn: ManagerTurn, sender: UniqueAddress, head: UniqueAddress): boolean =>
  sender.address === head.address && (sameNode(sender, head) || turn.facts.isMember(sender))

const contains = (nodes: readonly UniqueAddress[], node: UniqueAddress) =>
  nodes.some(other => sameNode(other, node))

const without = (nodes: readonly UniqueAddress[], node: UniqueAddress) =>
  nodes.filter(other => !sameNode(other, node))
