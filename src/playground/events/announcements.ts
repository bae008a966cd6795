import { create } from 'zustand'
import { eventId } from '../../trace/index.ts'
import { useFollowing } from '../follow/following.ts'
import { useLamps } from '../lamps/lamps.ts'
import { useLesson } from '../lessons/lesson-state.ts'
import { usePreferences } from '../store/preferences.ts'
import { subscribeProjection, useRun } from '../store/run-store.ts'
import { shownScenario } from '../store/scenario.ts'
import type { AnnouncedEvent, Announcement } from './announcement.ts'
import { Announcer } from './announcer.ts'
import { LampAnnouncer } from './lamp-announcer.ts'
import { LossAnnouncer } from './loss-announcer.ts'
import { SpeechQueue } from './speech-queue.ts'

/** The sentences that the live region has not said yet. */
export const speech = new SpeechQueue<Announcement>(() => performance.now())

/** Key events before the cursor, the newest first. Its listeners are called whenever something may have been queued. */
export const useAnnouncements = create<{ readonly recent: readonly AnnouncedEvent[] }>()(() => ({
  recent: [],
}))

/** Announces what the page shows. Returns the function that ends that. */
export function announce(): () => void {
  const announcer = new Announcer(speech, {
    cursor: () => useRun.getState().cursor,
    followedHop: () => {
      const { hop } = useFollowing.getState()
      return hop === null ? null : eventId(hop)
    },
    view: () => useRun.getState().view,
    card: shownScenario,
    detail: () => usePreferences.getState().spoken,
  })
  const publish = () => useAnnouncements.setState({ recent: announcer.recent })
  const ends = [
    subscribeProjection('announcements', {
      begin: (log, from) => {
        announcer.begin(log, from)
        publish()
      },
      add: events => {
        announcer.add(events)
        publish()
      },
    }),
    subscribeProjection(
      'lamps',
      new LampAnnouncer(
        () => useLamps.getState().lamps,
        () => useRun.getState().cursor,
        (lamp, decision) => {
          speech.add({ type: 'lamp', lamp, decision }, { importance: 2 })
          publish()
        },
      ),
    ),
    subscribeProjection(
      'losses',
      new LossAnnouncer(
        { cursor: () => useRun.getState().cursor, view: () => useRun.getState().view },
        (message, lost) => {
          speech.add({ type: 'loss', message, lost }, { importance: 2 })
          publish()
        },
      ),
    ),
    useRun.subscribe(({ cursor }, before) => {
      if (cursor === before.cursor) return
      announcer.cursorMoved(cursor)
      publish()
    }),
    useLesson.subscribe(({ player, state }, before) => {
      if (player === null || state === null || state.status === before.state?.status) return
      // The step's text is a live region itself.
      if (state.status === 'loading' || state.status === 'shown') return
      if (state.status === 'running' && state.step.await === undefined) return
      speech.add(
        { type: 'lesson', state, last: state.index === player.walkthrough.steps.length - 1 },
        { key: 'lesson', importance: 2 },
      )
      publish()
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}
