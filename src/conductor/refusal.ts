import type { Action, Link } from '../trace/action.ts'
import { isLocalPath } from '../trace/actor-path.ts'
import type { ParticipantId, PathText } from '../trace/identifiers.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunPlan } from './host.ts'
import type { Participants } from './participants.ts'

/**
 * Null when a valid action can be performed now, else the reason why not. `mayLoop`: a watchdog, or the
 * recording, ends a participant that never finishes a round.
 */
export function refuseAction(
  action: Action,
  plan: RunPlan,
  participants: Participants,
  mayLoop: boolean,
): Refused | null {
  switch (action.type) {
    case 'Start':
      return refuseStart(action, plan, participants)
    case 'Kill':
      return refuseUnlessRunning(action.participant, participants)
    case 'Leave':
      return (
        refuseUnlessRunning(action.node, participants) ??
        refuseUnlessNode(action.node, 'cannot-leave', participants)
      )
    case 'PrepareForShutdown':
      return (
        refuseUnlessRunning(action.node, participants) ??
        refuseUnlessNode(action.node, 'cannot-prepare', participants)
      )
    case 'Down':
      return refuseDown(action, participants)
    case 'Tell':
      return refuseUnlessLiving(action, participants) ?? plan.refuse(action.message)
    case 'FailNext':
      return refuseUnlessLiving(action, participants) ?? refuseFault(action, mayLoop)
    case 'Supervise':
      return refuseUnlessLiving(action, participants)
    case 'Reseed':
    case 'PowerFailure':
    case 'HoldArrivals':
      return null
    case 'Cut':
      return refuseLinks(action.links, participants)
    case 'Heal':
    case 'SetLinks':
      return refuseLinks(action.links ?? [], participants)
    case 'Partition':
      return refuseSides(action.sides, participants)
    case 'Freeze':
      return refuseUnlessRunning(action.participant, participants) ?? refuseFrozen(action, participants)
    case 'Thaw':
      return participants.find(action.participant)?.frozen == null
        ? refuse('not-frozen', { participant: action.participant })
        : null
    case 'LoadJournal':
    case 'BreakDatabase':
    case 'RepairDatabase':
      return (
        refuseUnlessRunning(action.participant, participants) ??
        refuseUnlessDatabase(action.participant, participants)
      )
    case 'Block':
      return action.actor === undefined
        ? refuseUnlessActors(action.participant, participants)
        : refuseUnlessLiving({ participant: action.participant, actor: action.actor }, participants)
    default:
      return refuseUnlessRunning(action.participant, participants)
  }
}

function refuseFrozen(
  { participant }: { readonly participant: ParticipantId },
  participants: Participants,
): Refused | null {
  return participants.find(participant)?.frozen === null ? null : refuse('already-frozen', { participant })
}

function refuseLinks(links: readonly Link[], participants: Participants): Refused | null {
  for (const { from, to } of links) {
    const missing = [from, to].find(id => participants.find(id) === undefined)
    if (missing !== undefined) return unknown(missing)
    if (from === to) return refuse('link-to-itself', { participant: from })
  }
  return null
}

function refuseSides(
  sides: readonly (readonly ParticipantId[])[],
  participants: Participants,
): Refused | null {
  const seen = new Set<ParticipantId>()
  for (const side of sides) {
    if (side.length === 0) return refuse('empty-side')
    for (const participant of side) {
      if (participants.find(participant) === undefined) return unknown(participant)
      if (seen.has(participant)) return refuse('on-two-sides', { participant })
      seen.add(participant)
    }
  }
  return null
}

function refuseStart(
  action: Extract<Action, { type: 'Start' }>,
  plan: RunPlan,
  participants: Participants,
): Refused | null {
  const known = participants.find(action.participant)
  if (known === undefined) {
    if (action.roles === undefined) return unknown(action.participant)
    const planned = plan.newParticipant(action.participant, action.roles)
    return isRefused(planned) ? planned : null
  }
  if (known.host !== null) return refuse('already-running', { participant: action.participant })
  if (action.roles !== undefined && action.roles.join() !== known.planned.roles.join()) {
    const roles = known.planned.roles.join(', ')
    return refuse('roles-kept', { participant: action.participant, roles })
  }
  return null
}

function refuseDown(action: Extract<Action, { type: 'Down' }>, participants: Participants): Refused | null {
  const target = participants.find(action.node)
  if (target === undefined) return unknown(action.node)
  const notNode = refuseUnlessNode(action.node, 'cannot-be-downed', participants)
  if (notNode !== null) return notNode
  if (action.by === undefined) {
    return participants.nodeOtherThan(action.node) === undefined
      ? refuse('no-downing-node', { node: action.node })
      : null
  }
  if (action.by === action.node) return refuse('downs-itself', { node: action.node })
  return (
    refuseUnlessRunning(action.by, participants) ?? refuseUnlessNode(action.by, 'cannot-down', participants)
  )
}

function refuseFault(action: Extract<Action, { type: 'FailNext' }>, mayLoop: boolean): Refused | null {
  return action.fault === 'endless-loop' && !mayLoop
    ? refuse('no-watchdog', { participant: action.participant })
    : null
}

function refuseUnlessActors(participant: ParticipantId, participants: Participants): Refused | null {
  const stopped = refuseUnlessRunning(participant, participants)
  if (stopped !== null) return stopped
  return participants.find(participant)?.planned.kind === 'database'
    ? refuse('database-actors', { participant })
    : null
}

function refuseUnlessLiving(
  { participant, actor }: { readonly participant: ParticipantId; readonly actor: PathText },
  participants: Participants,
): Refused | null {
  const unreachable = refuseUnlessActors(participant, participants)
  if (unreachable !== null) return unreachable
  return isLocalPath(actor) ? null : refuse('invalid-actor-path', { actor })
}

function refuseUnlessRunning(id: ParticipantId, participants: Participants): Refused | null {
  const known = participants.find(id)
  if (known === undefined) return unknown(id)
  return known.host !== null ? null : refuse('not-running', { participant: id })
}

function refuseUnlessDatabase(participant: ParticipantId, participants: Participants): Refused | null {
  const kind = participants.find(participant)?.planned.kind
  return kind === 'database' ? null : refuse('not-database', { participant })
}

function refuseUnlessNode(
  participant: ParticipantId,
  code: 'cannot-leave' | 'cannot-prepare' | 'cannot-be-downed' | 'cannot-down',
  participants: Participants,
): Refused | null {
  const kind = participants.find(participant)?.planned.kind
  return kind === 'node' ? null : refuse(code, { participant })
}

function unknown(participant: ParticipantId): Refused {
  return refuse('unknown-participant', { participant })
}
