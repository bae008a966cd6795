import type { Action } from '../trace/action.ts'
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
      return null
  }
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

function refuseUnlessLiving(
  { participant, actor }: { readonly participant: ParticipantId; readonly actor: PathText },
  participants: Participants,
): Refused | null {
  const stopped = refuseUnlessRunning(participant, participants)
  if (stopped !== null) return stopped
  if (participants.find(participant)?.planned.kind === 'database') {
    return refuse('database-actors', { participant })
  }
  return isLocalPath(actor) ? null : refuse('invalid-actor-path', { actor })
}

function refuseUnlessRunning(id: ParticipantId, participants: Participants): Refused | null {
  const known = participants.find(id)
  if (known === undefined) return unknown(id)
  return known.host !== null ? null : refuse('not-running', { participant: id })
}

function refuseUnlessNode(
  participant: ParticipantId,
  code: 'cannot-leave' | 'cannot-be-downed' | 'cannot-down',
  participants: Participants,
): Refused | null {
  const kind = participants.find(participant)?.planned.kind
  return kind === 'node' ? null : refuse(code, { participant })
}

function unknown(participant: ParticipantId): Refused {
  return refuse('unknown-participant', { participant })
}
