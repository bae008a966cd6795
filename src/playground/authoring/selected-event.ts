import type { Happening } from '../../lessons/draft/happenings.ts'
import { describeEvent } from '../../narration/index.ts'
import {
  type EventId,
  type EventLog,
  type EventPattern,
  matchesEvent,
  patternOfEvent,
} from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { useFocus } from '../store/selection.ts'

/** An event that a person selected, as a condition. */
export interface ChosenEvent extends Happening {
  /** The how-manieth of its kind it is since the last act before it. */
  readonly times: number
  /** The how-manieth of its kind it is in the whole run. */
  readonly timesInRun: number
}

/** The event that is selected in the page, as a condition; null: none is selected. */
export function useChosenEvent(): ChosenEvent | null {
  const log = useRun(({ log }) => log)
  const id = useFocus(({ selected }) => (selected?.type === 'event' ? selected.id : null))
  return id === null ? null : chosenEvent(log, id)
}

export function chosenEvent(log: EventLog, id: EventId): ChosenEvent | null {
  const position = log.positionOf(id)
  const event = position === null ? undefined : log.at(position)
  if (position === null || event === undefined) return null
  const what = patternOfEvent(event)
  const before = log.slice(log.firstHeld, position + 1)
  const act = before.findLastIndex(({ type }) => type === 'ActionDone')
  return {
    at: event.at,
    words: describeEvent(event, log.viewAt(position)),
    what,
    key: true,
    times: count(before.slice(Math.max(0, act)), what),
    timesInRun: count(before, what),
  }
}

const count = (events: readonly Parameters<typeof matchesEvent>[1][], what: EventPattern): number =>
  events.reduce((found, event) => (matchesEvent(what, event) ? found + 1 : found), 0)
