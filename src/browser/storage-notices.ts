import type { Notice, StorageFailureKind } from '../conductor/index.ts'
import type { VirtualTime } from '../trace/identifiers.ts'

type LossReason = Extract<Notice, { code: 'run-lost' }>['reason']

const because: Readonly<Record<LossReason, string>> = {
  quota: 'the browser has no more space for this page',
  cleared: 'it was deleted from this browser',
  blocked: 'the browser does not open its database for this page',
  unknown: "the browser's database failed",
  'not-replayable': 'this version of the page cannot replay it',
}

/** The tab's run before the reload cannot be restored. */
export const runLost = (reason: LossReason): Notice => ({
  code: 'run-lost',
  reason,
  text: `The run before the reload is lost, because ${because[reason]}. This is a new run.`,
})

/** Only the beginning of the tab's run before the reload was stored. */
export const runIncomplete = (reason: StorageFailureKind, until: VirtualTime): Notice => ({
  code: 'run-incomplete',
  reason,
  until,
  text: `This run is restored up to [${until}] ms. The rest was not stored, because ${because[reason]}.`,
})
