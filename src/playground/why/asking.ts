import type { Fact } from '../../narration/index.ts'
import { type EventId, refuse } from '../../trace/index.ts'
import { goTo } from '../layout/places.ts'
import { scrubToEvent } from '../store/acts.ts'
import { follow } from '../store/film.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { showPast, useRun } from '../store/run-store.ts'
import { nodesOf, shownScenario } from '../store/scenario.ts'
import { goBack, type Selected, select, useFocus } from '../store/selection.ts'

type Question = Extract<Selected, { type: 'why' }>

/** The element that had the focus when the first of the open questions was asked. */
let askedFrom: Element | null = null

/** Asks why a fact holds at the cursor, and shows the answer in the inspector. */
export function askWhy(fact: Fact): void {
  const { cursor } = useRun.getState()
  if (useFocus.getState().selected?.type !== 'why') askedFrom = document.activeElement
  select({ type: 'why', fact, count: cursor.position, at: cursor.at, following: cursor.following })
  goTo('inspect')
}

/** Asks about what is selected; without a selection, about the singleton of the cluster. */
export function askAboutSelection(): void {
  const { selected } = useFocus.getState()
  if (selected?.type === 'why') return
  const fact = factOf(selected)
  if (fact === null) showRefusal(refuse('nothing-to-explain'))
  else askWhy(fact)
}

function factOf(selected: Selected | null): Fact | null {
  switch (selected?.type) {
    case 'participant':
      return { type: 'status', of: selected.id }
    case 'actor':
      return { type: 'actor', participant: selected.participant, path: selected.path }
    case 'event':
      return { type: 'event', id: selected.id }
    case 'dead-letters': {
      const last = useRun.getState().view.recentDeadLetters.at(-1)
      return last === undefined ? factOfCluster() : { type: 'event', id: last.id }
    }
    default:
      return factOfCluster()
  }
}

/** Null in a scenario without a cluster, which has no singleton. */
const factOfCluster = (): Fact | null => (nodesOf(shownScenario()) === 0 ? null : { type: 'singleton' })

/** Moves the cursor to an event of the answer, pauses there and selects it. */
export async function goToCause(id: EventId): Promise<void> {
  if (await scrubToEvent(id)) select({ type: 'event', id })
}

/** Leaves the answer, or returns to it from one of its events. False when no answer is open. */
export function leaveWhy(): boolean {
  const { selected, trail } = useFocus.getState()
  const isOpen = selected?.type === 'why'
  if (!isOpen && trail.at(-1)?.type !== 'why') return false
  goBackOrToQuestion()
  if (isOpen && askedFrom instanceof HTMLElement && askedFrom.isConnected) askedFrom.focus()
  else if (!isOpen) goTo('inspect')
  return true
}

/** Goes back to the earlier selection. An answer returns to the instant at which it was asked. */
export function goBackOrToQuestion(): void {
  const before = useFocus.getState().trail.at(-1)
  if (before?.type === 'why') returnTo(before)
  goBack()
}

function returnTo({ count, at, following }: Question): void {
  if (following) follow()
  else showPast(count, at)
}
