import { create } from 'zustand'
import type { RefusedAct } from '../../browser/index.ts'
import { type BranchChange, refuse, type VirtualTime } from '../../trace/index.ts'

/** The purpose of a replay. */
export type ReplayPurpose = 'grow' | 'switch' | 'load'

/** A branch that grew, for the sentence that says so. */
export interface Grown {
  readonly runId: string
  readonly parent: string
  readonly at: VirtualTime | null
  readonly change: BranchChange
  readonly refusedActs: readonly RefusedAct[]
}

interface Branching {
  /** The replay in progress; null: none. `share`: how much of it is done, from 0 to 1. */
  readonly replay: {
    readonly purpose: ReplayPurpose
    readonly to: VirtualTime
    readonly share: number
  } | null
  /** The last branch that grew, until a person dismisses it. */
  readonly grown: Grown | null
}

export const useBranching = create<Branching>()(() => ({ replay: null, grown: null }))

let cancel: AbortController | null = null
/** Settles with the replay in progress. */
let inProgress: Promise<unknown> = Promise.resolve()

/** Ends the replay in progress. The shown run stays as it was. */
export const cancelReplay = (): void => cancel?.abort(refuse('branch-cancelled'))

export const dismissGrown = (): void => useBranching.setState({ grown: null })

/** Resolves when no replay is in progress. */
export const replaysDone = async (): Promise<void> => {
  await inProgress.catch(() => undefined)
}

/** One replay after the other, each with its progress. */
export function replaying<T>(
  purpose: ReplayPurpose,
  to: VirtualTime,
  work: (signal: AbortSignal, onProgress: (done: number, of: number) => void) => Promise<T>,
): Promise<T> {
  const run = replaysDone().then(async () => {
    const abort = new AbortController()
    cancel = abort
    useBranching.setState({ replay: { purpose, to, share: 0 } })
    const onProgress = (done: number, of: number): void =>
      useBranching.setState({ replay: { purpose, to, share: Math.min(1, done / Math.max(1, of)) } })
    try {
      return await work(abort.signal, onProgress)
    } finally {
      cancel = null
      useBranching.setState({ replay: null })
    }
  })
  inProgress = run
  return run
}
