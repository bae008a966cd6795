import type { VirtualTime } from './identifiers.ts'

/** An instant of a run where a part of its film begins. It changes nothing in the trace. */
export interface Chapter {
  readonly at: VirtualTime
  /** A name given by a person; null: the words of the first event after the instant. */
  readonly name: string | null
}

/** Most chapters of a run, so that their list can be read. */
export const maxChapters = 100
