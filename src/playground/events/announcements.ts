import { create } from 'zustand'
import { type Bilingual, describeEvent, verbosityOf } from '../../narration/index.ts'
import { type EventId, eventId, type TraceEvent } from '../../trace/index.ts'
import { RecentMap } from '../store/recent-map.ts'
import { subscribeProjection, useRun } from '../store/run-store.ts'

export interface Announcement {
  readonly id: EventId
  readonly text: Bilingual
}

/** Announcements for people who do not see the canvas: events that change the picture, without message traffic. */
export const useAnnouncements = create<Announcements>()(() => ({ recent: [], count: 0 }))

interface Announcements {
  /** The newest first. */
  readonly recent: readonly Announcement[]
  /** All announcements since the page was loaded, also those that are not in `recent` any more. */
  readonly count: number
}

const maxRecent = 12
/** Announced events that are remembered, so that the same observation of another node is not announced again. */
const maxAnnounced = 5000

/** The same text for the same observation, whichever node makes it. */
const observationOf = (event: TraceEvent): string => {
  switch (event.type) {
    case 'MemberChanged':
      return `${event.type} ${event.member} ${event.uid} ${event.status}`
    case 'MemberUnreachable':
      return `${event.type} ${event.member} ${event.uid}`
    default:
      return eventId(event)
  }
}

/** Announces the events of the shown run. Returns the function that ends that. */
export function announce(): () => void {
  const announced = new RecentMap<string, true>(maxAnnounced)
  return subscribeProjection('announcements', {
    begin: () => {
      announced.clear()
      useAnnouncements.setState({ recent: [] })
    },
    add: events => {
      const added: Announcement[] = []
      const { view } = useRun.getState()
      for (const event of events) {
        const observation = observationOf(event)
        if (verbosityOf(event, view) > 1 || announced.has(observation)) continue
        announced.set(observation, true)
        added.push({ id: eventId(event), text: describeEvent(event, view) })
      }
      if (added.length > 0) {
        useAnnouncements.setState(({ recent, count }) => ({
          recent: [...added.reverse(), ...recent].slice(0, maxRecent),
          count: count + added.length,
        }))
      }
    },
  })
}
