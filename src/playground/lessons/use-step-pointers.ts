import { useEffect } from 'react'
import type { PlayerState } from '../../lessons/index.ts'
import { useText } from '../ui/use-text.ts'
import { type ControlPointer, pointAt } from './control-pointers.ts'
import { useActControls } from './use-act-words.ts'

/** Points at the controls that a step names, and, while it waits for a person, at those of the acts that are left. */
export function useStepPointers({ step, status, done, detour }: PlayerState): void {
  const text = useText()
  const controls = useActControls()
  const named = (step.points ?? []).flatMap((anchor): readonly (readonly ControlPointer[])[] =>
    anchor.type === 'control' ? [[{ role: anchor.role, name: text(anchor.name) }]] : [],
  )
  const acts =
    status === 'shown' && detour === null
      ? (step.actions ?? []).filter((_, place) => !done.includes(place)).slice(0, 1)
      : []
  // The lists are new at every render; their content changes with the step only.
  const lists = JSON.stringify([...named, ...acts.map(controls)].filter(list => list.length > 0))
  useEffect(() => pointAt(JSON.parse(lists) as ControlPointer[][]), [lists])
}
