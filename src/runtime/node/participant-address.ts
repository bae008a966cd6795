import { addressParts } from '../../trace/actor-path.ts'
import type { ParticipantId } from '../../trace/identifiers.ts'

/** Cache, because every envelope needs a lookup and a run has few addresses. */
const idsByAddress = new Map<string, ParticipantId | null>()

/** `node-1` of `pekko://HogeCluster@node-1:2551`, because in a run the host name is the participant's id. */
export function participantIdOf(address: string): ParticipantId | null {
  const found = idsByAddress.get(address)
  if (found !== undefined) return found
  const parts = addressParts(address)
  const id = parts === null || parts.protocol !== 'pekko' || parts.host === '' ? null : parts.host
  idsByAddress.set(address, id)
  return id
}
