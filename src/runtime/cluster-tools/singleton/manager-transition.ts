import type { ClusterDomainEvent, CurrentClusterState } from '../../cluster/index.ts'
import { acquiringLease } from './manager-acquiring-lease.ts'
import { handingOver, oldest, wasOldest } from './manager-after-oldest.ts'
import { becomingOldest, younger } from './manager-before-oldest.ts'
import type { ManagerFacts, ManagerInput, ManagerState, Step } from './manager-state.ts'
import { ManagerTurn, type PeerRequest } from './manager-turn.ts'
import { afterEvent, fromSnapshot, withoutSelf } from './oldest-changes.ts'

/** Handles one input, then every pending change of the oldest that the manager is ready for. */
export function step(state: ManagerState, input: ManagerInput, facts: ManagerFacts): Step {
  const turn = new ManagerTurn(state, facts)
  handle(turn, input)
  if (input.type === 'SelfExiting') {
    turn.state = { ...turn.state, changes: withoutSelf(turn.state.changes, facts.self) }
  }
  return handlePendingChanges(turn)
}

/** Handles the first snapshot, with which the manager begins its work. Pekko: initial state (SG-2) */
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

/** Handles a membership event in the manager, then in its list of members by age. */
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
    // A node whose cluster is shutting down only waits for its own removal.
    !turn.facts.clusterTerminated
  ) {
    const [change, ...waiting] = turn.state.changes.pending
    if (change === undefined) break
    turn.state = {
      ...turn.state,
      awaitsOldestChange: false,
      changes: { ...turn.state.changes, pending: waiting },
    }
    handle(turn, change)
  }
  return { state: turn.state, effects: turn.effects }
}

function handle(turn: ManagerTurn, input: ManagerInput): void {
  if (isFromNonMember(turn, input)) turn.ignoreNonMember(input)
  else if (!handledByPhase(turn, input)) inAnyPhase(turn, input)
}

/**
 * Requests of non-members and of removed incarnations are ignored, because after a healed split they could take the
 * instance from the members. A node whose cluster has shut down has no member list, so it accepts all requests.
 * HandOverDone is accepted from everyone: a just removed node may send it, and it only reports the end of an instance.
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
    case 'AcquiringLease':
      return acquiringLease(turn, phase, input)
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
    else if (input.safe) turn.becomeOldest()
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
    // Late replies, timers and terminations of an earlier phase have no effect. A lease that was acquired in the meantime
    // is released, because the request for the release followed the one for the lease.
    case 'InitialOldest':
    case 'OldestChanged':
    case 'HandOverInProgress':
    case 'HandOverDone':
    case 'HandOverRetry':
    case 'TakeOverRetry':
    case 'SingletonTerminated':
    case 'LeaseAcquired':
    case 'LeaseNotAcquired':
    case 'LeaseLost':
    case 'LeaseRetry':
      return
  }
}
