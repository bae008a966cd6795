import type { ActorRef } from '../api/actor-ref.ts'
import type { OutboundMessage } from '../api/outbound-message.ts'
import type { Cell, RemoteTarget } from '../kernel/ports.ts'

/** A message for another system. The link adds the fields about the sending actor, the trace and quarantine. */
export type LinkMessage = Omit<OutboundMessage, 'from' | 'traced' | 'user' | 'purpose' | 'notFor'>

/** The way to other systems, as remote refs and remote watches see it. */
export interface RemoteLink {
  readonly watch: {
    add(target: RemoteTarget & { readonly target: string }, watcher: Cell): void
    remove(target: RemoteTarget & { readonly target: string }, watcher: Cell): void
  }
  /** `ref` and `sender`: of a message, those that it was sent with; a notice has none. */
  send(message: LinkMessage, ref?: ActorRef<never>, sender?: ActorRef<never>): void
  /** A path of this system with its address. */
  outside(path: string): string
  /** The node at the address was removed, and no other incarnation of it is known. */
  isGone(address: string): boolean
}
