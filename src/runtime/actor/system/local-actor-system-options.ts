import type { VirtualTime } from '../../../trace/identifiers.ts'
import type { Random } from '../../random.ts'
import type { Tracer } from '../../tracer.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Mailboxes } from '../api/mailbox-selector.ts'
import type { SpawnOptions } from '../api/spawn-options.ts'
import type { Cell, Instrumentation, Interactions, KernelSystem, Remoting } from '../kernel/ports.ts'
import type { DeadLetterLogSettings } from '../kernel/services.ts'

export interface LocalActorSystemOptions extends DeadLetterLogSettings {
  readonly name: string
  /** `pekko://name@host:port` */
  readonly address: string
  /** Number of this incarnation. */
  readonly uid: number
  readonly random: Random
  /** Null: nothing is traced. A tracer needs `instrumentation`. */
  readonly tracer: Tracer | null
  /** Lets a person watch the system and interfere with it. Default: none, and its code is not loaded. */
  readonly instrumentation?: Instrumentation
  /** Adapters, receive timeouts, pipes, … Default: none, and calls that need them throw. */
  readonly interactions?: Interactions
  /** The virtual instant at which the system starts. */
  readonly now: VirtualTime
  /** Number of messages that are handled in one virtual ms, the rest wait; null: no limit. */
  readonly maxMessagesPerMs: number | null
  /** The way to other systems, as `remoting(…)` makes it. Default: none. */
  readonly remoting?: (system: KernelSystem) => Remoting
  /** Copies messages between local actors too. Default: they are passed by reference. */
  readonly copyLocal?: (message: unknown) => unknown
  /**
   * The application's guardian, which becomes `/user`. Its end, by its own choice or by a failure, ends the system.
   * Default: an implicit guardian that is the parent of actors from `spawn` and outlives their failures.
   */
  readonly guardian?: Behavior<never>
  readonly guardianOptions?: SpawnOptions
  /** For `MailboxSelector.fromConfig`. */
  readonly mailboxes?: Mailboxes
  /** Makes the whole participant busy, for `context.block(ms, 'node')`. Default: only the calling actor is busy. */
  readonly blockNode?: (ms: number) => void
  /** Called with the item that an actor is about to handle. */
  readonly beforeTurn?: (cell: Cell, item: unknown) => void
  /**
   * For a driver in real time: called when there is something to do while the driver waits. The driver may enter the
   * present instant at once, but must run the turns later, not within this call.
   */
  readonly wake?: () => void
}
