import { useMemo, useRef } from 'react'
import { create } from 'zustand'
import type { ParticipantId } from '../../../trace/index.ts'
import { usePreferences } from '../../store/preferences.ts'
import { useRun } from '../../store/run-store.ts'
import { useScenario } from '../../store/scenario.ts'
import type { Breadth } from '../seats.ts'
import { guardian, type Slots, shownActors, takeSeats } from './actor-slots.ts'
import { layoutTree, type TreeLayout } from './tree-layout.ts'
import { treeMeasures } from './tree-measures.ts'

interface OpenTrees {
  /** The run that this is about; another begins as its scenario wishes. */
  readonly of: object | null
  readonly all: boolean
  readonly except: readonly ParticipantId[]
}

const useOpenTrees = create<OpenTrees>()(() => ({ of: null, all: false, except: [] }))

/** The nodes whose actor tree is to be seen: where there is little room, one at a time. */
export function useOpenNodes(nodes: readonly ParticipantId[], breadth: Breadth): readonly ParticipantId[] {
  const session = useRun(({ session }) => session)
  const fromTheStart = useScenario().treesOpen === true
  const { of, all, except } = useOpenTrees()
  return useMemo(() => {
    const open = of === session ? nodes.filter(id => all !== except.includes(id)) : fromTheStart ? nodes : []
    return breadth === 'narrow' ? open.slice(0, 1) : open
  }, [session, fromTheStart, of, all, except, nodes, breadth])
}

/** Opens or closes one; where there is little room the others are closed. */
export function showTree(id: ParticipantId, open: readonly ParticipantId[], breadth: Breadth): void {
  const { session } = useRun.getState()
  const others = breadth === 'narrow' ? [] : open.filter(other => other !== id)
  useOpenTrees.setState({
    of: session,
    all: false,
    except: open.includes(id) ? others : [...others, id],
  })
}

export const showAllTrees = (all: boolean): void =>
  useOpenTrees.setState({ of: useRun.getState().session, all, except: [] })

/** The trees of these nodes, laid out. Seats that were taken once stay where they are. */
export function useTrees(
  open: readonly ParticipantId[],
  breadth: Breadth,
): ReadonlyMap<ParticipantId, TreeLayout> {
  const session = useRun(({ session }) => session)
  const large = usePreferences(({ projector }) => projector)
  const present = useRun(({ view, throttledClock: calmClock }) => {
    const now = Math.max(view.at, calmClock.now)
    return open
      .map(id => {
        const participant = view.participants[id]
        if (participant === undefined) return ''
        const known = participant.actors[guardian] === undefined ? '' : guardian
        return [known, ...shownActors(participant, now)].join(' ')
      })
      .join('\n')
  })
  const kept = useRef<{ of: object | null; slots: Map<ParticipantId, Slots> }>({ of: null, slots: new Map() })
  return useMemo(() => {
    if (kept.current.of !== session) kept.current = { of: session, slots: new Map() }
    const { slots } = kept.current
    const measures = treeMeasures({ breadth, trees: open.length, large })
    // A tree that was closed takes its seats anew.
    for (const id of slots.keys()) if (!open.includes(id)) slots.delete(id)
    const lines = present.split('\n')
    return new Map(
      open.map((id, place) => {
        const [known = '', ...actors] = lines[place]?.split(' ') ?? []
        const seats = takeSeats(slots.get(id) ?? new Map(), actors)
        slots.set(id, seats)
        return [id, layoutTree(seats, measures, known !== '')] as const
      }),
    )
  }, [open, present, session, breadth, large])
}
