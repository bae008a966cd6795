import { lazy, Suspense } from 'react'
import { useAuthoringOpen } from './authoring-open.ts'

const LessonEditor = lazy(() => import('./lesson-editor.tsx'))

/** The place of the lesson editor beside the canvas; on a phone a sheet over the panel. */
export function AuthoringPlace() {
  const open = useAuthoringOpen(({ open }) => open)
  return (
    open && (
      <Suspense>
        <LessonEditor />
      </Suspense>
    )
  )
}
