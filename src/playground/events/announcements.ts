import { create } from 'zustand'
import {
  type Bilingual,
  describeEvent,
  type EventId,
  eventId,
  type TraceEvent,
  verbosityOf,
} from '../../trace/index.ts'
import { onEvents, useRun } from '../store/run-store.ts'

export interface Announcement {
  readonly id: EventId
  readonly text: Bilingual
}

/** Told to those who do not see the canvas: only what changes the picture, never the traffic. */
export const useAnnouncements = create<{ readonly recent: readonly Announcement[] }>()(() => ({ recent: [] }))

const kept = 12

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
  let told = new Set<string>()
  return onEvents(events => {
    const news: Announcement[] = []
    const { view } = useRun.getState()
    for (const event of events) {
      if (verbosityOf(event, view) > 1 || told.has(newsOf(event))) continue
      told.add(newsOf(event))
      news.push({ id: eventId(event), text: describeEvent(event, view) })
    }
    if (told.size > 5000) told = new Set()
    if (news.length > 0) {
      useAnnouncements.setState(({ recent }) => ({ recent: [...news.reverse(), ...recent].slice(0, kept) }))
    }
  })
}
