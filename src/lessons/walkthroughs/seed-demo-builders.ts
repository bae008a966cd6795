import type { Action, Check, ParticipantId } from '../../trace/index.ts'
import type { Lamp } from '../lesson.ts'
import { all, event, eventually, stateContains } from './step-builders.ts'

/** Paths, actions and checks for the steps of the seed demo. */
export const client = '/user/client'
export const master = '/user/master'
export const writer = '/user/master/singleton'
export const proxy = '/user/masterProxy'
export const reader = '/user/read'
export const allNodes: readonly ParticipantId[] = ['node-1', 'node-2', 'node-3', 'node-4']

export const write = (key: string, value: string): Action => tellClient({ type: 'Write', key, value })
export const get = (key: string, times = 1): Action => {
  const action = tellClient({ type: 'Get', key })
  return times === 1 ? action : { ...action, times }
}
export const tellClient = (
  message: Extract<Action, { type: 'Tell' }>['message'],
): Extract<Action, { type: 'Tell' }> => ({
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
/** The client's state contains a reply whose JSON begins with these fields. */
export const replied = (reply: string): Check => stateContains('client', client, `"reply":{"type":${reply}`)
export const writeStored = (sequenceNr: number): Check => replied(`"WriteAck","sequenceNr":${sequenceNr}}`)
/** The client has given up waiting for an answer. */
export const noAnswer: Check = replied('"NoAnswer"')
export const valueFound = (value: string): Check => replied(`"GetReply","value":"${value}"`)

/** The state of a reader, or of the writer, contains this entry. */
export const hasEntry = (node: ParticipantId, path: string, key: string, value: string): Check =>
  stateContains(node, path, `"${key}":"${value}"`)

export const mediator = '/system/distributedPubSubMediator'
const addressOf = (node: ParticipantId): string => `${node}:${2550 + Number(node.slice(-1))}`

/** The pub/sub mediator of each observer knows the actor or topic at this path on each owner. */
export const knownToMediators = (
  observers: readonly ParticipantId[],
  path: string,
  owners: readonly ParticipantId[],
): Check =>
  all(
    ...observers.flatMap(node =>
      owners.map(owner => stateContains(node, mediator, `${addressOf(owner)}${path}"`)),
    ),
  )

export const topicRead = `${mediator}/read`

/** No request can be lost: all nodes are Up, the client has a contact, and every node knows all services and subscribers. */
export const ready: Check = all(
  allUp(),
  connected,
  knownToMediators(allNodes, proxy, ['node-1', 'node-2']),
  knownToMediators(allNodes, topicRead, ['node-3', 'node-4']),
  knownToMediators(allNodes, reader, ['node-3', 'node-4']),
)

/** The invariant that the whole demo shows. */
export const neverTwoWriters: Lamp = {
  check: { type: 'always', what: { fact: 'singletons', atMost: 1 } },
  words: { en: 'Never more than one writer.', ja: '書き込み役は常に1つまでです。' },
}
/** A command that failed was never acknowledged, so it may be lost. */
export const nothingLost: Lamp = {
  check: all(
    {
      type: 'rises',
      what: { event: 'EventPersisted' },
      field: 'sequenceNr',
      by: 'persistenceId',
      strictly: true,
    },
    { type: 'rises', what: { event: 'JournalChanged' }, field: 'highestSequenceNr', by: 'persistenceId' },
    { type: 'always', what: { fact: 'journal-complete' } },
  ),
  words: {
    en: 'No acknowledged write was lost.',
    ja: '確認応答を返した書き込みは失われていません。',
  },
}
