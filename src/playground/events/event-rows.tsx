import type { ReactNode } from 'react'
import { eventId, type TraceEvent } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { select, useFocus } from '../store/selection.ts'
import { VirtualRows } from '../ui/virtual-rows.tsx'

interface EventRowsProps {
  readonly label: string
  /** Positions in the run's log. */
  readonly positions: readonly number[]
  readonly row: (event: TraceEvent) => ReactNode
  /** Shown instead of an empty list. */
  readonly empty: string
}

/** A list of events; a click selects one. */
export function EventRows({ label, positions, row, empty }: EventRowsProps) {
  const selected = useFocus(({ selected }) => (selected?.type === 'event' ? selected.id : null))
  const log = useRun(({ log }) => log)
  const eventAt = (row: number): TraceEvent | undefined => log.at(positions[row] ?? -1)
  const idAt = (row: number): string | null => {
    const event = eventAt(row)
    return event === undefined ? null : eventId(event)
  }
  return (
    <VirtualRows
      label={label}
      count={positions.length}
      empty={empty}
      idOf={index => {
        const id = idAt(index)
        return id === null ? null : `event-${id}`
      }}
      row={index => {
        const event = eventAt(index)
        return event === undefined ? null : row(event)
      }}
      isSelected={index => selected !== null && idAt(index) === selected}
      onChoose={index => {
        const id = idAt(index)
        if (id !== null) select({ type: 'event', id })
      }}
    />
  )
}
