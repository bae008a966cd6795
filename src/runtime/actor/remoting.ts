import type { Envelope } from '../participant.ts'
import { withAddress } from './actor-path.ts'
import type { ActorRef } from './actor-ref.ts'
import type { LocalActorSystem } from './local-actor-system.ts'
import { Origin } from './mail.ts'
import type { OutboundMessage } from './outbound-message.ts'
import { RemoteActorRef } from './remote-actor-ref.ts'
import { RemoteSubscriptions } from './remote-subscriptions.ts'
import { RemoteWatch } from './remote-watch.ts'

/** Takes what is for other systems, at once; what it throws fails the sender. */
export type Outbound = (message: OutboundMessage) => void

/** How a system reaches others, and is reached by them. It is given to a system, so that others need not load it. */
export class Remoting {
  readonly watch: RemoteWatch
  readonly subscriptions: RemoteSubscriptions
  private readonly system: LocalActorSystem
  private readonly outbound: Outbound

  constructor(system: LocalActorSystem, outbound: Outbound) {
    this.system = system
    this.outbound = outbound
    this.watch = new RemoteWatch(this)
    this.subscriptions = new RemoteSubscriptions(system)
  }

  refTo(address: string, target: string): RemoteActorRef {
    return new RemoteActorRef(this, address, target)
  }

  isRemote(ref: ActorRef<never> | null): ref is RemoteActorRef {
    return ref instanceof RemoteActorRef
  }

  /** A path of this system, as others know it. */
  outside(path: string): string {
    return withAddress(path, this.system.address)
  }

  send(message: Omit<OutboundMessage, 'from' | 'traced' | 'user'>): void {
    const { current, tracing } = this.system
    this.outbound({
      kind: message.kind,
      to: message.to,
      target: message.target,
      sender: message.sender ?? (current === null ? null : this.outside(current.path)),
      message: message.message,
      from: current?.path ?? null,
      traced: tracing !== null && (current === null || tracing.mayTrace(current)),
      user: (current?.user ?? false) || message.target.startsWith('/user/'),
    })
  }

  /** Puts an envelope where it belongs. Its message must be decoded: refs are refs. */
  deliver(envelope: Envelope, message: unknown): void {
    if (envelope.sender !== null) this.watch.heardFrom(envelope.sender)
    this.system.under(envelope.sent, null, () => this.take(envelope, message))
  }

  /** For what was handed to `outbound` and has no receiver: a dead letter, or at once the end of what is watched. */
  undeliverable({ kind, to, target, sender, message }: OutboundMessage): void {
    const { system } = this
    if (kind === 'message') {
      system.deadLetter(message, to + target, sender, 'nobody takes part under that address', null)
    } else if (kind === 'watch') {
      const watcher = sender === null ? null : system.findCell(sender.slice(system.address.length))
      if (watcher !== null) this.watch.terminated(watcher, to + target)
    }
  }

  /** Gives what came from another participant to whom it is for. */
  private take({ kind, target, sender, sent }: Envelope, message: unknown): void {
    const { system } = this
    if (kind === 'message') {
      const origin = new Origin(sent, null, sent !== null)
      const found = system.find(target)
      if (found === null) system.deadLetter(message, target, sender, 'nobody lives there', origin)
      else found.receive(message, origin, sender)
      return
    }
    if (sender === null) return
    const cell = system.findCell(target)
    if (kind === 'unwatch') {
      if (cell !== null) this.watch.removeWatcher(cell, sender)
    } else if (kind === 'terminated') {
      if (cell !== null) this.watch.terminated(cell, sender)
    } else {
      const knownAs = system.address + target
      if (cell === null) this.watch.tellTerminated(sender, knownAs)
      else this.watch.addWatcher(cell, sender, knownAs)
    }
  }
}

/** For the option `remoting` of a system. */
export const remoting =
  (outbound: Outbound) =>
  (system: LocalActorSystem): Remoting =>
    new Remoting(system, outbound)
