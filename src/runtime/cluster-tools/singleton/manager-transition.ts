import type { ClusterDomainEvent, CurrentClusterState } from '../../cluster/index.ts'
import { handingOver, oldest, wasOldest } from './manager-after-oldest.ts'
import { becomingOldest, younger } from './manager-before-oldest.ts'
import type { ManagerFacts, ManagerInput, ManagerState, Step } from './manager-state.ts'
import { type PeerRequest, ManagerTurn } from './manager-turn.ts'
import { afterEvent, fromSnapshot, withoutSelf } from './oldest-changes.ts'

/** Lets the machine handle one input, and then every change of the oldest it asks for. */
export function step(state: ManagerState, input: ManagerInput, facts: ManagerFacts): Step {
  const turn = new ManagerTurn(state, facts)
  handle(turn, input)
  if (input.type === 'SelfExiting') {
    turn.state = { ...turn.state, changes: withoutSelf(turn.state.changes, facts.self) }
  }
  return handlePendingChanges(turn)
}

/** The first snapshot: from now on the manager takes part. (SG-2) */
export function applySnapshot(
  state: ManagerState,
  snapshot: CurrentClusterState,
  role: string,
  facts: ManagerFacts,
): Step {
  const turn = new ManagerTurn({ ...state, changes: fromSnapshot(snapshot, facts.self, role) }, facts)
  turn.requestOldestChange()
  return handlePendingChanges(turn)
}

/** A membership event, as the manager and its age list see it. */
export function applyMemberEvent(
  state: ManagerState,
  event: ClusterDomainEvent,
  role: string,
  facts: ManagerFacts,
): Step {
  const turn = new ManagerTurn(state, facts)
  if (event.type === 'MemberDowned') handle(turn, { type: 'MemberDowned', node: event.member.uniqueAddress })
  if (event.type === 'MemberRemoved')
    handle(turn, { type: 'MemberRemoved', node: event.member.uniqueAddress })
  turn.state = { ...turn.state, changes: afterEvent(turn.state.changes, event, facts.self, role) }
  return handlePendingChanges(turn)
}

function handlePendingChanges(turn: ManagerTurn): Step {
  while (
    turn.state.awaitsOldestChange &&
    turn.state.phase.name !== 'Stopped' &&
    // A node that shuts its cluster down only waits for its own removal.
    !turn.facts.clusterTerminated
  ) {
    const [change, ...waiting] = turn.state.changes.pending
    if (change === undefined) break
    turn.state = { ...turn.state, awaitsOldestChange: false, changes: { ...turn.state.changes, pending: waiting } }
    handle(turn, change)
  }
  return { state: turn.state, effects: turn.effects }
}

function handle(turn: ManagerTurn, input: ManagerInput): void {
  if (isFromNonMember(turn, input)) turn.ignoreNonMember(input)
  else if (!handledByPhase(turn, input)) inAnyPhase(turn, input)
}

/**
 * A node that is no member, or a removed incarnation of one, has no say in where the singleton is: after a split has
 * healed it could take the instance from the members. While the own cluster shuts down it knows no members any more.
 * HandOverDone is not asked for permission: it may come from a node that was just removed, and only ends an instance.
 */
function isFromNonMember(turn: ManagerTurn, input: ManagerInput): input is PeerRequest {
  switch (input.type) {
    case 'HandOverToMe':
    case 'TakeOverFromMe':
    case 'HandOverInProgress':
      return !turn.facts.clusterTerminated && !turn.facts.isMember(input.from)
    default:
      return false
  }
}

function handledByPhase(turn: ManagerTurn, input: ManagerInput): boolean {
  const { phase } = turn.state
  switch (phase.name) {
    case 'Start':
      return start(turn, input)
    case 'Younger':
      return younger(turn, phase, input)
    case 'BecomingOldest':
      return becomingOldest(turn, phase, input)
    case 'Oldest':
      return oldest(turn, phase, input)
    case 'WasOldest':
      return wasOldest(turn, phase, input)
    case 'HandingOver':
      return handingOver(turn, phase, input)
    case 'Stopping':
      if (input.type === 'SingletonTerminated') turn.stopManager()
      return input.type === 'SingletonTerminated'
    case 'End':
      if (input.type !== 'MemberRemoved' || !turn.isSelf(input.node)) return false
      turn.stopBecause('removed')
      return true
    case 'Stopped':
      return true
  }
}

function start(turn: ManagerTurn, input: ManagerInput): boolean {
  if (input.type === 'InitialOldest') {
    const head = input.oldest[0]
    const others = input.oldest.filter(node => !turn.isSelf(node))
    if (head === undefined || !turn.isSelf(head)) turn.enterPhase({ name: 'Younger', previousOldest: others })
    else if (input.safe) turn.startSingleton()
    else turn.enterPhase({ name: 'BecomingOldest', previousOldest: others })
    return true
  }
  if (input.type === 'MemberDowned' && turn.isSelf(input.node)) {
    turn.stopBecause('downed')
    return true
  }
  return false
}

function inAnyPhase(turn: ManagerTurn, input: ManagerInput): void {
  switch (input.type) {
    case 'SelfExiting':
      turn.state = { ...turn.state, selfExited: true }
      turn.info(`Exited [${turn.facts.self.address}]`)
      turn.emit({ type: 'CompleteExiting' })
      return
    case 'MemberRemoved':
      if (turn.isSelf(input.node) && !turn.state.selfExited) turn.stopBecause('removed')
      else turn.recordRemoval(input.node)
      return
    case 'DelayedMemberRemoved':
      turn.recordRemoval(input.node)
      return
    case 'MemberDowned':
      if (turn.isSelf(input.node)) turn.info('Self downed, waiting for removal')
      return
    case 'Cleanup':
      turn.pruneRemovals()
      return
    case 'HandOverToMe':
    case 'TakeOverFromMe': {
      const text = `Ignoring ${input.type} in [${turn.state.phase.name}] from [${input.from.address}]`
      turn.emit({ type: 'Log', level: 'debug', text })
      return
    }
    // Late answers, ticks and ends of a phase that is over.
    case 'InitialOldest':
    case 'OldestChanged':
    case 'HandOverInProgress':
    case 'HandOverDone':
    case 'HandOverRetry':
    case 'TakeOverRetry':
    case 'SingletonTerminated':
      return
  }
}
