import { InvalidMessage } from './actor-errors.ts'
import { withAddress } from './actor-path.ts'
import type { ActorRef } from './actor-ref.ts'
import type { LocalActorSystem } from './local-actor-system.ts'

/** A ref to an actor of another system: what it is told goes out at once, copied. */
export class RemoteActorRef implements ActorRef<unknown> {
  readonly path: string
  readonly address: string
  /** The path within its system. */
  readonly target: string
  private readonly system: LocalActorSystem

  constructor(system: LocalActorSystem, address: string, target: string) {
    this.system = system
    this.address = address
    this.target = target
    this.path = address + target
  }

  /** @throws when the message holds what cannot leave a system: the sender's fault, so it fails the sender. */
  tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    this.system.sendOut({
      kind: 'message',
      to: this.address,
      target: this.target,
      sender: sender === undefined ? null : withAddress(sender.path, this.system.address),
      message,
    })
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}
