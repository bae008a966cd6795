import { create } from 'zustand'
import type { Fact } from '../../narration/index.ts'
import type { EventId, ParticipantId, PathText, VirtualTime } from '../../trace/index.ts'
import { isNarrow } from '../layout/use-is-narrow.ts'
import { prefer } from './preferences.ts'

export type Selected =
  | { readonly type: 'participant'; readonly id: ParticipantId }
  | { readonly type: 'actor'; readonly participant: ParticipantId; readonly path: PathText }
  | { readonly type: 'event'; readonly id: EventId }
  | { readonly type: 'link'; readonly from: ParticipantId; readonly to: ParticipantId }
  | { readonly type: 'dead-letters' }
  /** A question, asked when the first `count` events were shown, at the instant `at`. */
  | {
      readonly type: 'why'
      readonly fact: Fact
      readonly count: number
      readonly at: VirtualTime
      /** The page followed the frontier. */
      readonly following: boolean
    }

export type Dialog =
  | 'keys'
  | 'palette'
  | 'share'
  | 'new-run'
  | 'start-node'
  | 'scenarios'
  | 'runs'
  | 'room'
  | 'network'
  | 'branches'
  | 'try-again'
  | 'compare'
  | 'learn'
  | 'break'
  | 'settings'

interface Focus {
  readonly selected: Selected | null
  /** Earlier selections, the newest last. */
  readonly trail: readonly Selected[]
  readonly dialog: Dialog | null
  /** Participants and actors, as `node-1/user/a`, that the walkthrough points at. */
  readonly highlighted: readonly string[]
}

/** The person's selection, the open dialog and the highlights. */
export const useFocus = create<Focus>()(() => ({ selected: null, trail: [], dialog: null, highlighted: [] }))

/** Shows the selection in the inspector. */
export function select(selected: Selected | null): void {
  useFocus.setState(focus => ({
    selected,
    trail: selected === null || focus.selected === null ? [] : [...focus.trail.slice(-19), focus.selected],
  }))
  // On a phone the inspector and the lists share one panel.
  if (selected !== null) prefer({ sideTab: 'inspect', ...(isNarrow() ? { bottomOpen: false } : {}) })
}

export const goBack = (): void =>
  useFocus.setState(({ trail }) => ({ selected: trail.at(-1) ?? null, trail: trail.slice(0, -1) }))

export const openDialog = (dialog: Dialog | null): void => useFocus.setState({ dialog })
export const highlight = (highlighted: readonly string[]): void => useFocus.setState({ highlighted })
