import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { eventId, type TraceEvent } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { select, useFocus } from '../store/selection.ts'
import './event-rows.css'

const rowHeight = 28

interface EventRowsProps {
  readonly label: string
  /** Positions in the run's log. */
  readonly positions: readonly number[]
  readonly row: (event: TraceEvent) => ReactNode
  /** Shown instead of an empty list. */
  readonly empty: string
}

/** A list of events of which only the visible rows are in the page. It follows new events while it is scrolled to its end. */
export function EventRows({ label, positions, row, empty }: EventRowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const [active, setActive] = useState(0)
  const projector = document.documentElement.hasAttribute('data-projector')
  const selected = useFocus(({ selected }) => (selected?.type === 'event' ? selected.id : null))
  const log = useRun(({ log }) => log)
  const eventAt = (row: number): TraceEvent | undefined => log.at(positions[row] ?? -1)
  const current = eventAt(active)
  const rows = useVirtualizer({
    count: positions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (projector ? rowHeight * 1.25 : rowHeight),
    overscan: 8,
  })
  const count = positions.length
  const shown = rows.getVirtualItems()
  useEffect(() => {
    if (following.current && count > 0) rows.scrollToIndex(count - 1, { align: 'end' })
  }, [count, rows])

  const onKeyDown = (event: KeyboardEvent) => {
    const page = 10
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count }[
      event.key
    ]
    if (event.altKey) return
    if (move !== undefined) {
      event.preventDefault()
      const next = Math.max(0, Math.min(count - 1, active + move))
      setActive(next)
      following.current = next === count - 1
      rows.scrollToIndex(next)
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (current === undefined) return
      event.preventDefault()
      select({ type: 'event', id: eventId(current) })
    }
  }

  if (count === 0) return <p className="note rows-empty">{empty}</p>
  return (
    <div
      ref={scroller}
      className="event-rows"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      {...(current === undefined || !shown.some(item => item.index === active)
        ? {}
        : { 'aria-activedescendant': `event-${eventId(current)}` })}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (current === undefined || following.current) setActive(Math.max(0, count - 1))
      }}
      onScroll={event => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
        following.current = scrollHeight - scrollTop - clientHeight < rowHeight * 2
      }}
    >
      <div className="rows-inside" role="presentation" style={{ height: rows.getTotalSize() }}>
        {shown.map(item => {
          const event = eventAt(item.index)
          if (event === undefined) return null
          const id = eventId(event)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
            <div
              key={id}
              id={`event-${id}`}
              className="event-row"
              role="option"
              tabIndex={-1}
              aria-selected={selected === id}
              aria-posinset={item.index + 1}
              aria-setsize={count}
              data-active={item.index === active || undefined}
              style={{ height: item.size, translate: `0 ${item.start}px` }}
              onClick={() => {
                setActive(item.index)
                select({ type: 'event', id })
              }}
            >
              {row(event)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
