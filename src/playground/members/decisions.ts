import { create } from 'zustand'
import type { EventLog, TraceEvent, TraceEventOf } from '../../trace/index.ts'
import { classesOf } from '../store/event-classes.ts'
import type { Projection } from '../store/projections.ts'

/** A downing decision and its position in the log. */
export interface Decision {
  readonly event: TraceEventOf<'DowningDecided'>
  readonly position: number
}

export const useDecisions = create<{ readonly decisions: readonly Decision[] }>()(() => ({ decisions: [] }))

const isDecision = (event: TraceEvent | undefined): event is TraceEventOf<'DowningDecided'> =>
  event?.type === 'DowningDecided'

/** The downing decisions up to the cursor. */
export class DecisionsProjection implements Projection {
  #position = 0

  begin(log: EventLog, from: number): void {
    this.#position = from
    const found = log.select({ classes: classesOf(['membership'], 1), matches: isDecision }, 0, from)
    const decisions = found.flatMap(position => {
      const event = log.at(position)
      return isDecision(event) ? [{ event, position }] : []
    })
    useDecisions.setState({ decisions })
  }

  add(events: readonly TraceEvent[]): void {
    const added = events.flatMap((event, i) =>
      isDecision(event) ? [{ event, position: this.#position + i }] : [],
    )
    this.#position += events.length
    if (added.length > 0) useDecisions.setState(({ decisions }) => ({ decisions: [...decisions, ...added] }))
  }
}
