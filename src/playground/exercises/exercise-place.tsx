import { lazy, Suspense } from 'react'
import { useExercises } from './exercise-state.ts'

const ExercisePanel = lazy(() => import('./exercise-panel.tsx'))

/** The place of the exercises beside the canvas; on a phone a sheet over the panel. Loaded when it is first opened. */
export function ExercisePlace() {
  const open = useExercises(({ open }) => open)
  return (
    open && (
      <Suspense>
        <ExercisePanel />
      </Suspense>
    )
  )
}
