import { lazy, type ReactNode, Suspense } from 'react'
import { ClientPanel } from '../client/client-panel.tsx'
import type { BottomTab, SideTab } from '../store/preferences.ts'

const Inspector = lazy(() => import('../inspector/inspector.tsx'))
const EventList = lazy(() => import('../events/event-list.tsx'))
const LogView = lazy(() => import('../events/log-view.tsx'))
const TextView = lazy(() => import('../events/text-view.tsx'))

const LessonBand = lazy(() => import('../lessons/lesson-band.tsx'))

/** The walkthrough, loaded when it is first shown. */
export const Lesson = (): ReactNode => (
  <Suspense fallback={<div />}>
    <LessonBand />
  </Suspense>
)

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
