import { useEffect, useReducer, useRef } from 'react'
import { WaysOfWrites } from '../../narration/index.ts'
import type { EventLog } from '../../trace/index.ts'
import { EventScan } from '../events/event-scan.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { isBooked, JournalBook } from './journal-book.ts'

/** Reading time in each render: leaves most of a frame of 16 ms to the page. */
const sliceMs = 6

interface Reading {
  readonly log: EventLog
  readonly book: JournalBook
  /** Null for a scenario without readers. */
  readonly ways: WaysOfWrites | null
  readonly scan: EventScan
  /** Number of found positions that the book has. */
  read: number
}

/** The book and the ways of writes of the shown run, which grow in slices, and `isComplete` when the whole log is read. */
export function useJournalBook(): Pick<Reading, 'book' | 'ways'> & { readonly isComplete: boolean } {
  const { readers } = useScenario()
  const log = useRun(({ log }) => log)
  useRun(({ throttled }) => throttled.events)
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  const reading = useRef<Reading | null>(null)
  if (reading.current?.log !== log)
    reading.current = {
      log,
      book: new JournalBook(),
      ways: readers === undefined ? null : new WaysOfWrites(readers, id => log.byId(id)),
      scan: new EventScan(log, { matches: isBooked }, { from: log.firstHeld }),
      read: 0,
    }
  const { book, ways, scan } = reading.current
  const end = performance.now() + sliceMs
  scan.advance(() => performance.now() >= end)
  const { positions } = scan
  for (; reading.current.read < positions.length; reading.current.read++) {
    const position = positions[reading.current.read]!
    const event = log.at(position)
    if (event === undefined) continue
    book.add(position, event)
    ways?.add(position, event)
  }
  useEffect(() => {
    if (scan.isComplete) return undefined
    const timer = setTimeout(renderAgain)
    return () => clearTimeout(timer)
  })
  return { book, ways, isComplete: scan.isComplete }
}
