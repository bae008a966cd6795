import { isWithin, localPath } from './actor-path.ts'
import type { Protocol } from './cluster-view.ts'
import type { PathText } from './identifiers.ts'

/** The parts of a message that decide its protocol. */
export interface AddressedLabel {
  readonly to: PathText
  readonly label: string
  readonly from?: PathText | null
}

const heartbeatMessages = new Set(['Heartbeat', 'HeartbeatRsp'])
const clientMessages = new Set(['GetContacts', 'Contacts', 'ReceptionistShutdown', ...heartbeatMessages])
const singletonMessages = new Set([
  'HandOverToMe',
  'HandOverInProgress',
  'HandOverDone',
  'TakeOverFromMe',
  'Identify',
  'ActorIdentity',
])
const databasePaths = ['/system/journal', '/system/snapshot-store', '/system/snapshots', '/system/database']

/**
 * The protocol of a message, decided by its receiver, then by its label. Actors under `/system` are checked first, because
 * a reply of the receptionist or the journal belongs to their protocol wherever it goes.
 */
export const protocolOf = (message: AddressedLabel): Protocol => {
  const to = localPath(message.to)
  const from = message.from ? localPath(message.from) : ''
  const { label } = message
  if (isWithin(to, '/system/cluster')) {
    return heartbeatMessages.has(label) || to.startsWith('/system/cluster/heartbeat')
      ? 'failure-detector'
      : 'membership'
  }
  if (isWithin(to, '/system/receptionist') || clientMessages.has(label)) return 'client'
  if (label === 'ActorIdentity' && isWithin(from, '/system/receptionist')) return 'client'
  if (isWithin(to, '/system/distributedPubSubMediator')) return 'pub-sub'
  if (databasePaths.some(path => isWithin(to, path) || isWithin(from, path))) return 'persistence'
  if (singletonMessages.has(label)) return 'singleton'
  // An ask gets its reply at a temporary actor under `/temp`.
  return isWithin(to, '/user') || isWithin(to, '/temp') ? 'user' : 'system'
}

const replies = new Set([
  'ActorIdentity',
  'Contacts',
  'HandOverDone',
  'HandOverInProgress',
  'HeartbeatRsp',
  'ReplayedMessages',
  'SnapshotLoaded',
  'Welcome',
])
const replyEnding =
  /(?:Ack|Nack|Rsp|Reply|Response|Result|Answer|Completed|Success|Succeeded|Failure|Failed|Rejected)$/

/** True when the label is that of a reply, judged by its name. */
export const isReply = (label: string): boolean => replies.has(label) || replyEnding.test(label)
