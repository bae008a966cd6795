import type { Protocol } from '../../../trace/protocol.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { InvalidMessage } from '../base/actor-errors.ts'
import type { Cell, RemoteTarget } from '../kernel/ports.ts'
import type { RemoteLink } from './remote-link.ts'

/** A ref to an actor of another system. A message is encoded and sent at once. */
export class RemoteActorRef implements RemoteTarget {
  readonly path: string
  readonly address: string
  /** The path within its system. */
  readonly target: string
  readonly '~asker': string | null | undefined
  readonly '~protocol': Protocol | undefined
  private readonly link: RemoteLink

  constructor(link: RemoteLink, address: string, target: string, asker?: string | null, protocol?: Protocol) {
    this.link = link
    this.address = address
    this.target = target
    this.path = address + target
    this['~asker'] = asker
    this['~protocol'] = protocol
  }

  /** A ref to the same actor with these marks for the trace. */
  marked(asker: string | null | undefined, protocol: Protocol | undefined): RemoteActorRef {
    return new RemoteActorRef(this.link, this.address, this.target, asker, protocol)
  }

  /** @throws for a message that cannot be encoded, so that its sender fails. */
  tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    this.link.send(
      {
        kind: 'message',
        to: this.address,
        target: this.target,
        sender: sender === undefined ? null : this.link.outside(sender.path),
        message,
      },
      this,
      sender,
    )
  }

  addWatcher(watcher: Cell): void {
    this.link.watch.add(this, watcher)
  }

  removeWatcher(watcher: Cell): void {
    this.link.watch.remove(this, watcher)
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}
