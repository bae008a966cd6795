import type { Action } from '../trace/action.ts'
import { latestInstantMs, type ParticipantId, type PathText } from '../trace/identifiers.ts'
import { refuseClassName, refuseSupervision } from '../trace/refuse-supervision.ts'
import { isRefused } from '../trace/refused.ts'
import type { RunPlan } from './host.ts'
import type { Participants } from './participants.ts'

export const pastTheEnd = `This run has reached its end at [${latestInstantMs}] ms, 24 hours of virtual time. Start a new run.`

/**
 * Null when a valid action can be performed now, else one sentence that says why not. `mayLoop`: a watchdog, or the
 * recording, ends a participant that never finishes a round.
 */
export function refuseAction(
  action: Action,
  plan: RunPlan,
  participants: Participants,
  mayLoop: boolean,
): string | null {
  switch (action.type) {
    case 'Start':
      return refuseStart(action, plan, participants)
    case 'Kill':
      return refuseUnlessRunning(action.participant, participants)
    case 'Leave':
      return (
        refuseUnlessRunning(action.node, participants) ??
        refuseUnlessNode(action.node, 'leave the cluster', participants)
      )
    case 'Down':
      return refuseDown(action, participants)
    case 'Tell':
      return refuseUnlessLiving(action, participants) ?? plan.refuse(action.message)
    case 'FailNext':
      return refuseUnlessLiving(action, participants) ?? refuseFault(action, mayLoop)
    case 'Supervise':
      return (
        refuseUnlessLiving(action, participants) ??
        (action.supervision === null ? null : refuseSupervision(action.supervision))
      )
    case 'PowerFailure':
      return null
  }
}

function refuseStart(
  action: Extract<Action, { type: 'Start' }>,
  plan: RunPlan,
  participants: Participants,
): string | null {
  const known = participants.find(action.participant)
  if (known === undefined) {
    if (action.roles === undefined) return unknown(action.participant)
    const planned = plan.newParticipant(action.participant, action.roles)
    return isRefused(planned) ? planned.refused : null
  }
  if (known.host !== null) return `[${action.participant}] is already running.`
  if (action.roles !== undefined && action.roles.join() !== known.planned.roles.join()) {
    return `[${action.participant}] was started with the roles [${known.planned.roles.join(', ')}] before and keeps them.`
  }
  return null
}

function refuseDown(action: Extract<Action, { type: 'Down' }>, participants: Participants): string | null {
  const target = participants.find(action.node)
  if (target === undefined) return unknown(action.node)
  const notNode = refuseUnlessNode(action.node, 'be marked Down', participants)
  if (notNode !== null) return notNode
  if (action.by === undefined) {
    return participants.nodeOtherThan(action.node) === undefined
      ? `No other node is running that could mark [${action.node}] Down. Start one first.`
      : null
  }
  if (action.by === action.node) return `[${action.node}] cannot mark itself Down. Choose another node.`
  return (
    refuseUnlessRunning(action.by, participants) ??
    refuseUnlessNode(action.by, 'mark a member Down', participants)
  )
}

function refuseFault(action: Extract<Action, { type: 'FailNext' }>, mayLoop: boolean): string | null {
  if (action.fault === 'endless-loop' && !mayLoop) {
    return `No watchdog is running that could end [${action.participant}] when it loops for ever. Choose this fault in the page.`
  }
  return action.error === undefined ? null : refuseClassName(action.error)
}

const actorPath = /^(?:\/[\w\-.*$+:@&=,!~';%]+)+(?:#\d+)?$/

function refuseUnlessLiving(
  { participant, actor }: { readonly participant: ParticipantId; readonly actor: PathText },
  participants: Participants,
): string | null {
  const stopped = refuseUnlessRunning(participant, participants)
  if (stopped !== null) return stopped
  if (participants.find(participant)?.planned.kind === 'database') {
    return `The actors of [${participant}] cannot be reached. Kill and start it as a whole.`
  }
  return actorPath.test(actor) ? null : `[${actor}] is not the path of an actor. Write it as [/user/name].`
}

function refuseUnlessRunning(id: ParticipantId, participants: Participants): string | null {
  const known = participants.find(id)
  if (known === undefined) return unknown(id)
  return known.host !== null ? null : `[${id}] is not running. Start it first.`
}

function refuseUnlessNode(id: ParticipantId, act: string, participants: Participants): string | null {
  const kind = participants.find(id)?.planned.kind
  return kind === 'node' ? null : `[${id}] is not a cluster node, so it cannot ${act}.`
}

function unknown(id: ParticipantId): string {
  return `There is no participant [${id}].`
}
