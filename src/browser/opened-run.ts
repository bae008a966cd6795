import type { RunController } from '../conductor/index.ts'
import type { Opened } from './open-request.ts'

/** A running run and its description for the page. */
export interface OpenRun {
  readonly controller: RunController
  readonly opened: Opened
}
