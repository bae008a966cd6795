import { withAddress } from '../../../trace/actor-path.ts'
import type { VirtualTime } from '../../../trace/identifiers.ts'
import type { Envelope, SentMessage } from '../../participant.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { StreamEvent } from '../api/actor-system.ts'
import type { OutboundMessage } from '../api/outbound-message.ts'
import { ToolkitMessage, toolkitMessage } from '../base/toolkit-message.ts'
import { purposeOf } from '../kernel/message-purpose.ts'
import { Origin } from '../kernel/origin.ts'
import type { Cell, KernelSystem, RemoteTarget } from '../kernel/ports.ts'
import type * as services from '../kernel/services.ts'
import { Association } from './association.ts'
import { NoticeDelivery } from './notice-delivery.ts'
import { RemoteActorRef } from './remote-actor-ref.ts'
import type { LinkMessage, RemoteLink } from './remote-link.ts'
import { RemoteSubscriptions } from './remote-subscriptions.ts'
import { RemoteWatch } from './remote-watch.ts'

/** Sends a message to another system. It must encode the message at once; an error fails the sender. */
export type Outbound = (message: OutboundMessage) => void

/** Content of an `ack`: all notices of the incarnation `uid` up to this number arrived. */
interface Acknowledgement {
  readonly uid: number
  readonly number: number
}

/** One other address: the state of the link, and the notices on it. */
interface Peer {
  readonly association: Association
  /** Null before the first notice in either direction. */
  notices: NoticeDelivery | null
}

const ofSystem = { protocol: 'system' } as const
const quarantineReason = 'quarantined: one of the two nodes was removed from the cluster of the other'

/** Remoting by envelopes, for the option `remoting` of a system. */
export class EnvelopeRemoting implements services.Remoting<Cell, RemoteTarget>, RemoteLink {
  readonly watch: RemoteWatch
  readonly subscriptions: RemoteSubscriptions
  private readonly system: KernelSystem
  private readonly outbound: Outbound
  private readonly peers = new Map<string, Peer>()
  whenQuarantined: ((address: string, uid: number) => void) | null = null

  constructor(system: KernelSystem, outbound: Outbound) {
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

  outside(path: string): string {
    return withAddress(path, this.system.address)
  }

  /**
   * A message to a path without `#uid` may reach the next incarnation, so it passes a quarantine, marked as not for the
   * quarantined incarnation (`notFor`). Every other message to a quarantined incarnation becomes a dead letter.
   */
  send(message: LinkMessage, ref?: ActorRef<never>, sender?: ActorRef<never>): void {
    const { current, tracing, now } = this.system
    const peer = this.peers.get(message.to)
    const uid = peer?.association.uid ?? null
    const isQuarantined = peer?.association.isQuarantined(uid, now) ?? false
    const user = (current?.user ?? false) || message.target.startsWith('/user/')
    const outbound = {
      kind: message.kind,
      to: message.to,
      target: message.target,
      sender: message.sender ?? (current === null ? null : this.outside(current.path)),
      message: message.message,
      from: current?.path ?? null,
      traced: tracing !== null && (current === null || tracing.mayTrace(current)),
      user,
      purpose:
        ref === undefined || tracing === null ? ofSystem : purposeOf(message.message, ref, sender, user),
      notFor: isQuarantined ? uid : null,
    }
    const { kind, to, target } = outbound
    if (isQuarantined && (kind !== 'message' || target.includes('#')))
      this.undeliverable(outbound, quarantineReason)
    else if (kind === 'message') this.outbound(outbound)
    else this.noticesOf(to).send(outbound)
  }

  deliver(envelope: Envelope, message: unknown): void {
    const { system } = this
    system.under(envelope.sent?.id ?? null, null, () => {
      const { fromNode, fromIncarnation, kind, target, sender, sent, quarantinedUid: notFor } = envelope
      if (fromNode === null) {
        this.receive(envelope, message)
        return
      }
      const { association, notices } = this.peerAt(fromNode.address)
      if (kind === 'quarantined') {
        if (message === system.uid) publishQuarantined(system, fromNode)
        return
      }
      if (association.mustInform(fromNode.uid, system.now) && !isHeartbeat(message)) {
        this.inform(fromNode.address, fromNode.uid)
      }
      if (notFor === system.uid || association.isQuarantined(fromNode.uid, system.now)) {
        if (kind !== 'message') return
        system.deadLetter(message, target, sender, quarantineReason, originOf(sent))
        return
      }
      if (association.hear(fromNode.uid, fromIncarnation)) notices?.startOver()
      if (kind === 'message') this.receive(envelope, message)
      else if (kind === 'ack') {
        const { uid, number } = message as Acknowledgement
        if (uid === system.uid && fromNode.uid === association.uid) notices?.acknowledged(number)
      } else {
        const received = this.noticesOf(fromNode.address)
        if (received.accept(fromNode.uid, message as number)) this.receive(envelope, message)
        this.acknowledge(fromNode.address, { uid: fromNode.uid, number: received.lastAccepted(fromNode.uid) })
      }
    })
  }

  /** All actors of the node ended. Pekko: from `quarantineAt` on nothing passes in either direction (RS-6). */
  nodeRemoved(address: string, uid: number, quarantineAt: VirtualTime): void {
    const { association, notices } = this.peerAt(address)
    if (!association.remove(uid, quarantineAt, this.system.now)) return
    if (association.isGone) notices?.clear()
    this.watch.nodeRemoved(address)
  }

  nodeJoined(address: string, uid: number): void {
    const { association, notices } = this.peerAt(address)
    if (association.join(uid, this.system.now)) notices?.startOver()
  }

  isGone(address: string): boolean {
    return this.peers.get(address)?.association.isGone ?? false
  }

  /** A message becomes a dead letter; a watch gets its notice at once. */
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
    const peer: Peer = { association: new Association(), notices: null }
    this.peers.set(address, peer)
    return peer
  }

  private noticesOf(address: string): NoticeDelivery {
    const { system } = this
    const peer = this.peerAt(address)
    peer.notices ??= new NoticeDelivery({
      now: () => system.now,
      cause: () => system.tracer?.cause ?? null,
      schedule: (due, run) => system.timers.schedule(due, run),
      cancel: scheduled => system.timers.cancel(scheduled),
      transmit: (notice, cause) =>
        system.under(cause, cause === null ? 'notice delivery' : null, () => this.outbound(notice)),
      giveUp: () => this.giveUp(address),
    })
    return peer.notices
  }

  /** Sent once: after a lost acknowledgement the same notice arrives again, and is acknowledged again. */
  private acknowledge(to: string, { uid, number }: Acknowledgement): void {
    this.control('ack', to, { uid, number }, false)
  }

  /** Pekko: every message but a heartbeat tells its quarantined sender so; a lost notice follows the next one (RS-7). */
  private inform(to: string, uid: number): void {
    this.control('quarantined', to, uid, this.system.tracing !== null)
  }

  private control(kind: 'ack' | 'quarantined', to: string, message: unknown, traced: boolean): void {
    const fromSystem = { target: '/', sender: null, from: null, user: false, purpose: ofSystem, notFor: null }
    this.outbound({ kind, to, message, traced, ...fromSystem })
  }

  /** Pekko quarantines the incarnation (RS-5). Without a cluster to remove the node, its actors count as ended. */
  private giveUp(address: string): void {
    const { association, notices } = this.peerAt(address)
    const { uid } = association
    const { now } = this.system
    notices?.clear()
    if (uid !== null) association.quarantine(uid, now)
    if (uid !== null && this.whenQuarantined !== null) this.whenQuarantined(address, uid)
    else this.nodeRemoved(address, uid ?? 0, now)
  }

  private receive({ kind, target, sender, sent }: Envelope, message: unknown): void {
    const { system } = this
    if (kind === 'message') {
      const origin = originOf(sent)
      const found = system.find(target)
      if (found === null) system.deadLetter(message, target, sender, 'no actor has this path', origin)
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
      if (cell === null) this.watch.notifyTerminated(sender, knownAs)
      else this.watch.addWatcher(cell, sender, knownAs)
    }
  }
}

/** Pekko: ThisActorSystemQuarantinedEvent. */
const publishQuarantined = (system: KernelSystem, by: { readonly address: string; readonly uid: number }) =>
  system.eventStream.publish(
    toolkitMessage<StreamEvent>(ofSystem, {
      type: 'ThisActorSystemQuarantined',
      by: { address: by.address, uid: by.uid },
    }),
  )

const isHeartbeat = (message: unknown): boolean =>
  ToolkitMessage.purposeOf(message)?.protocol === 'failure-detector'

const originOf = (sent: SentMessage | null): Origin => new Origin(sent?.id ?? null, null, sent)

/** @example new LocalActorSystem({ remoting: remoting(message => post(encode(message))), … }) */
export const remoting =
  (outbound: Outbound) =>
  (system: KernelSystem): EnvelopeRemoting =>
    new EnvelopeRemoting(system, outbound)
