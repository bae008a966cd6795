import type { Action } from './action.ts'
import type { VirtualTime } from './identifiers.ts'
import type { Plain } from './plain.ts'

/** The origin of a branch. */
export interface BranchOrigin {
  /** Id of the run from which it grew, where that was stored. */
  readonly parent: string
  /** The last instant at which both runs are equal; null when they differ from the beginning. */
  readonly at: VirtualTime | null
  /** A name given by a person; null: none. */
  readonly name: string | null
  readonly change: BranchChange
}

/** The first difference between a branch and its parent. */
export type BranchChange =
  /** The branch goes on as if the parent had ended at the fork. */
  | { readonly type: 'none' }
  | { readonly type: 'act'; readonly action: Action }
  /** The parent's action after the fork is taken back. */
  | { readonly type: 'undo'; readonly action: Action }
  /** Settings that differ from the parent's, with their values in the branch. */
  | { readonly type: 'settings'; readonly settings: { readonly [key: string]: Plain } }
  /** Files whose text differs from the parent's. */
  | { readonly type: 'code'; readonly files: readonly string[] }
