import type { Check, Fact, TraceEventBody } from '../src/trace/index.ts'

/** Short forms of the checks that the tests wait for. */
export const all = (...checks: readonly Check[]): Check => ({ type: 'all', checks })

export const fact = (what: Fact): Check => ({ type: 'eventually', what })

export const event = (
  type: TraceEventBody['type'],
  node: string,
  where: { readonly [field: string]: string | number | boolean | null } = {},
): Check => ({ type: 'eventually', what: { event: type, node, where } })

export const everyNode = ['node-1', 'node-2', 'node-3', 'node-4']

/** Every running node sees these nodes Up, and all nodes agree. */
export const allUp = (nodes: readonly string[] = everyNode): Check =>
  all(fact({ fact: 'members', status: 'Up', nodes }), fact({ fact: 'agreed' }))

export const singletonOn = (node: string): Check => fact({ fact: 'singleton-on', node })

export const connected: Check = fact({ fact: 'client-connected', client: 'client' })

/** The client has a reply with these first fields, as JSON, among its answers. */
export const answered = (reply: string): Check =>
  fact({ fact: 'state', node: 'client', actor: '/user/client', contains: `"reply":{"type":${reply}` })
export const stored = (sequenceNr: number): Check => answered(`"WriteAck","sequenceNr":${sequenceNr}}`)
export const snapshotSaved = (sequenceNr: number): Check =>
  answered(`"SnapshotAck","sequenceNr":${sequenceNr}}`)
/** The value, or the beginning of it. */
export const found = (value: string): Check => answered(`"GetReply","value":"${value}`)
export const notFound: Check = answered('"GetReply","value":null')

/** The actor's state contains this entry. */
export const has = (node: string, actor: string, key: string, value: string): Check =>
  fact({ fact: 'state', node, actor, contains: `"${key}":"${value}"` })

export const writer = '/user/master/singleton'
export const reader = '/user/read'

const mediator = '/system/distributedPubSubMediator'
const address = (node: string): string => `${node}:${2550 + Number(node.slice(-1))}`
const known = (by: string, path: string, on: string): Check =>
  fact({ fact: 'state', node: by, actor: mediator, contains: `${address(on)}${path}"` })

/** The client has a contact, and every node knows the proxies and readers, so that no request is lost. */
export const ready: Check = all(
  allUp(),
  connected,
  ...everyNode.flatMap(by => [
    ...['node-1', 'node-2'].map(on => known(by, '/user/masterProxy', on)),
    ...['node-3', 'node-4'].flatMap(on => [known(by, reader, on), known(by, `${mediator}/read`, on)]),
  ]),
)
