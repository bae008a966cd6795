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
  private readonly link: RemoteLink

  constructor(link: RemoteLink, address: string, target: string) {
    this.link = link
    this.address = address
    this.target = target
    this.path = address + target
  }

  /** @throws for a message that cannot be encoded, so that its sender fails. */
  tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    this.link.send({
      kind: 'message',
      to: this.address,
      target: this.target,
      sender: sender === undefined ? null : this.link.outside(sender.path),
      message,
    })
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
