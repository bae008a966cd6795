import { type Conductor, Replay } from '../conductor/index.ts'
import type { Stores } from '../runtime/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import { canonicalJson } from '../trace/canonical-json.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { replayInSteps } from './replay-in-steps.ts'

/** Limit of the catch-up in virtual ms: the database may have stored more than the page received, but hardly by more. */
const catchUpMs = 5000

export interface RestoreOptions {
  /** A new conductor with hosts in this thread. */
  readonly conductor: Conductor
  readonly actions: readonly LoggedAction[]
  /** Virtual time that the page had received. */
  readonly frontier: VirtualTime
  /** Stores of the replayed database, and the stores in IndexedDB. */
  readonly replayed: Stores
  readonly stored: Stores
  readonly onProgress: (done: VirtualTime, of: VirtualTime) => void
}

/**
 * Replays a run up to the moment at which its page was closed: to `frontier`, and then to the instant at which the
 * replayed stores equal those in IndexedDB. Returns false if there is no such instant.
 */
export async function restoreRun(options: RestoreOptions): Promise<boolean> {
  const { conductor, actions, frontier, onProgress } = options
  await replayInSteps(new Replay(conductor, actions), frontier, onProgress)
  return catchUp(options)
}

async function catchUp({ conductor, replayed, stored }: RestoreOptions): Promise<boolean> {
  const target = await summaryOf(stored)
  const latest = conductor.frontier + catchUpMs
  for (;;) {
    const current = await summaryOf(replayed)
    if (current.text === target.text) return true
    if (current.amount > target.amount || conductor.frontier >= latest) return false
    await conductor.round(latest, 1)
  }
}

interface StoreSummary {
  readonly text: string
  /** Grows with each stored and deleted event and never decreases, so the catch-up has failed once it is above the target's. */
  readonly amount: number
}

async function summaryOf({ journal, snapshots }: Stores): Promise<StoreSummary> {
  const heads = await journal.heads()
  const saved = await snapshots.list()
  const text = canonicalJson({ heads: heads.filter(head => head.highestSequenceNr > 0), saved })
  const amount = heads.reduce((sum, head) => sum + head.highestSequenceNr + head.deletedTo, 0)
  return { text, amount }
}
