import { type KeyboardEvent, type RefCallback, useCallback, useRef } from 'react'

interface RovingFocusProps {
  readonly ref: RefCallback<HTMLElement>
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** Attributes whose change can make an element a tab stop, or end that. */
const watched = ['disabled', 'aria-hidden', 'tabindex']

/**
 * Makes the elements of a group one tab stop, as WAI-ARIA describes for toolbars: the arrow keys move the focus between
 * them, and Tab leaves the group. An element inside that uses an arrow key itself prevents its default.
 *
 * @param items selector of the elements; by default all buttons, links and form controls
 * @param first selector of the element that Tab reaches first; by default the first one
 */
export function useRovingFocus(
  items = 'button, a[href], input, select, summary',
  first: string | null = null,
): RovingFocusProps {
  const group = useRef<RovingGroup | null>(null)
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return
      const roving = new RovingGroup(element, items, first)
      group.current = roving
      return () => roving.end()
    },
    [items, first],
  )
  const onKeyDown = useCallback((event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const direction = directionOf(event.key, event.target)
    if (direction !== 0 && group.current?.move(direction) === true) event.preventDefault()
  }, [])
  return { ref, onKeyDown }
}

/** 0: the key does not move the focus. A slider and a list of options keep the vertical keys for their value. */
function directionOf(key: string, target: EventTarget): -1 | 0 | 1 {
  const ownsVertical = target instanceof Element && target.matches('input, select')
  if (key === 'ArrowRight' || (key === 'ArrowDown' && !ownsVertical)) return 1
  if (key === 'ArrowLeft' || (key === 'ArrowUp' && !ownsVertical)) return -1
  return 0
}

/** Keeps `tabindex` in the page's elements and not in React's, so that a group can contain components that know nothing of it. */
class RovingGroup {
  readonly #element: HTMLElement
  readonly #items: string
  readonly #first: string | null
  readonly #observer = new MutationObserver(() => this.#update())
  /** The element that had the focus last. */
  #visited: HTMLElement | null = null

  constructor(element: HTMLElement, items: string, first: string | null) {
    this.#element = element
    this.#items = items
    this.#first = first
    element.addEventListener('focusin', this.#onFocus)
    this.#observer.observe(element, { childList: true, subtree: true, attributeFilter: watched })
    this.#update()
  }

  end(): void {
    this.#element.removeEventListener('focusin', this.#onFocus)
    this.#observer.disconnect()
  }

  /** Moves the focus to the next visible element. Returns false when the focus is on none of the elements. */
  move(direction: 1 | -1): boolean {
    const found = this.#found()
    const from = found.indexOf(document.activeElement as HTMLElement)
    if (from < 0) return false
    for (let place = from + direction; ; place += direction) {
      const next = found[place]
      if (next === undefined) return true
      if (!next.checkVisibility()) continue
      next.focus()
      return true
    }
  }

  readonly #onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || !this.#found().includes(target)) return
    this.#visited = target
    this.#update()
  }

  #found(): HTMLElement[] {
    return [...this.#element.querySelectorAll<HTMLElement>(this.#items)].filter(
      item => !item.matches(':disabled, [aria-hidden="true"]'),
    )
  }

  #update(): void {
    const found = this.#found()
    const stop =
      found.find(item => item === this.#visited) ??
      found.find(item => this.#first !== null && item.matches(this.#first)) ??
      found[0]
    for (const item of found) {
      const tabIndex = item === stop ? 0 : -1
      // The attribute, because a link has the property 0 without it.
      if (item.getAttribute('tabindex') !== String(tabIndex)) item.tabIndex = tabIndex
    }
  }
}
