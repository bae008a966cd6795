import type { ParticipantId } from '../../trace/identifiers.ts'
import type { ParticipantKind } from '../../trace/trace-event.ts'
import type { Behavior, LocalActorSystem, SpawnOptions } from '../actor/index.ts'
import type { Boot, Command } from '../participant.ts'
import type { LinkSettings } from '../remote/index.ts'

export interface ActorParticipantOptions {
  readonly boot: Boot
  readonly kind: ParticipantKind
  /** The actor system's name. */
  readonly name: string
  /** `pekko://name@host:port` */
  readonly address: string
  readonly addressToId: (address: string) => ParticipantId | null
  readonly links: LinkSettings
  /** The run's seed. */
  readonly seed: number
  /** Maximum of messages handled in one virtual ms; null: no limit. */
  readonly maxMessagesPerMs: number | null
  readonly traced: boolean
  /** The application's guardian. Without one, `/user` is the parent of the actors that `setup` starts. */
  readonly guardian?: Behavior<never>
  readonly guardianOptions?: SpawnOptions
  /** Prepares the system at the instant of its start, before the guardian starts. */
  readonly setup?: (system: LocalActorSystem) => void
  /** Performs `Leave`, `PrepareForShutdown` and `Down`. The action is the cause of the resulting events. */
  readonly onCommand?: (system: LocalActorSystem, command: Command) => void
}
