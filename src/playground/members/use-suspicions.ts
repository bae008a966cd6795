import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { ParticipantId } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { followedDetectors, shownDetectors } from './shown-detectors.ts'

/** Silence, as a share of what is tolerated, that every reply to a heartbeat leaves. */
const usualShare = 0.4
/** Steps in which a suspicion is shown, so that a card is not drawn again for less. */
const steps = 24

/** The share of the tolerated silence of each node that has passed for this observer, from 0 (also while usual) to 1. */
export function useSuspicions(observer: ParticipantId, nodes: readonly ParticipantId[]): readonly number[] {
  const session = useRun(({ session }) => session)
  useEffect(() => {
    if (session !== null) shownDetectors()
  }, [session])
  return useRun(
    useShallow(({ throttledCursor: { at }, view }) => {
      const detectors = followedDetectors()
      const beliefs = view.participants[observer]?.beliefs ?? {}
      return nodes.map(node => {
        const belief = beliefs[view.participants[node]?.address ?? '']
        if (detectors === null || node === observer || belief?.reachable !== true) return 0
        const share = detectors.find(observer, node, at)?.shareAt(at) ?? 0
        return share < usualShare ? 0 : Math.round(share * steps) / steps
      })
    }),
  )
}
