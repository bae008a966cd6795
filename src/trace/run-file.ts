import type { LoggedAction } from './action.ts'
import type { VirtualTime } from './identifiers.ts'
import type { Plain } from './plain.ts'

export const runFileFormat = 'actorium-run'
export const runFileVersion = 2

/** All that, with the actions, determines a run. */
export interface RunHeader {
  readonly format: typeof runFileFormat
  readonly version: typeof runFileVersion
  /** Which build wrote it: only told, never compared for equality of behaviour. */
  readonly build: string
  readonly scenario: string
  /** 0 … 2^31 − 1. */
  readonly seed: number
  /** Scenario settings as plain data; what is missing takes the scenario's default. */
  readonly settings: { readonly [key: string]: Plain }
}

/**
 * A run file: header, actions, and how far it was played (`until`) with the hash there, if known. No instant in it is later
 * than `latestInstantMs`.
 */
export interface RunFile {
  readonly header: RunHeader
  readonly actions: readonly LoggedAction[]
  readonly until?: VirtualTime
  readonly hash?: string
}
