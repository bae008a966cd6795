import type { ParticipantId } from '../../trace/identifiers.ts'

const addressPattern = /^pekko:\/\/([^@/]+)@([^@/:]+):\d+$/

/** Cache, because every envelope needs a lookup and a run has few addresses. */
const idsByAddress = new Map<string, ParticipantId | null>()

/** `node-1` of `pekko://HogeCluster@node-1:2551`, because in a run the host name is the participant's id. */
export function participantIdOf(address: string): ParticipantId | null {
  const found = idsByAddress.get(address)
  if (found !== undefined) return found
  const id = addressPattern.exec(address)?.[2] ?? null
  idsByAddress.set(address, id)
  return id
}

/** `HogeCluster` of `pekko://HogeCluster@node-1:2551`. */
export const systemNameOf = (address: string): string => addressPattern.exec(address)?.[1] ?? ''
