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

/** Nodes whose actor tree a person wants to see, the last opened first; on a narrow page at most one. */
export function useOpenNodes(nodes: readonly ParticipantId[], breadth: Breadth): readonly ParticipantId[] {
  const session = useRun(({ session }) => session)
  const fromTheStart = useScenario().treesExpanded === true
  const { session: of, all, exceptions: except } = useOpenTrees()
  return useMemo(() => {
    const open = of === session ? wanted(nodes, all, except) : fromTheStart ? nodes : []
    return breadth === 'narrow' ? open.slice(0, 1) : open
  }, [session, fromTheStart, of, all, except, nodes, breadth])
}

const wanted = (nodes: readonly ParticipantId[], all: boolean, exceptions: readonly ParticipantId[]) =>
  all
    ? nodes.filter(id => !exceptions.includes(id))
    : exceptions.filter(id => nodes.includes(id)).toReversed()

/** Opens or closes one of the shown trees; on a narrow page the others close. */
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

export type Trees = ReadonlyMap<ParticipantId, TreeLayout>

/**
 * Layouts of the shown trees: the first of `open` that have room, at least one, so that the picture stays in its place. An
 * actor keeps its slot as long as its tree is wanted.
 */
export function useTrees(
  open: readonly ParticipantId[],
  breadth: Breadth,
  size: Size | null,
  fits: (trees: Trees) => boolean,
): Trees {
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
    // A tree that was closed assigns its slots anew.
    for (const id of slots.keys()) if (!open.includes(id)) slots.delete(id)
    const lines = present.split('\n')
    const wanted = open.map((id, place) => {
      const [known = '', ...actors] = lines[place]?.split(' ') ?? []
      const assigned = assignSlots(slots.get(id) ?? new Map(), actors)
      slots.set(id, assigned)
      return { id, slots: assigned, withGuardian: known !== '' }
    })
    const layouts = (count: number, roomy: boolean): Trees => {
      const measures = treeMeasures({ breadth, roomy, presenting, size })
      return new Map(
        wanted
          .slice(0, count)
          .map(({ id, slots, withGuardian }) => [id, layoutTree(slots, measures, withGuardian)]),
      )
    }
    if (wanted.length === 1 && breadth === 'wide') {
      const large = layouts(1, true)
      if (fits(large)) return large
    }
    for (let count = wanted.length; count > 1; count--) {
      const trees = layouts(count, false)
      if (fits(trees)) return trees
    }
    return layouts(Math.min(1, wanted.length), false)
  }, [open, present, session, breadth, presenting, size, fits])
}
