import type { ParticipantId } from '../../trace/trace-event.ts'

const shape = /^pekko:\/\/([^@/]+)@([^@/:]+):\d+$/

/** Asked for every envelope, and there are few addresses. */
const known = new Map<string, ParticipantId | null>()

/** `node-1` of `pekko://HogeCluster@node-1:2551`: here a host name is the participant's id. */
export function participantIdOf(address: string): ParticipantId | null {
  const found = known.get(address)
  if (found !== undefined) return found
  const id = shape.exec(address)?.[2] ?? null
  known.set(address, id)
  return id
}

/** `HogeCluster` of the same. */
export const systemNameOf = (address: string): string => shape.exec(address)?.[1] ?? ''
