import {
  type EventFamily,
  eventFamilies,
  familyOf,
  type Verbosity,
  verbosityOf,
} from '../../narration/index.ts'
import type { Participants, TraceEvent } from '../../trace/index.ts'
import { type DiagramPart, diagramPartOf, diagramParts } from '../timeline/diagram-part.ts'

const verbosities = [1, 2, 3] as const

const classNumber = (family: EventFamily, verbosity: Verbosity, part: DiagramPart): number =>
  (eventFamilies.indexOf(family) * verbosities.length + verbosity - 1) * diagramParts.length +
  diagramParts.indexOf(part)

/** The class of an event in the page's log: its family, verbosity and part in the diagram, by which the page filters. */
export const classOfEvent = (event: TraceEvent, participants: Participants): number =>
  classNumber(familyOf(event), verbosityOf(event, participants), diagramPartOf(event))

/** The classes of these families up to and including the verbosity. */
export const classesOf = (
  families: Iterable<EventFamily>,
  maxVerbosity: Verbosity = 3,
): ReadonlySet<number> => {
  const classes = new Set<number>()
  for (const family of families)
    for (const verbosity of verbosities)
      for (const part of diagramParts)
        if (verbosity <= maxVerbosity) classes.add(classNumber(family, verbosity, part))
  return classes
}

/** The classes of the events that are this part of the diagram. */
export const classesOfPart = (part: DiagramPart): ReadonlySet<number> =>
  new Set(eventFamilies.flatMap(family => verbosities.map(verbosity => classNumber(family, verbosity, part))))
