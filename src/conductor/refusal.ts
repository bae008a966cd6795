import type { Action } from '../trace/action.ts'
import { latestInstantMs, type ParticipantId, type PathText } from '../trace/identifiers.ts'
import { refuseClassName, refuseSupervision } from '../trace/refuse-supervision.ts'
import type { RunPlan } from './host.ts'
import type { Participants } from './participants.ts'

export const pastTheEnd = `This run has come to its end at [${latestInstantMs}] ms, 24 hours of virtual time. Begin another one.`

/**
 * Why a well-formed action cannot be done now: one clear sentence for a person; null when it can. `mayLoop`: somebody
 * would end a participant that never finishes a round.
 */
export function refusalOf(
  action: Action,
  plan: RunPlan,
  roster: Participants,
  mayLoop: boolean,
): string | null {
  switch (action.type) {
    case 'Start':
      return refuseStart(action, plan, roster)
    case 'Kill':
      return refuseUnlessRunning(action.participant, roster)
    case 'Leave':
      return (
        refuseUnlessRunning(action.node, roster) ?? refuseUnlessNode(action.node, 'leave the cluster', roster)
      )
    case 'Down':
      return refuseDown(action, roster)
    case 'Tell':
      return refuseUnlessLiving(action, roster) ?? plan.refuse(action.message)
    case 'FailNext':
      return refuseUnlessLiving(action, roster) ?? refuseFault(action, mayLoop)
    case 'Supervise':
      return (
        refuseUnlessLiving(action, roster) ??
        (action.supervision === null ? null : refuseSupervision(action.supervision))
      )
    case 'PowerFailure':
      return null
  }
}

function refuseStart(
  action: Extract<Action, { type: 'Start' }>,
  plan: RunPlan,
  roster: Participants,
): string | null {
  const known = roster.find(action.participant)
  if (known === undefined) {
    if (action.roles === undefined) return unknown(action.participant)
    const planned = plan.newParticipant(action.participant, action.roles)
    return 'refused' in planned ? planned.refused : null
  }
  if (known.host !== null) return `[${action.participant}] is running already.`
  if (action.roles !== undefined && action.roles.join() !== known.planned.roles.join()) {
    return `[${action.participant}] was started with the roles [${known.planned.roles.join(', ')}] before and keeps them.`
  }
  return null
}

function refuseDown(action: Extract<Action, { type: 'Down' }>, roster: Participants): string | null {
  const victim = roster.find(action.node)
  if (victim === undefined) return unknown(action.node)
  const notNode = refuseUnlessNode(action.node, 'be marked Down', roster)
  if (notNode !== null) return notNode
  if (action.by === undefined) {
    return roster.nodeOtherThan(action.node) === undefined
      ? `No other node is running that could mark [${action.node}] Down.`
      : null
  }
  if (action.by === action.node) return `[${action.node}] cannot mark itself Down. Choose another node.`
  return refuseUnlessRunning(action.by, roster) ?? refuseUnlessNode(action.by, 'mark a member Down', roster)
}

function refuseFault(action: Extract<Action, { type: 'FailNext' }>, mayLoop: boolean): string | null {
  if (action.fault === 'endless-loop' && !mayLoop) {
    return `Nobody watches here who could end [${action.participant}] when it loops for ever. Do it in the page.`
  }
  return action.error === undefined ? null : refuseClassName(action.error)
}

const actorPath = /^(?:\/[\w\-.*$+:@&=,!~';%]+)+(?:#\d+)?$/

function refuseUnlessLiving(
  { participant, actor }: { readonly participant: ParticipantId; readonly actor: PathText },
  roster: Participants,
): string | null {
  const stopped = refuseUnlessRunning(participant, roster)
  if (stopped !== null) return stopped
  if (roster.find(participant)?.planned.kind === 'database') {
    return `No actors live on [${participant}] that anybody could reach. It can be killed and started as a whole.`
  }
  return actorPath.test(actor) ? null : `[${actor}] is not the path of an actor. Write it as [/user/name].`
}

function refuseUnlessRunning(id: ParticipantId, roster: Participants): string | null {
  const known = roster.find(id)
  if (known === undefined) return unknown(id)
  return known.host !== null ? null : `[${id}] is not running. Start it first.`
}

function refuseUnlessNode(id: ParticipantId, act: string, roster: Participants): string | null {
  const kind = roster.find(id)?.planned.kind
  return kind === 'node' ? null : `[${id}] is not a cluster node, so it cannot ${act}.`
}

function unknown(id: ParticipantId): string {
  return `There is no participant [${id}].`
}
