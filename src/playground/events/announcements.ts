import { create } from 'zustand'
import { type Bilingual, describeEvent, verbosityOf } from '../../narration/index.ts'
import { type EventId, eventId, type TraceEvent } from '../../trace/index.ts'
import { RecentMap } from '../store/recent-map.ts'
import { onEvents, useRun } from '../store/run-store.ts'

export interface Announcement {
  readonly id: EventId
  readonly text: Bilingual
}

/** Told to those who do not see the canvas: only what changes the picture, never the traffic. */
export const useAnnouncements = create<Announcements>()(() => ({ recent: [], count: 0 }))

interface Announcements {
  /** The newest first. */
  readonly recent: readonly Announcement[]
  /** All so far, also those that are not in `recent` any more. */
  readonly count: number
}

const kept = 12
/** News of the cluster's members that are recognised when another node notices the same. */
const mostTold = 5000

/** Each node notices for itself; told once is enough. */
const newsOf = (event: TraceEvent): string => {
  switch (event.type) {
    case 'MemberChanged':
      return `${event.type} ${event.member} ${event.uid} ${event.status}`
    case 'MemberUnreachable':
      return `${event.type} ${event.member} ${event.uid}`
    default:
      return eventId(event)
  }
}

/** Starts listening. Returns the way out. */
export function announce(): () => void {
  const told = new RecentMap<string, true>(mostTold)
  return onEvents(events => {
    const news: Announcement[] = []
    const { view } = useRun.getState()
    for (const event of events) {
      if (verbosityOf(event, view) > 1 || told.has(newsOf(event))) continue
      told.set(newsOf(event), true)
      news.push({ id: eventId(event), text: describeEvent(event, view) })
    }
    if (news.length > 0) {
      useAnnouncements.setState(({ recent, count }) => ({
        recent: [...news.reverse(), ...recent].slice(0, kept),
        count: count + news.length,
      }))
    }
  })
}
