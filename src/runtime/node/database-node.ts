import { DatabaseParticipant, defaultDatabaseSettings } from '../database/index.ts'
import type { Boot } from '../participant.ts'
import type { Stores } from '../persistence/index.ts'
import type { LinkSettings } from '../remote/index.ts'

export interface DatabaseNodeOptions {
  readonly boot: Boot
  readonly address: string
  readonly seed: number
  readonly links: LinkSettings
  /** Virtual ms between a request's arrival and its answer, both bounds inclusive. */
  readonly latency: { readonly minMs: number; readonly maxMs: number }
  /** The stores survive the database. */
  readonly stores: Stores
  /** False: two events of one persistence id may have the same number. Default true. */
  readonly uniqueSequenceNrs?: boolean
}

/**
 * Creates a database that, like Pekko's journals, refuses a used sequence number, unless its options say otherwise.
 *
 * @example
 * const create = (boot: Boot) =>
 *   createDatabase({
 *     boot,
 *     address: 'pekko://Database@database:5432',
 *     seed: 1,
 *     links: { default: { minMs: 1, maxMs: 5 } },
 *     latency: { minMs: 1, maxMs: 3 },
 *     stores: inMemoryStores(),
 *   })
 */
export function createDatabase({
  latency,
  uniqueSequenceNrs = defaultDatabaseSettings.uniqueSequenceNrs,
  ...options
}: DatabaseNodeOptions): DatabaseParticipant {
  return new DatabaseParticipant({ ...options, settings: { latency, uniqueSequenceNrs } })
}
