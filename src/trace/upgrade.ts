import type { Plain } from './plain.ts'

/** What a file held, before it is known to be an event or a run. */
export type Raw = { readonly [key: string]: Plain | undefined }

/**
 * How events of version n become events of version n + 1: the first entry leads from 1 to 2. One is added
 * whenever `traceVersion` is raised.
 */
const eventUpgrades: readonly ((event: Raw) => Raw)[] = [
  // 2: who decides about failures is told. What was told before stays as it was.
  event => event,
]

/** The same for run files and `runFileVersion`. */
const runFileUpgrades: readonly ((file: Raw) => Raw)[] = [
  // 2: supervision can be chosen, faults have kinds, bursts have a number. What was done before means the same.
  file => ({ ...file, header: { ...(file.header as Raw), version: 2 } as Plain }),
]

const upgraded = (steps: readonly ((raw: Raw) => Raw)[], raw: Raw, from: number): Raw =>
  steps.slice(from - 1).reduce((now, step) => step(now), raw)

export const upgradeEvent = (event: Raw, from: number): Raw => upgraded(eventUpgrades, event, from)

export const upgradeRunFile = (file: Raw, from: number): Raw => upgraded(runFileUpgrades, file, from)
