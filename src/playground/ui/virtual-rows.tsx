import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import './virtual-rows.css'

const rowHeight = 28

interface VirtualRowsProps {
  readonly label: string
  readonly count: number
  /** The id of a row in the page; null for a row that is no longer there. */
  readonly idOf: (row: number) => string | null
  readonly row: (row: number) => ReactNode
  readonly isSelected: (row: number) => boolean
  /** A click, Enter or the space bar. */
  readonly onChoose: (row: number) => void
  /** The keyboard moved to another row. */
  readonly onMove?: (row: number) => void
  readonly rowClass?: string
  /** Shown instead of an empty list. */
  readonly empty: string
}

/** A list of which only the visible rows are in the page. It follows new rows while it is scrolled to its end. */
export function VirtualRows({
  label,
  count,
  idOf,
  row,
  isSelected,
  onChoose,
  onMove,
  rowClass = '',
  empty,
}: VirtualRowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const [active, setActive] = useState(0)
  const projector = document.documentElement.hasAttribute('data-projector')
  const current = idOf(active)
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => (projector ? rowHeight * 1.25 : rowHeight),
    overscan: 8,
  })
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
      onMove?.(next)
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (current === null) return
      event.preventDefault()
      onChoose(active)
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
      {...(current === null || !shown.some(item => item.index === active)
        ? {}
        : { 'aria-activedescendant': current })}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (current === null || following.current) setActive(Math.max(0, count - 1))
      }}
      onScroll={event => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
        following.current = scrollHeight - scrollTop - clientHeight < rowHeight * 2
      }}
    >
      <div className="rows-inside" role="presentation" style={{ height: rows.getTotalSize() }}>
        {shown.map(item => {
          const id = idOf(item.index)
          if (id === null) return null
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
            <div
              key={id}
              id={id}
              className={`event-row ${rowClass}`}
              role="option"
              tabIndex={-1}
              aria-selected={isSelected(item.index)}
              aria-posinset={item.index + 1}
              aria-setsize={count}
              data-active={item.index === active || undefined}
              style={{ height: item.size, translate: `0 ${item.start}px` }}
              onClick={() => {
                setActive(item.index)
                onChoose(item.index)
              }}
            >
              {row(item.index)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
