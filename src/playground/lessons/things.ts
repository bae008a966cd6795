import type { Anchor } from '../../lessons/index.ts'
import { nameOfActor } from '../../narration/index.ts'
import { localPath } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import type { Selected } from '../store/selection.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'

/** The thing of a selection on the canvas; null for a selection that is no thing. */
export function anchorOf(selected: Selected | null): Anchor | null {
  if (selected?.type === 'participant') return { type: 'participant', participant: selected.id }
  if (selected?.type !== 'actor') return null
  return { type: 'actor', participant: selected.participant, actor: localPath(selected.path) }
}

/** Returns the function that names a thing in the page's language. */
export function useThingName(): (thing: Anchor) => string {
  const text = useText()
  const names = useNames()
  return thing => {
    if (thing.type === 'participant') return thing.participant
    if (thing.type !== 'actor') return text(thing.name)
    return nameOfActor(names(useRun.getState().view), thing.actor, thing.participant)
  }
}
