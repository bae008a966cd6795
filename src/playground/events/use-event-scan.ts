import { useEffect, useReducer, useRef } from 'react'
import type { EventFilter, EventLog } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { EventScan } from './event-scan.ts'

/** Scanning time in each render: leaves most of a frame of 16 ms to the page, also where one segment takes 10 ms. */
const sliceMs = 6

interface EventScanOptions {
  /** Identifies the filter: with another key the scan starts anew. */
  readonly key: string
  readonly filter: EventFilter
  readonly from?: number
  readonly max?: number
}

interface ShownScan {
  /** Positions of the matches that the cursor shows, in order. */
  readonly positions: readonly number[]
  readonly isComplete: boolean
  /** From 0 to 1. */
  readonly progress: number
}

/** The shown events that match, including those that are shown later. Renders again until complete. */
export function useEventScan({ key, filter, from, max }: EventScanOptions): ShownScan {
  const log = useRun(({ log }) => log)
  const shown = useRun(({ throttled }) => throttled.events)
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  const current = useRef<{ readonly key: string; readonly log: EventLog; readonly scan: EventScan } | null>(
    null,
  )
  if (current.current?.key !== key || current.current.log !== log) {
    const bounds = { ...(from === undefined ? {} : { from }), ...(max === undefined ? {} : { max }) }
    current.current = { key, log, scan: new EventScan(log, filter, bounds) }
  }
  const { scan } = current.current
  const end = performance.now() + sliceMs
  scan.advance(() => performance.now() >= end)
  useEffect(() => {
    if (scan.isComplete) return undefined
    const timer = setTimeout(renderAgain)
    return () => clearTimeout(timer)
  })
  return {
    positions: scan.positionsBefore(shown),
    isComplete: scan.isComplete,
    progress: scan.progress,
  }
}
