import { computeAccessibleName, getRole } from 'dom-accessibility-api'

/** A control of the page, as a person or a screen reader finds it. `name` may be the beginning of its accessible name. */
export interface ControlPointer {
  readonly role: string
  readonly name: string
}

/** Wall ms between two looks for controls that were not there, such as buttons of a closed panel. */
const lookEveryMs = 400

const candidates = 'button, a[href], input, select, summary, [role]'
const mark = 'data-pointed'

function find({ role, name }: ControlPointer): HTMLElement | null {
  for (const element of document.querySelectorAll<HTMLElement>(candidates)) {
    if (getRole(element) !== role || !element.checkVisibility()) continue
    const text = computeAccessibleName(element)
    // A name in Japanese has no spaces, so its words end anywhere.
    if (text === name || text.startsWith(`${name} `)) return element
  }
  return null
}

/**
 * Marks controls of the page, so that styles can point at them, until the returned function is called. The first pointer of
 * each list that is found counts: the button, or else the tab that shows it.
 */
export function pointAt(lists: readonly (readonly ControlPointer[])[]): () => void {
  let marked: readonly HTMLElement[] = []
  const look = () => {
    const found = lists.flatMap(list => {
      for (const pointer of list) {
        const control = find(pointer)
        if (control !== null) return [control]
      }
      return []
    })
    for (const element of marked) if (!found.includes(element)) element.removeAttribute(mark)
    for (const element of found) element.setAttribute(mark, '')
    marked = found
  }
  if (lists.length === 0) return () => undefined
  look()
  const timer = setInterval(look, lookEveryMs)
  return () => {
    clearInterval(timer)
    for (const element of marked) element.removeAttribute(mark)
  }
}
