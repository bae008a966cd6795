import { DatabaseParticipant, defaultDatabaseSettings } from '../database/index.ts'
import type { Boot } from '../participant.ts'
import type { Stores } from '../persistence/index.ts'
import type { LinkSettings } from '../remote/index.ts'

export interface DatabaseNodeOptions {
  readonly boot: Boot
  readonly address: string
  readonly seed: number
  readonly links: LinkSettings
  readonly latency: { readonly minMs: number; readonly maxMs: number }
  /** They outlive it. */
  readonly stores: Stores
}

/** The database, with Pekko-like strictness: a sequence number is given once. */
export function createDatabase({ latency, ...options }: DatabaseNodeOptions): DatabaseParticipant {
  return new DatabaseParticipant({ ...options, settings: { ...defaultDatabaseSettings, latency } })
}
