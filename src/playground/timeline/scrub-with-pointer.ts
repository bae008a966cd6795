import type { Point } from '../canvas/flight-path.ts'
import { goToDecision, openLamp } from '../lamps/lamps.ts'
import { scrubTo } from '../store/acts.ts'
import { select } from '../store/selection.ts'
import type { TimelineView } from './timeline-view.ts'

/** Movement of the pointer, in px, from which on a press is a drag. */
const dragPx = 4

/**
 * Dragging moves the cursor, a press on a mark or a line goes there and selects it, a press on a name selects the
 * participant, the wheel zooms and pans. Returns the
 * function that ends it.
 */
export function scrubWithPointer(element: HTMLElement, view: TimelineView): () => void {
  const listening = new AbortController()
  let pressed: Point | null = null
  let dragging = false
  const pointOf = (event: MouseEvent) => {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const on = <T extends keyof HTMLElementEventMap>(
    type: T,
    listener: (event: HTMLElementEventMap[T]) => void,
  ) => element.addEventListener(type, listener, { signal: listening.signal, passive: false })

  on('pointerdown', event => {
    if (event.button !== 0) return
    pressed = pointOf(event)
    dragging = false
    element.setPointerCapture(event.pointerId)
  })
  on('pointermove', event => {
    if (pressed === null) return
    const point = pointOf(event)
    dragging ||= Math.hypot(point.x - pressed.x, point.y - pressed.y) > dragPx
    if (dragging) void scrubTo(view.instantAt(point.x))
  })
  on('pointerup', event => {
    if (pressed === null) return
    pressed = null
    if (dragging) return
    const point = pointOf(event)
    const lamp = view.redLampAt(point)
    if (lamp !== null) {
      openLamp(lamp.id)
      return void goToDecision(lamp)
    }
    const name = view.nameAt(point)
    if (name !== null) return select({ type: 'participant', id: name })
    const found = view.eventAt(point)
    void scrubTo(found?.at ?? view.instantAt(point.x))
    if (found !== null) select({ type: 'event', id: found.event })
  })
  on('pointercancel', () => {
    pressed = null
  })
  on('wheel', event => {
    event.preventDefault()
    const { deltaX, deltaY, shiftKey } = event
    if (shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) view.panBy(shiftKey ? deltaY : deltaX)
    else view.zoomAt(pointOf(event).x, 1.002 ** deltaY)
  })
  on('dblclick', () => view.showWhole())
  return () => listening.abort()
}
