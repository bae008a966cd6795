import type { Action, Check, ParticipantId } from '../../trace/index.ts'
import { all, event, eventually, holds } from './step-words.ts'

/** The words in which the steps of the demo are written: its places, and what can be waited for there. */
export const client = '/user/client'
export const master = '/user/master'
export const writer = '/user/master/singleton'
export const proxy = '/user/masterProxy'
export const reader = '/user/read'
export const allNodes: readonly ParticipantId[] = ['node-1', 'node-2', 'node-3', 'node-4']

export const write = (key: string, value: string): Action => tell({ type: 'Write', key, value })
export const get = (key: string): Action => tell({ type: 'Get', key })
export const tell = (message: Extract<Action, { type: 'Tell' }>['message']): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: client,
  message,
})

export const handled = (node: ParticipantId, to: string, label: string): Check =>
  event('MessageDelivered', node, { to, label })

export const allUp = (nodes: readonly ParticipantId[] = allNodes): Check =>
  all(eventually({ fact: 'members', status: 'Up', nodes }), eventually({ fact: 'agreed' }))

export const singletonOn = (node: ParticipantId): Check => eventually({ fact: 'singleton-on', node })
export const connected: Check = eventually({ fact: 'client-connected', client: 'client' })
/** The client shows a reply that begins with these fields, as JSON, to something it asked. */
export const answered = (reply: string): Check => holds('client', client, `"reply":{"type":${reply}`)
export const stored = (sequenceNr: number): Check => answered(`"WriteAck","sequenceNr":${sequenceNr}}`)
export const found = (value: string): Check => answered(`"GetReply","value":"${value}"`)

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
