import type { Action, LoggedAction } from './action.ts'
import type { VirtualTime } from './identifiers.ts'
import type { OwnLamp } from './own-lamp.ts'
import type { Plain } from './plain.ts'

export const runFileFormat = 'actorium-run'
export const runFileVersion = 5

/** Longest text of a run file: 20 times that of a busy hour. Its parts are validated within half a second. */
export const maxRunFileCharacters = 2 ** 24

/** Most actions of a run, except reloads and deaths of workers: one each 4 s for 24 hours. */
export const maxActions = 20_000

/** Most actions of a run file, with reloads and deaths of workers. */
export const maxLoggedActions = maxActions + 1000

/** Most edited files of a run, and most characters of each: four times the longest behavior of the scenarios. */
export const maxEditedFiles = 8
export const maxEditedCharacters = 32_768

/** A file of a scenario with a text of a person's own. */
export interface EditedFile {
  /** Path below `src/scenarios`. */
  readonly file: string
  /** TypeScript. */
  readonly text: string
}

/** The settings of a run. Header and actions together determine the whole trace. */
export interface RunHeader {
  readonly format: typeof runFileFormat
  readonly version: typeof runFileVersion
  /** The build that wrote the file, for information only. */
  readonly build: string
  readonly scenario: string
  /** Whole number from 0 to 2^31 − 1. */
  readonly seed: number
  /** Settings of the scenario. A missing setting has the scenario's default. */
  readonly settings: { readonly [key: string]: Plain }
  /** Files that replace those of the scenario. It runs only in a sandbox; absent when nothing is edited. */
  readonly code?: readonly EditedFile[]
}

/** A recorded run. Playing its actions gives the same trace everywhere. No instant in it is later than `latestInstantMs`. */
export interface RunFile {
  readonly header: RunHeader
  /** In order; the n-th has `index` n. */
  readonly actions: readonly LoggedAction[]
  /** The instant up to which the run was played, in virtual ms; absent when unknown. */
  readonly until?: VirtualTime
  /** Hash of the trace up to and at `until`: 64 hexadecimal digits; absent when unknown. */
  readonly hash?: string
  /** Present in a branch. Its actions are complete nevertheless, so the parent is not needed to play it. */
  readonly branch?: BranchOrigin
  /** Lamps that a person added; absent when there are none. */
  readonly lamps?: readonly OwnLamp[]
}

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

/** The text of a run file. */
export const formatRunFile = (file: RunFile): string => `${JSON.stringify(file, null, 2)}\n`
