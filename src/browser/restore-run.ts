import { type Conductor, Replay } from '../conductor/index.ts'
import type { Stores } from '../runtime/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import { canonicalJson } from '../trace/canonical-json.ts'
import type { VirtualTime } from '../trace/trace-event.ts'

/** The page may have seen less than was stored, but hardly by more than this. */
const furtherMs = 5000

export interface RestoreOptions {
  /** Just made, with hosts in this thread. */
  readonly conductor: Conductor
  readonly actions: readonly LoggedAction[]
  /** How far the run was seen to be computed. */
  readonly frontier: VirtualTime
  /** What the replayed database holds, and what IndexedDB does. */
  readonly replayed: Stores
  readonly stored: Stores
  readonly onProgress: (done: VirtualTime, of: VirtualTime) => void
}

/**
 * Computes a run again up to where its page was closed: to the instant seen, and on to the one at which the
 * database had stored what IndexedDB holds now. False when there is no such instant.
 */
export async function restoreRun(options: RestoreOptions): Promise<boolean> {
  const { conductor, actions, frontier, onProgress } = options
  const stepMs = Math.max(1000, Math.ceil(frontier / 50))
  const replay = new Replay(conductor, actions)
  for (let at = Math.min(stepMs, frontier); ; at = Math.min(at + stepMs, frontier)) {
    await replay.advanceTo(at)
    onProgress(at, frontier)
    if (at >= frontier) break
    await new Promise(resolve => setTimeout(resolve))
  }
  return catchUp(options)
}

async function catchUp({ conductor, replayed, stored }: RestoreOptions): Promise<boolean> {
  const wanted = await holding(stored)
  const latest = conductor.frontier + furtherMs
  for (;;) {
    const held = await holding(replayed)
    if (held.text === wanted.text) return true
    if (held.amount > wanted.amount || conductor.frontier >= latest) return false
    await conductor.round(latest, 1)
  }
}

interface Holding {
  readonly text: string
  /** Only grows. */
  readonly amount: number
}

async function holding({ journal, snapshots }: Stores): Promise<Holding> {
  const heads = await journal.heads()
  const saved = await snapshots.list()
  const text = canonicalJson({ heads: heads.filter(head => head.highestSequenceNr > 0), saved })
  const amount = heads.reduce((sum, head) => sum + head.highestSequenceNr + head.deletedTo, 0)
  return { text, amount }
}
