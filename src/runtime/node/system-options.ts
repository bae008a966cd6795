import { systemOf } from '../../trace/actor-path.ts'
import type { ActorSystem, Behavior, SpawnOptions } from '../actor/index.ts'
import type { Boot } from '../participant.ts'
import type { LinkSettings } from '../remote/index.ts'
import { participantIdOf } from './participant-address.ts'

export interface ActorSystemParticipantOptions {
  readonly boot: Boot
  /** `pekko://system@host:port`; the host is the participant's id. */
  readonly address: string
  /** The run's seed. */
  readonly seed: number
  readonly links: LinkSettings
  /** Maximum of messages handled in one virtual ms, the rest wait; null: no limit. */
  readonly maxMessagesPerMs: number | null
  /** The application's guardian at `/user`. The system ends with it. */
  readonly guardian?: Behavior<never>
  readonly guardianOptions?: SpawnOptions
  /** Starts the extensions that the system needs, and the user's actors of a system without a guardian. */
  readonly setup?: (system: ActorSystem) => void
}

/** The options shared by all actor systems of a run. */
export function systemOptions(options: ActorSystemParticipantOptions) {
  const { boot, address, seed, links, maxMessagesPerMs, guardian, guardianOptions, setup } = options
  return {
    boot,
    address,
    seed,
    links,
    maxMessagesPerMs,
    name: systemOf(address),
    addressToId: participantIdOf,
    traced: true,
    ...(guardian === undefined ? {} : { guardian }),
    ...(guardianOptions === undefined ? {} : { guardianOptions }),
    ...(setup === undefined ? {} : { setup }),
  }
}
