import type { Protocol } from './cluster-view.ts'
import type { PathText } from './identifiers.ts'
import { isWithin, localPath } from './path-text.ts'

/** What decides a message's family. */
export interface AddressedLabel {
  readonly to: PathText
  readonly label: string
  readonly from?: PathText | null
}

const heartbeats = new Set(['Heartbeat', 'HeartbeatRsp'])
const clientTalk = new Set(['GetContacts', 'Contacts', 'ReceptionistShutdown', ...heartbeats])
const singletonTalk = new Set([
  'HandOverToMe',
  'HandOverInProgress',
  'HandOverDone',
  'TakeOverFromMe',
  'Identify',
  'ActorIdentity',
])
const databasePaths = ['/system/journal', '/system/snapshot-store', '/system/snapshots', '/system/database']

/**
 * The family of a message, by whom it is for, then by what it says. The machinery under `/system` goes first:
 * what a receptionist or the journal answers belongs to them, wherever the asker lives.
 */
export const protocolOf = (message: AddressedLabel): Protocol => {
  const to = localPath(message.to)
  const from = message.from ? localPath(message.from) : ''
  const { label } = message
  if (isWithin(to, '/system/cluster')) {
    return heartbeats.has(label) || to.startsWith('/system/cluster/heartbeat')
      ? 'failure-detector'
      : 'membership'
  }
  if (isWithin(to, '/system/receptionist') || clientTalk.has(label)) return 'client'
  if (label === 'ActorIdentity' && isWithin(from, '/system/receptionist')) return 'client'
  if (isWithin(to, '/system/distributedPubSubMediator')) return 'pub-sub'
  if (databasePaths.some(path => isWithin(to, path) || isWithin(from, path))) return 'persistence'
  if (singletonTalk.has(label)) return 'singleton'
  // Who asks from outside is answered at a name of its own that lives as long as the question.
  return isWithin(to, '/user') || isWithin(to, '/temp') ? 'user' : 'system'
}

const answers = new Set([
  'ActorIdentity',
  'Contacts',
  'HandOverDone',
  'HandOverInProgress',
  'HeartbeatRsp',
  'ReplayedMessages',
  'SnapshotLoaded',
  'Welcome',
])
const answerEnding =
  /(?:Ack|Nack|Rsp|Reply|Response|Result|Answer|Completed|Success|Succeeded|Failure|Failed|Rejected)$/

/** Does a message of this name answer another? It is drawn hollow then. */
export const isReply = (label: string): boolean => answers.has(label) || answerEnding.test(label)
