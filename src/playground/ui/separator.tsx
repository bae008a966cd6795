import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import './separator.css'

/** Bounds of a size. */
interface Bounds {
  readonly min: number
  readonly max: number
}

interface SeparatorProps {
  readonly label: string
  /** `across`: it moves to the left and to the right, between two columns. */
  readonly moves: 'across' | 'down'
  /** Size of the panel after the separator, in `unit`. */
  readonly size: number
  readonly unit: 'px' | '%'
  /** Bounds of that size, in px, for the room in px that both panels share. */
  readonly bounds: (room: number) => Bounds
  readonly onSize: (size: number) => void
  /** Called by a double click. */
  readonly onReset: () => void
}

/** Share of the room by which an arrow key moves a separator. */
const keyStep = 0.05

/** The line between two panels, which is moved by pointer and by arrow keys, Home and End. */
export function Separator({ label, moves, size, unit, bounds, onSize, onReset }: SeparatorProps) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly size: number } | null>(null)
  const across = moves === 'across'
  const measure = (separator: HTMLElement) => {
    // With its border, as the style of the panel counts it.
    const px = (element: Element | null) => element?.getBoundingClientRect()[across ? 'width' : 'height'] ?? 0
    return { room: px(separator.parentElement), now: px(separator.nextElementSibling) }
  }
  const resize = (room: number, px: number) => {
    const { min, max } = bounds(room)
    const kept = Math.max(min, Math.min(max, px))
    onSize(unit === 'px' ? kept : (kept / room) * 100)
  }
  const placeOf = ({ clientX, clientY }: PointerEvent) => (across ? clientX : clientY)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { room, now } = measure(event.currentTarget)
    const sizes: Readonly<Record<string, number>> = {
      [across ? 'ArrowLeft' : 'ArrowUp']: now + room * keyStep,
      [across ? 'ArrowRight' : 'ArrowDown']: now - room * keyStep,
      Home: 0,
      End: room,
    }
    const px = sizes[event.key]
    if (px === undefined) return
    event.preventDefault()
    resize(room, px)
  }
  const { min, max } = bounds(across ? window.innerWidth : window.innerHeight)
  const asShare = (px: number) => Math.round(unit === 'px' ? px : (px / window.innerHeight) * 100)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is a widget, which `hr` is not
    <div
      className="separator"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={across ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(size)}
      aria-valuemin={asShare(min)}
      aria-valuemax={asShare(max)}
      data-moving={drag !== null || undefined}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
      onPointerDown={event => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag({ from: placeOf(event), size: measure(event.currentTarget).now })
      }}
      onPointerMove={event => {
        if (drag === null) return
        resize(measure(event.currentTarget).room, drag.size + drag.from - placeOf(event))
      }}
      onLostPointerCapture={() => setDrag(null)}
    />
  )
}
