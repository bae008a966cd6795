import { create } from 'zustand'
import type { EventFamily } from '../../narration/index.ts'
import { eventFamilies } from '../../narration/index.ts'
import { type EventFilter, localPath } from '../../trace/index.ts'
import { classesOf } from './event-classes.ts'
import type { StepTarget } from './film.ts'
import { useFocus } from './selection.ts'

/**
 * The target of steps. `event`: any event but routine traffic. `selected`: a message delivered to the selected actor or
 * participant. The others: events of these families.
 */
export const stepKinds = ['event', 'selected', 'membership', 'singleton', 'failure', 'persistence'] as const
export type StepKind = (typeof stepKinds)[number]

/** The kind that a person chose. */
export const useStepKind = create<{ readonly kind: StepKind }>()(() => ({ kind: 'event' }))
export const chooseStepKind = (kind: StepKind): void => useStepKind.setState({ kind })

const ofFamilies = (...families: readonly EventFamily[]): EventFilter => ({ classes: classesOf(families, 2) })

/** The target of the next step. A step by event never computes more than the next instant with something to do. */
export function stepTarget(): StepTarget {
  const { kind } = useStepKind.getState()
  const isAnyEvent = kind === 'event'
  return { filter: filterOf(kind), maxInstants: isAnyEvent ? 1 : 500, mustFind: !isAnyEvent }
}

function filterOf(kind: StepKind): EventFilter {
  switch (kind) {
    case 'event':
      return ofFamilies(...eventFamilies)
    case 'selected':
      return deliveriesToSelected()
    case 'failure':
      return {
        matches: ({ type }) => type === 'ActorFailed' || type === 'ActorRestarted' || type === 'ActorStopped',
      }
    default:
      return ofFamilies(kind)
  }
}

/** Deliveries to the selected actor or participant; with nothing of that selected, all deliveries. */
function deliveriesToSelected(): EventFilter {
  const { selected } = useFocus.getState()
  if (selected?.type === 'participant')
    return {
      participants: new Set([selected.id]),
      matches: event => event.type === 'MessageDelivered' && event.node === selected.id,
    }
  if (selected?.type === 'actor')
    return {
      participants: new Set([selected.participant]),
      matches: event =>
        event.type === 'MessageDelivered' &&
        event.node === selected.participant &&
        localPath(event.to) === localPath(selected.path),
    }
  return { matches: event => event.type === 'MessageDelivered' }
}
