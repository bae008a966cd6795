import type { ActorRef } from '../../actor/index.ts'
import { type Cell, InternalMail, type Origin } from '../../actor/internal.ts'

/** A handler that waits for its event to be stored, or for its turn if the event is only deferred. */
export interface Invocation {
  readonly event: unknown
  /** Null: deferred, so that it is not stored. */
  readonly sequenceNr: number | null
  readonly handler: (event: never) => void
  /** The sender of the command that was handled. */
  readonly sender: ActorRef<unknown>
  /** True: commands wait until the handler has run. */
  readonly stashing: boolean
}

/** The outcome of an invocation's write. A deferred invocation is always `stored`. */
export type Outcome =
  | { readonly type: 'stored' }
  | { readonly type: 'rejected'; readonly cause: Error }
  | { readonly type: 'failed'; readonly cause: Error }

export const stored: Outcome = { type: 'stored' }

/** An invocation whose turn it is. In the mailbox, so that a failed handler does not stop the ones behind it. */
export class InvocationMail extends InternalMail {
  readonly #run: () => void

  constructor(run: () => void) {
    super(null, null)
    this.#run = run
  }

  override open(cell: Cell, origin: Origin | null): void {
    const { tracer } = cell.system
    if (tracer !== null) {
      tracer.cause = origin?.cause ?? null
      tracer.rule = origin?.rule ?? null
    }
    this.#run()
  }
}
