import type { ActorRef } from '../api/actor-ref.ts'
import { InvalidMessage } from '../base/actor-errors.ts'
import type { Cell } from '../kernel/cell.ts'
import type { Remoting } from './remoting.ts'

/** A ref to an actor of another system: what it is told goes out at once, copied. */
export class RemoteActorRef implements ActorRef<unknown> {
  readonly path: string
  readonly address: string
  /** The path within its system. */
  readonly target: string
  private readonly remoting: Remoting

  constructor(remoting: Remoting, address: string, target: string) {
    this.remoting = remoting
    this.address = address
    this.target = target
    this.path = address + target
  }

  /** @throws when the message holds what cannot leave a system: the sender's fault, so it fails the sender. */
  tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    this.remoting.send({
      kind: 'message',
      to: this.address,
      target: this.target,
      sender: sender === undefined ? null : this.remoting.outside(sender.path),
      message,
    })
  }

  addWatcher(watcher: Cell): void {
    this.remoting.watch.add(this, watcher)
  }

  removeWatcher(watcher: Cell): void {
    this.remoting.watch.remove(this, watcher)
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}
