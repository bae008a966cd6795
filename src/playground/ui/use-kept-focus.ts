import { type RefObject, useEffect } from 'react'

const focusable = ':is(button, input, select, textarea, a[href], summary, [tabindex="0"]):not(:disabled)'

const focusablesIn = (root: Element): readonly HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(focusable),
]

/**
 * Moves the focus on when the focused control is removed or disabled, to the control that then follows at its place. The
 * browser would leave the focus on the page behind the element, where no key reaches the element.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current
    if (element === null) return
    let focused: HTMLElement | null = null
    /** The controls before the focused one, the nearest first. */
    let before: readonly HTMLElement[] = []
    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return
      focused = target
      const controls = focusablesIn(element)
      before = controls.slice(0, Math.max(0, controls.indexOf(target))).reverse()
    }
    const observer = new MutationObserver(() => {
      if (focused === null || (focused.isConnected && !focused.matches(':disabled'))) return
      const { activeElement } = document
      if (activeElement !== focused && activeElement !== document.body) return
      const controls = focusablesIn(element)
      const last = before.find(control => controls.includes(control))
      const next = last === undefined ? 0 : controls.indexOf(last) + 1
      controls.at(Math.min(next, controls.length - 1))?.focus()
    })
    element.addEventListener('focusin', onFocusIn)
    observer.observe(element, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    return () => {
      element.removeEventListener('focusin', onFocusIn)
      observer.disconnect()
    }
  }, [root])
}
