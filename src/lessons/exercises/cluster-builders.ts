import type { Action, Check, EventPattern, ParticipantId } from '../../trace/index.ts'
import type { GoalLamp, Play } from '../exercise.ts'
import { allNodes, allUp, writer } from '../walkthroughs/seed-demo-builders.ts'
import { all, eventually } from '../walkthroughs/step-builders.ts'

/** Patterns, checks and plays for exercises on the cluster. */
export const stopped = (participant: ParticipantId, reason?: 'killed' | 'left' | 'downed'): EventPattern => ({
  event: 'ParticipantStopped',
  where: { participant, ...(reason === undefined ? {} : { reason }) },
})

/** The member gets this status in the view of one node. */
export const becomes = (
  node: ParticipantId,
  member: ParticipantId,
  status: 'Joining' | 'WeaklyUp' | 'Up' | 'Down' | 'Removed',
): EventPattern => ({ event: 'MemberChanged', node, where: { member: `*@${member}:*`, status } })

export const removedBy = (nodes: readonly ParticipantId[], member: ParticipantId): Check =>
  all(...nodes.map(node => eventually(becomes(node, member, 'Removed'))))

/** Each of these nodes calls the member unreachable. */
export const unreachableFor = (nodes: readonly ParticipantId[], member: ParticipantId): Check =>
  all(
    ...nodes.map(node => eventually({ fact: 'sees', node, member, status: 'Up', reachable: false } as const)),
  )

export const writerStarts = (node: ParticipantId): EventPattern => ({
  event: 'ActorStarted',
  node,
  where: { actor: writer },
})

/** The links from these nodes to one node, in this direction only. */
export const oneWay = (froms: readonly ParticipantId[], to: ParticipantId): Action => ({
  type: 'Cut',
  links: froms.map(from => ({ from, to, oneWay: true })),
})

/** A cluster of four nodes that agree. */
export const together: Play = { actions: [], until: allUp(allNodes), withinMs: 60_000 }

export const neverTwoWriters: GoalLamp = {
  check: { type: 'always', what: { fact: 'singletons', atMost: 1 } },
  met: { en: 'Never more than one writer.', ja: '書き込み役は常に1つまでです。' },
  yet: { en: 'Never more than one writer.', ja: '書き込み役は常に1つまでです。' },
  broken: { en: 'There were two writers at a time.', ja: '書き込み役が同時に2つありました。' },
}
