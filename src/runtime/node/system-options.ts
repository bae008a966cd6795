import type { ActorSystem, Behavior, SpawnOptions } from '../actor/index.ts'
import type { Boot } from '../participant.ts'
import type { LinkSettings } from '../remote/index.ts'
import { participantIdOf, systemNameOf } from './participant-address.ts'

export interface ActorSystemParticipantOptions {
  readonly boot: Boot
  /** `pekko://system@host:port`; the host is the participant's id. */
  readonly address: string
  /** The run's. */
  readonly seed: number
  readonly links: LinkSettings
  /** Messages handled in one virtual ms, the rest wait; null: all. */
  readonly maxMessagesPerMs: number | null
  /** The application: it lives at `/user`, and with its end the system ends. */
  readonly guardian?: Behavior<never>
  readonly guardianOptions?: SpawnOptions
  /** Starts the user's actors where there is no guardian that does, and whatever else the system needs. */
  readonly setup?: (system: ActorSystem) => void
}

/** What every system that takes part in a run has in common. */
export function systemOptions(options: ActorSystemParticipantOptions) {
  const { boot, address, seed, links, maxMessagesPerMs, guardian, guardianOptions, setup } = options
  return {
    boot,
    address,
    seed,
    links,
    maxMessagesPerMs,
    name: systemNameOf(address),
    addressToId: participantIdOf,
    traced: true,
    ...(guardian === undefined ? {} : { guardian }),
    ...(guardianOptions === undefined ? {} : { guardianOptions }),
    ...(setup === undefined ? {} : { setup }),
  }
}
