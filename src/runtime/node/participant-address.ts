import type { ParticipantId } from '../../trace/trace-event.ts'

const shape = /^pekko:\/\/([^@/]+)@([^@/:]+):\d+$/

/** `node-1` of `pekko://HogeCluster@node-1:2551`: here a host name is the participant's id. */
export const idOf = (address: string): ParticipantId | null => shape.exec(address)?.[2] ?? null

/** `HogeCluster` of the same. */
export const systemNameOf = (address: string): string => shape.exec(address)?.[1] ?? ''
