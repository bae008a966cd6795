import type { VirtualTime } from '../../../trace/trace-event.ts'
import type { Envelope } from '../../participant.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { withAddress } from '../base/actor-path.ts'
import { Origin } from '../kernel/mail.ts'
import type { LocalActorSystem } from '../system/local-actor-system.ts'
import { Association } from './association.ts'
import { NoticeDelivery } from './notice-delivery.ts'
import type { OutboundMessage } from './outbound-message.ts'
import { RemoteActorRef } from './remote-actor-ref.ts'
import { RemoteSubscriptions } from './remote-subscriptions.ts'
import { RemoteWatch } from './remote-watch.ts'

/** Takes what is for other systems, at once; what it throws fails the sender. */
export type Outbound = (message: OutboundMessage) => void

/** Content of an `ack`: all notices of the incarnation `uid` up to this number were taken. */
interface Acknowledgement {
  readonly uid: number
  readonly number: number
}

/** One other address: the state of the link, and the notices on it. */
interface Peer {
  readonly association: Association
  readonly notices: NoticeDelivery
}

const quarantineReason = 'quarantined: one of the two nodes was removed from the cluster of the other'

/** How a system reaches others, and is reached by them. It is given to a system, so that others need not load it. */
export class Remoting {
  readonly watch: RemoteWatch
  readonly subscriptions: RemoteSubscriptions
  private readonly system: LocalActorSystem
  private readonly outbound: Outbound
  private readonly peers = new Map<string, Peer>()
  /** Called when an incarnation was quarantined because its notices could not be delivered. */
  whenQuarantined: ((address: string, uid: number) => void) | null = null

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

  /**
   * A path without a number may mean the next incarnation, so it passes a quarantine, marked as not for the
   * quarantined one. Everything else for that one becomes a dead letter here.
   */
  send(message: Omit<OutboundMessage, 'from' | 'traced' | 'user' | 'notFor'>): void {
    const { current, tracing, now } = this.system
    const peer = this.peers.get(message.to)
    const uid = peer?.association.uid ?? null
    const isQuarantined = peer?.association.isQuarantined(uid, now) ?? false
    const outbound = {
      kind: message.kind,
      to: message.to,
      target: message.target,
      sender: message.sender ?? (current === null ? null : this.outside(current.path)),
      message: message.message,
      from: current?.path ?? null,
      traced: tracing !== null && (current === null || tracing.mayTrace(current)),
      user: (current?.user ?? false) || message.target.startsWith('/user/'),
      notFor: isQuarantined ? uid : null,
    }
    const { kind, to, target } = outbound
    if (isQuarantined && (kind !== 'message' || target.includes('#')))
      this.undeliverable(outbound, quarantineReason)
    else if (kind === 'message') this.outbound(outbound)
    else (peer ?? this.peerAt(to)).notices.send(outbound)
  }

  /** Puts an envelope where it belongs. Its message must be decoded: refs are refs. */
  deliver(envelope: Envelope, message: unknown): void {
    const { system } = this
    system.under(envelope.sent, null, () => {
      const { fromNode, fromIncarnation, kind, target, sender, sent, notFor } = envelope
      if (fromNode === null) {
        this.take(envelope, message)
        return
      }
      const { association, notices } = this.peerAt(fromNode.address)
      if (notFor === system.uid || association.isQuarantined(fromNode.uid, system.now)) {
        if (kind !== 'message') return
        system.deadLetter(message, target, sender, quarantineReason, new Origin(sent, null, sent !== null))
        return
      }
      if (association.hear(fromNode.uid, fromIncarnation)) notices.startOver()
      if (kind === 'message') this.take(envelope, message)
      else if (kind === 'ack') {
        const { uid, number } = message as Acknowledgement
        if (uid === system.uid && fromNode.uid === association.uid) notices.acknowledged(number)
      } else {
        if (notices.take(fromNode.uid, message as number)) this.take(envelope, message)
        this.acknowledge(fromNode.address, { uid: fromNode.uid, number: notices.takenFrom(fromNode.uid) })
      }
    })
  }

  /** Every actor there has ended, and from `quarantineAt` on nothing passes in either direction. (RS-6) */
  nodeRemoved(address: string, uid: number, quarantineAt: VirtualTime): void {
    const { association, notices } = this.peerAt(address)
    if (!association.remove(uid, quarantineAt)) return
    if (association.isGone) notices.clear()
    this.watch.nodeRemoved(address)
  }

  nodeJoined(address: string, uid: number): void {
    const { association, notices } = this.peerAt(address)
    if (association.join(uid, this.system.now)) notices.startOver()
  }

  /** The node at the address was removed, and no other incarnation of it is known. */
  isGone(address: string): boolean {
    return this.peers.get(address)?.association.isGone ?? false
  }

  /** For what was handed to `outbound` and has no receiver: a dead letter, or at once the end of what is watched. */
  undeliverable({ kind, to, target, sender, message }: OutboundMessage, why: string): void {
    const { system } = this
    if (kind === 'message') {
      system.deadLetter(message, to + target, sender, why, null)
    } else if (kind === 'watch') {
      const watcher = sender === null ? null : system.findCell(sender.slice(system.address.length))
      if (watcher !== null) this.watch.terminated(watcher, to + target)
    }
  }

  private peerAt(address: string): Peer {
    const known = this.peers.get(address)
    if (known !== undefined) return known
    const { system } = this
    const peer: Peer = {
      association: new Association(),
      notices: new NoticeDelivery({
        get now() {
          return system.now
        },
        get cause() {
          return system.tracer?.cause ?? null
        },
        schedule: (due, run) => system.timers.schedule(due, run),
        cancel: scheduled => system.timers.cancel(scheduled),
        transmit: (notice, cause) =>
          system.under(cause, cause === null ? 'notice delivery' : null, () => this.outbound(notice)),
        giveUp: () => this.giveUp(address),
      }),
    }
    this.peers.set(address, peer)
    return peer
  }

  /** Acknowledgements are sent once, since a lost one is answered by the same notice again. */
  private acknowledge(to: string, { uid, number }: Acknowledgement): void {
    const message = { uid, number }
    const untraced = { from: null, traced: false, user: false, notFor: null }
    this.outbound({ kind: 'ack', to, target: '/', sender: null, message, ...untraced })
  }

  /** Without a cluster that removes the node later, its actors count as ended now. (RS-5) */
  private giveUp(address: string): void {
    const { association, notices } = this.peerAt(address)
    const { uid } = association
    const { now } = this.system
    notices.clear()
    if (uid !== null) association.quarantine(uid, now)
    if (uid !== null && this.whenQuarantined !== null) this.whenQuarantined(address, uid)
    else this.nodeRemoved(address, uid ?? 0, now)
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
