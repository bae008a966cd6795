import { lazy, type ReactNode, Suspense } from 'react'
import { useAuthoringOpen } from '../authoring/authoring-open.ts'
import { ClientPanel } from '../client/client-panel.tsx'
import { useExercises } from '../exercises/exercise-state.ts'
import { useFollowing } from '../follow/following.ts'
import { useLesson } from '../lessons/lesson-state.ts'
import { useLanes } from '../store/lanes.ts'
import { type BottomTab, type SideTab, usePreferences } from '../store/preferences.ts'
import { deferredPart } from '../ui/deferred-part.ts'

const FollowBand = deferredPart(() => import('../follow/follow-band.tsx'))
const LaneStrip = deferredPart(() => import('../branches/lane-strip.tsx'))
const Inspector = deferredPart(() => import('../inspector/inspector.tsx'))
const MembersView = deferredPart(() => import('../members/members-view.tsx'))
const JournalView = deferredPart(() => import('../journal/journal-view.tsx'))
const EventList = deferredPart(() => import('../events/event-list.tsx'))
const LogView = deferredPart(() => import('../events/log-view.tsx'))
const TextView = deferredPart(() => import('../events/text-view.tsx'))

const LessonBand = lazy(() => import('../lessons/lesson-band.tsx'))

/** Above the canvas: the walkthrough, and the command that is followed, in place of the list of walkthroughs. */
export function TopBand(): ReactNode {
  const following = useFollowing(({ name }) => name !== null)
  const playing = useLesson(({ player }) => player !== null)
  const exercise = useExercises(({ open }) => open)
  const authoring = useAuthoringOpen(({ open }) => open)
  const open = usePreferences(({ lessonOpen }) => lessonOpen) && !exercise && !authoring
  return (
    <>
      {(playing || (!following && !exercise && !authoring)) && (
        <Suspense fallback={<div className={open ? 'lesson-place' : ''} />}>
          <LessonBand />
        </Suspense>
      )}
      {following && (
        <Suspense>
          <FollowBand />
        </Suspense>
      )}
    </>
  )
}

/** Below the time line: the lanes of a run that has branches. */
export function Lanes(): ReactNode {
  const several = useLanes(({ lanes, deleted }) => lanes.length > 1 || deleted !== null)
  return (
    several && (
      <Suspense>
        <LaneStrip />
      </Suspense>
    )
  )
}

/** The panel of a tab, loaded when it is first shown. */
export function PanelOf({ tab }: { readonly tab: SideTab | BottomTab }): ReactNode {
  switch (tab) {
    case 'send':
      return <ClientPanel />
    case 'inspect':
      return (
        <Suspense>
          <Inspector />
        </Suspense>
      )
    case 'members':
      return (
        <Suspense>
          <MembersView />
        </Suspense>
      )
    case 'journal':
      return (
        <Suspense>
          <JournalView />
        </Suspense>
      )
    case 'events':
      return (
        <Suspense>
          <EventList />
        </Suspense>
      )
    case 'log':
      return (
        <Suspense>
          <LogView />
        </Suspense>
      )
    case 'text':
      return (
        <Suspense>
          <TextView />
        </Suspense>
      )
  }
}
