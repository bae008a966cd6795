import { createContext, useContext } from 'react'
import type { Session } from '../../conductor/session.ts'
import type { Refused } from '../../trace/index.ts'

export interface OpenRequest {
  readonly scenario: string
  readonly seed?: number
  /** Begin anew even where a run could be taken up again. */
  readonly fresh?: boolean
}

/** What a person must know about how the run is held. */
export type Notice = 'memory-only' | 'second-tab'

export interface OpenedRun {
  readonly session: Session
  /** Taken up after the page was reloaded: a power failure. */
  readonly restored: boolean
  readonly notices: readonly Notice[]
}

export type OpenRun = (request: OpenRequest) => Promise<OpenedRun | Refused>

/** How the page gets another run. */
export interface Opening {
  readonly open: (request: OpenRequest) => Promise<void>
}

export const OpeningContext = createContext<Opening>({ open: async () => {} })
export const useOpening = (): Opening => useContext(OpeningContext)
