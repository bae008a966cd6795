import { create } from 'zustand'
import type { EventId, ParticipantId, VirtualTime } from '../../trace/index.ts'
import { useFocus } from '../store/selection.ts'

/** A place of a chain in the space-time diagram. */
export interface LitPoint {
  readonly at: VirtualTime
  /** Null for an act that concerns no single participant. */
  readonly lane: ParticipantId | null
}

/** The chains of an answer, as the pictures show them. */
export interface LitPath {
  readonly events: ReadonlySet<EventId>
  readonly participants: ReadonlySet<ParticipantId>
  /** Pairs of participants between which a chain passes, as `node-1 node-2`. */
  readonly links: ReadonlySet<string>
  /** Each chain from the fact to its origin. */
  readonly chains: readonly (readonly LitPoint[])[]
  /** The earliest instant. */
  readonly from: VirtualTime
}

interface Lit {
  readonly path: LitPath | null
}

/** The causes that are lit in the time line and on the canvas. */
export const useLitPath = create<Lit>()(() => ({ path: null }))

/** Lights a path until the question, and the events that were reached from it, are left. */
export const light = (path: LitPath): void => useLitPath.setState({ path })

useFocus.subscribe(({ selected, trail }) => {
  if (useLitPath.getState().path === null) return
  if (selected?.type !== 'why' && trail.at(-1)?.type !== 'why') useLitPath.setState({ path: null })
})
