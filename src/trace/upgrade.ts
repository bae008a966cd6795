import { guessedPurpose } from './guessed-purpose.ts'
import type { Plain } from './plain.ts'

/** Content of a file before validation. */
export type Raw = { readonly [key: string]: Plain | undefined }

/** Upgrades of an event; entry n − 1 upgrades from version n to n + 1. Raising `traceVersion` adds one. */
const eventUpgrades: readonly ((event: Raw) => Raw)[] = [
  // 2 added the supervision rules to failures, as optional fields.
  event => event,
  // 3 changed the order of the conductor's events within an instant.
  event => event,
  // 4 added the protocol of messages, which older traces do not contain.
  event => ({ ...event, ...guessedPurpose(event) }),
  // 5 added events of links, of frozen participants and of acts on single messages.
  event => event,
  // 6 added `CodeEdited`.
  event => event,
  // 7 added `GossipChanged`, `LeaseChanged`, and the lease of a downing decision as an optional field.
  event => event,
  // 8 added `DatabaseFaultsChanged`.
  event => event,
]

const withVersion = (file: Raw, version: number): Raw => ({
  ...file,
  header: { ...(file.header as Raw), version } as Plain,
})

/** Upgrades of a run file; entry n − 1 upgrades from version n to n + 1. Raising `runFileVersion` adds one. */
const runFileUpgrades: readonly ((file: Raw) => Raw)[] = [
  // 2 added `Supervise`, kinds of faults and bursts. Actions of version 1 mean the same in version 2.
  file => withVersion(file, 2),
  // 3 orders the events of one instant by cause, so the hash of an older trace cannot be compared. It also renamed a
  // setting.
  ({ hash: _, ...file }) => withRenamedSetting(withVersion(file, 3), 'answerWithinMs', 'askTimeoutMs'),
  // 4 added protocols and askers to messages, so the hash of an older trace cannot be compared.
  ({ hash: _, ...file }) => withVersion(file, 4),
  // 5 added branches, `Reseed`, and actions on links and single messages. Those of version 4 mean the same and give the
  // same trace.
  file => withVersion(file, 5),
  // 6 added the other runs of a family and chapters, as optional fields.
  file => withVersion(file, 6),
  // 7 added `GossipChanged` to traces, so the hash of an older trace cannot be compared.
  ({ hash: _, ...file }) => withVersion(file, 7),
]

const withRenamedSetting = (file: Raw, before: string, after: string): Raw => {
  const { settings, ...header } = file.header as Raw
  if (typeof settings !== 'object' || settings === null || !(before in settings)) return file
  const { [before]: value, ...others } = settings as Raw
  return { ...file, header: { ...header, settings: { ...others, [after]: value } } as Plain }
}

const upgrade = (steps: readonly ((raw: Raw) => Raw)[], raw: Raw, from: number): Raw =>
  steps.slice(from - 1).reduce((value, step) => step(value), raw)

/** An event of version `from`, in the current version. */
export const upgradeEvent = (event: Raw, from: number): Raw => upgrade(eventUpgrades, event, from)

/** A run file of version `from`, in the current version. */
export const upgradeRunFile = (file: Raw, from: number): Raw => upgrade(runFileUpgrades, file, from)
