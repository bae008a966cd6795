import type { LoggedAction } from './action.ts'
import type { BranchOrigin } from './branch-origin.ts'
import type { Chapter } from './chapter.ts'
import type { EditedFile } from './edited-file.ts'
import type { VirtualTime } from './identifiers.ts'
import type { OwnLamp } from './own-lamp.ts'
import type { Plain } from './plain.ts'
import type { RunFamily } from './run-family.ts'

export const runFileFormat = 'actorium-run'
export const runFileVersion = 7

/** Longest text of a run file: 20 times that of a busy hour. Its parts are validated within half a second. */
export const maxRunFileCharacters = 2 ** 24

/** Most actions of a run, except reloads and deaths of workers: one each 4 s for 24 hours. */
export const maxActions = 20_000

/** Most actions of a run file, with reloads and deaths of workers. */
export const maxLoggedActions = maxActions + 1000

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
  /** Chapters that a person chose; absent when they are those that the trace suggests. */
  readonly chapters?: readonly Chapter[]
  /** The run from which this one grew and all their branches; absent when there are none. */
  readonly family?: RunFamily
}

/** The text of a run file. */
export const formatRunFile = (file: RunFile): string => `${JSON.stringify(file, null, 2)}\n`
