import { useMemo, useRef } from 'react'
import { create } from 'zustand'
import type { ParticipantId } from '../../../trace/index.ts'
import { usePreferences } from '../../store/preferences.ts'
import { useRun } from '../../store/run-store.ts'
import { useScenario } from '../../store/scenario.ts'
import type { Breadth } from '../card-plan.ts'
import type { Size } from '../card-sizes.ts'
import { assignSlots, guardian, type Slots, shownActors } from './actor-slots.ts'
import { layoutTree, type TreeLayout } from './tree-layout.ts'
import { treeMeasures } from './tree-measures.ts'

interface OpenTrees {
  /** The run that these choices belong to; a new run starts with the default of its scenario. */
  readonly session: object | null
  readonly all: boolean
  readonly exceptions: readonly ParticipantId[]
}

const useOpenTrees = create<OpenTrees>()(() => ({ session: null, all: false, exceptions: [] }))

/** Nodes whose actor tree is open; on a narrow page at most one. */
export function useOpenNodes(nodes: readonly ParticipantId[], breadth: Breadth): readonly ParticipantId[] {
  const session = useRun(({ session }) => session)
  const fromTheStart = useScenario().treesExpanded === true
  const { session: of, all, exceptions: except } = useOpenTrees()
  return useMemo(() => {
    const open = of === session ? nodes.filter(id => all !== except.includes(id)) : fromTheStart ? nodes : []
    return breadth === 'narrow' ? open.slice(0, 1) : open
  }, [session, fromTheStart, of, all, except, nodes, breadth])
}

/** Opens or closes one tree; on a narrow page the others close. */
export function showTree(id: ParticipantId, open: readonly ParticipantId[], breadth: Breadth): void {
  const { session } = useRun.getState()
  const others = breadth === 'narrow' ? [] : open.filter(other => other !== id)
  useOpenTrees.setState({
    session: session,
    all: false,
    exceptions: open.includes(id) ? others : [...others, id],
  })
}

export const showAllTrees = (all: boolean): void =>
  useOpenTrees.setState({ session: useRun.getState().session, all, exceptions: [] })

/** Layouts of the open trees. An actor keeps its slot as long as the tree is open. */
export function useTrees(
  open: readonly ParticipantId[],
  breadth: Breadth,
  size: Size | null,
): ReadonlyMap<ParticipantId, TreeLayout> {
  const session = useRun(({ session }) => session)
  const presenting = usePreferences(({ projector }) => projector)
  const present = useRun(({ view, throttledClock }) => {
    const now = Math.max(view.at, throttledClock.now)
    return open
      .map(id => {
        const participant = view.participants[id]
        if (participant === undefined) return ''
        const known = participant.actors[guardian] === undefined ? '' : guardian
        return [known, ...shownActors(participant, now)].join(' ')
      })
      .join('\n')
  })
  const assignedSlots = useRef<{ of: object | null; slots: Map<ParticipantId, Slots> }>({
    of: null,
    slots: new Map(),
  })
  return useMemo(() => {
    if (assignedSlots.current.of !== session) assignedSlots.current = { of: session, slots: new Map() }
    const { slots } = assignedSlots.current
    const measures = treeMeasures({ breadth, trees: open.length, presenting, size })
    // A tree that was closed assigns its slots anew.
    for (const id of slots.keys()) if (!open.includes(id)) slots.delete(id)
    const lines = present.split('\n')
    return new Map(
      open.map((id, place) => {
        const [known = '', ...actors] = lines[place]?.split(' ') ?? []
        const assigned = assignSlots(slots.get(id) ?? new Map(), actors)
        slots.set(id, assigned)
        return [id, layoutTree(assigned, measures, known !== '')] as const
      }),
    )
  }, [open, present, session, breadth, presenting, size])
}
