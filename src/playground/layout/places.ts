import { type BottomTab, bottomTabs, prefer, type SideTab, usePreferences } from '../store/preferences.ts'
import { select } from '../store/selection.ts'
import { canvasAreaId } from './canvas-area-id.ts'
import { isNarrow } from './use-is-narrow.ts'

/** A part of the page to which a key or a skip link leads. */
export type Place = SideTab | BottomTab | 'lesson' | 'canvas'

const isBottomTab = (place: Place): place is BottomTab => (bottomTabs as readonly string[]).includes(place)

const open: Readonly<Record<Exclude<Place, BottomTab>, () => void>> = {
  send: () => prefer({ sideTab: 'send', ...(isNarrow() ? { bottomOpen: false } : {}) }),
  inspect: () => prefer({ sideTab: 'inspect', ...(isNarrow() ? { bottomOpen: false } : {}) }),
  lesson: () => prefer({ lessonOpen: true }),
  canvas: () => undefined,
}

/** Selectors of the elements that get the focus in a place, in the order of preference. */
const targets: Readonly<Record<Place, readonly string[]>> = {
  send: ['input', 'button'],
  inspect: ['.inspector h2', '.inspector'],
  members: ['.members-view h2', '.members-none'],
  journal: ['.journal-streams button', '.journal-view'],
  events: ['input'],
  log: ['.chip'],
  text: ['.text-view .summary'],
  lesson: ['.primary', 'button'],
  canvas: ['.cluster-canvas [tabindex="0"]'],
}

const rootOf = (place: Place): HTMLElement | null => {
  switch (place) {
    case 'lesson':
      return document.querySelector('.lesson')
    case 'canvas':
      return document.getElementById(canvasAreaId)
    default:
      return document.getElementById(
        `${isNarrow() ? 'panels' : isBottomTab(place) ? 'bottom' : 'side'}-${place}`,
      )
  }
}

/** The element that had the focus before the focus moved to a place. */
const origins = new Map<Place, Element>()

/** Opens a place and moves the focus into it: to the element that `first` selects, if it is there. */
export function goTo(place: Place, first: string | null = null): void {
  const { activeElement } = document
  if (activeElement !== null && !isIn(place)) origins.set(place, activeElement)
  if (isBottomTab(place)) prefer({ bottomTab: place, bottomOpen: true })
  else open[place]()
  focusOnceThere(() => {
    const root = rootOf(place)
    for (const target of first === null ? targets[place] : [first, ...targets[place]]) {
      const found = root?.querySelector<HTMLElement>(target)
      if (found) return found
    }
    return null
  })
}

/** Moves the focus into a place, or closes it when the focus is there. */
export function toggle(place: BottomTab | 'lesson'): void {
  if (!isIn(place)) goTo(place)
  else if (place === 'lesson') {
    prefer({ lessonOpen: false })
    returnFrom('lesson')
  } else closeBottom()
}

/** Closes the lower panel. The focus returns to where it was before, or to the panel's tab. */
export function closeBottom(): void {
  const { bottomTab } = usePreferences.getState()
  const inside = isIn(bottomTab)
  prefer({ bottomOpen: false })
  if (inside || document.activeElement?.closest('.strip') !== null) returnFrom(bottomTab)
}

/** Leaves the place that has the focus, and closes what Escape closes there: the lower panel or the selection. */
export function leave(): void {
  const place = [...origins.keys()].find(isIn)
  if (place === undefined || place === 'inspect') select(null)
  if (place === undefined) return
  if (isBottomTab(place)) closeBottom()
  else returnFrom(place)
}

const isIn = (place: Place): boolean => rootOf(place)?.contains(document.activeElement) ?? false

function returnFrom(place: Place): void {
  const origin = origins.get(place)
  origins.delete(place)
  const tab = document.getElementById(`bottom-tab-${place}`)
  const target =
    origin instanceof HTMLElement && origin.isConnected && origin !== document.body ? origin : tab
  if (target !== null) target.focus()
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

let waiting = new AbortController()

/** Panels are loaded when they are first shown. The wait ends when the person goes elsewhere. */
function focusOnceThere(find: () => HTMLElement | null): void {
  waiting.abort()
  waiting = new AbortController()
  const { signal } = waiting
  const attempt = () => {
    const found = find()
    if (found === null || signal.aborted) return
    // Headings and texts take the focus only from here.
    if (!found.matches('button, input, a[href], [tabindex]')) found.tabIndex = -1
    found.focus()
    // A part that is still hidden while it loads takes no focus.
    if (document.activeElement === found) waiting.abort()
  }
  // In the next frame, because until then the page shows what was open before.
  requestAnimationFrame(() => {
    attempt()
    if (signal.aborted) return
    const observer = new MutationObserver(attempt)
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['style', 'hidden'] })
    signal.addEventListener('abort', () => observer.disconnect())
    for (const type of ['keydown', 'pointerdown'])
      document.addEventListener(type, () => waiting.abort(), { signal, capture: true })
  })
}
