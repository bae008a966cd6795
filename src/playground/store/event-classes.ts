import {
  type EventFamily,
  eventFamilies,
  familyOf,
  type Verbosity,
  verbosityOf,
} from '../../narration/index.ts'
import type { Participants, TraceEvent } from '../../trace/index.ts'

const verbosities = [1, 2, 3] as const

const classNumber = (family: EventFamily, verbosity: Verbosity): number =>
  eventFamilies.indexOf(family) * verbosities.length + verbosity - 1

/** The class of an event in the page's log: its family and verbosity, by which the lists filter. */
export const classOfEvent = (event: TraceEvent, participants: Participants): number =>
  classNumber(familyOf(event), verbosityOf(event, participants))

/** The classes of these families up to and including the verbosity. */
export const classesOf = (
  families: Iterable<EventFamily>,
  maxVerbosity: Verbosity = 3,
): ReadonlySet<number> => {
  const classes = new Set<number>()
  for (const family of families)
    for (const verbosity of verbosities)
      if (verbosity <= maxVerbosity) classes.add(classNumber(family, verbosity))
  return classes
}
