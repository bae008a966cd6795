import { isWithin, localPath } from './actor-path.ts'
import type { Plain } from './plain.ts'
import type { MessagePurpose, Protocol } from './protocol.ts'

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
const journalPath = '/system/journal'

/** Actors under `/system` come first, because a reply of the receptionist belongs to its protocol wherever it goes. */
const protocolOf = (to: string, from: string, label: string): Protocol => {
  if (isWithin(to, '/system/cluster')) {
    return heartbeatMessages.has(label) || to.startsWith('/system/cluster/heartbeat')
      ? 'failure-detector'
      : 'membership'
  }
  if (isWithin(to, '/system/receptionist') || clientMessages.has(label)) return 'client'
  if (label === 'ActorIdentity' && isWithin(from, '/system/receptionist')) return 'client'
  if (isWithin(to, '/system/distributedPubSubMediator')) return 'pub-sub'
  if (isWithin(to, journalPath) || isWithin(from, journalPath)) return 'persistence'
  if (singletonMessages.has(label)) return 'singleton'
  return isWithin(to, '/user') || isWithin(to, '/temp') ? 'user' : 'system'
}

const replyLabel =
  /^(?:ActorIdentity|Contacts|HandOverDone|HandOverInProgress|ReplayedMessages|SnapshotLoaded|Welcome)$|(?:Ack|Nack|Rsp|Reply|Response|Result|Answer|Completed|Success|Succeeded|Failure|Failed|Rejected)$/
const periodicLabel = /^(?:Heartbeat|Gossip|Status$|Delta$|GetContacts$|Contacts$)/

/**
 * The purpose of a message in a trace before version 4, which did not contain it: guessed by paths and label. Empty for
 * every other event, and for one without these fields, which validation then rejects.
 */
export const guessedPurpose = ({
  type,
  to,
  from,
  label,
}: {
  readonly [field: string]: Plain | undefined
}): Partial<MessagePurpose> => {
  if ((type !== 'MessageSent' && type !== 'MessageDelivered') || typeof to !== 'string') return {}
  if (typeof label !== 'string') return {}
  const sender = typeof from === 'string' ? localPath(from) : ''
  return {
    protocol: protocolOf(localPath(to), sender, label),
    ...(type === 'MessageSent' && replyLabel.test(label) ? { reply: true } : {}),
    ...(periodicLabel.test(label) ? { periodic: true } : {}),
  }
}
