import { create } from 'zustand'
import type { ParticipantId } from '../../trace/index.ts'

interface HiddenLanes {
  readonly hidden: ReadonlySet<ParticipantId>
}

/** The participants whose lanes a person has taken out of the space-time diagram. */
export const useHiddenLanes = create<HiddenLanes>()(() => ({ hidden: new Set() }))

export const toggleLane = (id: ParticipantId): void =>
  useHiddenLanes.setState(({ hidden }) => ({
    hidden: hidden.has(id) ? new Set([...hidden].filter(other => other !== id)) : new Set([...hidden, id]),
  }))
