import type { LoggedAction } from './action.ts'
import type { BranchOrigin } from './branch-origin.ts'
import type { Chapter } from './chapter.ts'
import type { EditedFile } from './edited-file.ts'
import type { VirtualTime } from './identifiers.ts'
import type { OwnLamp } from './own-lamp.ts'
import type { Plain } from './plain.ts'

/** Most lanes of a run file beside its own: the page keeps 30 branches of a run. */
export const maxFiledLanes = 60

/** The names of a run within its family. */
export interface LaneTag {
  /** By which `BranchOrigin.parent` of the other lanes names it. */
  readonly id: string
  /** Counts the branches of the family from 1, for a branch without a name; 0: the root. */
  readonly number: number
  /** A name given by a person to the root; null: none. */
  readonly name: string | null
}

/** A run of the family that is not the one of the file. Its scenario and seed are those of the file. */
export interface FiledLane extends LaneTag {
  readonly settings: { readonly [key: string]: Plain }
  /** Edited files; absent when there are none. */
  readonly code?: readonly EditedFile[]
  /** All actions from 0 on, so that the lane can be played without its parent. */
  readonly actions: readonly LoggedAction[]
  /** The instant up to which the lane was played, in virtual ms. */
  readonly until: VirtualTime
  /** Null for the root. A parent that is in no lane of the file was deleted. */
  readonly branch: BranchOrigin | null
  /** Lamps that a person added; absent when there are none. */
  readonly lamps?: readonly OwnLamp[]
  /** Chapters that a person chose; absent when they are those that the trace suggests. */
  readonly chapters?: readonly Chapter[]
}

/** The lanes of a run: the run of the file, the run from which it grew, and their branches. */
export interface RunFamily {
  readonly shown: LaneTag
  /** Every lane after its parent. */
  readonly others: readonly FiledLane[]
}
