import type { Action, Check, Condition, ParticipantId, TraceEventBody } from '../../trace/index.ts'
import type { Anchor } from '../lesson.ts'

/** The words in which the steps of the demo are written: its places, and what can be waited for there. */
export const client = '/user/client'
export const master = '/user/master'
export const writer = '/user/master/singleton'
export const proxy = '/user/masterProxy'
export const reader = '/user/read'
export const allNodes: readonly ParticipantId[] = ['node-1', 'node-2', 'node-3', 'node-4']

export const participant = (id: ParticipantId): Anchor => ({ type: 'participant', participant: id })
export const actor = (id: ParticipantId, path: string): Anchor => ({
  type: 'actor',
  participant: id,
  actor: path,
})

export const write = (key: string, value: string): Action => tell({ type: 'Write', key, value })
export const get = (key: string): Action => tell({ type: 'Get', key })
export const tell = (message: Extract<Action, { type: 'Tell' }>['message']): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: client,
  message,
})

const eventually = (what: Condition): Check => ({ type: 'eventually', what })
export const all = (...checks: readonly Check[]): Check => ({ type: 'all', checks })

export const event = (
  type: TraceEventBody['type'],
  node: ParticipantId,
  where: { readonly [field: string]: string | number | boolean | null } = {},
): Check => eventually({ event: type, node, where })

export const handled = (node: ParticipantId, to: string, label: string): Check =>
  event('MessageDelivered', node, { to, label })

export const allUp = (nodes: readonly ParticipantId[] = allNodes): Check =>
  all(eventually({ fact: 'members', status: 'Up', nodes }), eventually({ fact: 'agreed' }))

export const singletonOn = (node: ParticipantId): Check => eventually({ fact: 'singleton-on', node })
export const connected: Check = eventually({ fact: 'client-connected', client: 'client' })
export const holds = (node: ParticipantId, path: string, contains: string): Check =>
  eventually({ fact: 'state', node, actor: path, contains })

/** The client shows this as the answer to something it asked. */
export const answered = (text: string): Check => holds('client', client, `"answer":"${text}`)

/** A reader or the writer has this pair. */
export const has = (node: ParticipantId, path: string, key: string, value: string): Check =>
  holds(node, path, `"${key}":"${value}"`)

const mediator = '/system/distributedPubSubMediator'
const addressOf = (node: ParticipantId): string => `${node}:${2550 + Number(node.slice(-1))}`

/** The mediator of each of these nodes knows what lives at this path on each of those. */
export const known = (by: readonly ParticipantId[], path: string, on: readonly ParticipantId[]): Check =>
  all(...by.flatMap(node => on.map(owner => holds(node, mediator, `${addressOf(owner)}${path}"`))))

export const topicRead = `${mediator}/read`

/** The lamp of the whole demo. */
export const oneWriter: Check = { type: 'always', what: { fact: 'singletons', atMost: 1 } }
