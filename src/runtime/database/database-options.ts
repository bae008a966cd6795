import type { Boot } from '../participant.ts'
import type { Stores } from '../persistence/index.ts'
import type { LinkSettings } from '../remote/index.ts'
import type { DatabaseSettings } from './database-settings.ts'

export interface DatabaseOptions {
  readonly boot: Boot
  /** `pekko://Database@database:5432` */
  readonly address: string
  /** The run's seed. */
  readonly seed: number
  /** The stores survive this incarnation. */
  readonly stores: Stores
  readonly settings: DatabaseSettings
  readonly links: LinkSettings
  /** Default true. */
  readonly traced?: boolean
}
