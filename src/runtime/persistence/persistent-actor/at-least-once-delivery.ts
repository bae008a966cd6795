import { withoutUid } from '../../../trace/actor-path.ts'
import type { VirtualTime } from '../../../trace/identifiers.ts'
import type { Plain } from '../../../trace/plain.ts'
import { ActorError, type ActorRef, type Cancellable } from '../../actor/index.ts'
import type { Receive } from '../../classic/index.ts'
import { PersistentActor } from './persistent-actor.ts'

/** A message that its receiver has not confirmed. */
export interface UnconfirmedDelivery {
  readonly deliveryId: number
  /** Path without the uid, so that it also means a later actor of this name. */
  readonly destination: string
  readonly message: Plain
}

/** Sent to the actor itself about messages that were sent `warnAfterNumberOfUnconfirmedAttempts` times in vain. Once for each. */
export interface UnconfirmedWarning {
  readonly type: 'UnconfirmedWarning'
  readonly unconfirmedDeliveries: readonly UnconfirmedDelivery[]
}

/** The state of the deliveries, to be stored as a part of a snapshot. */
export type AtLeastOnceDeliverySnapshot = {
  readonly currentDeliveryId: number
  readonly unconfirmedDeliveries: readonly { [K in keyof UnconfirmedDelivery]: UnconfirmedDelivery[K] }[]
}

interface Delivery extends UnconfirmedDelivery {
  sentAt: VirtualTime
  attempts: number
}

/** Timer message. It does not count as a message for the receive timeout. */
class RedeliveryTick {
  readonly type = 'RedeliveryTick'

  get notInfluenceReceiveTimeout(): true {
    return true
  }
}

/**
 * A persistent actor that sends messages again until they are confirmed. Receivers get each at least once, so they must
 * know duplicates; and a message that was sent again comes after later ones. Call {@link deliver} and
 * {@link confirmDelivery} in handlers of events and in `receiveRecover` alike, so that a recovery knows what is unconfirmed.
 *
 * @example
 * class Orders extends AtLeastOnceDelivery<Place | Confirm, Placed | Confirmed> {
 *   readonly persistenceId = 'orders'
 *   override receiveCommand() {
 *     return {
 *       Place: ({ item }) => this.persist({ type: 'Placed', item }, event => this.apply(event)),
 *       Confirm: ({ id }) => this.persist({ type: 'Confirmed', id }, event => this.apply(event)),
 *     }
 *   }
 *   override receiveRecover() {
 *     return { Placed: event => this.apply(event), Confirmed: event => this.apply(event) }
 *   }
 *   private apply(event) {
 *     if (event.type === 'Placed') this.deliver('/user/stock', id => ({ type: 'Take', id, item: event.item }))
 *     else this.confirmDelivery(event.id)
 *   }
 * }
 */
export abstract class AtLeastOnceDelivery<M, E, S = Plain> extends PersistentActor<
  M | UnconfirmedWarning,
  E,
  S
> {
  /** Virtual ms after which an unconfirmed message is sent again, checked twice in this time. Default 5,000. */
  readonly redeliverIntervalMs: number = 5_000
  /** Most messages that one check sends again. Default 10,000. */
  readonly redeliveryBurstLimit: number = 10_000
  /** Number of attempts after which an {@link UnconfirmedWarning} is due. Default 5. */
  readonly warnAfterNumberOfUnconfirmedAttempts: number = 5
  /** Most unconfirmed messages. Default 100,000. */
  readonly maxUnconfirmedMessages: number = 100_000

  /** By delivery id, which is the order of sending. */
  readonly #unconfirmed = new Map<number, Delivery>()
  #deliveryId = 0
  #tick: Cancellable | null = null

  /** Number of messages that are not confirmed. */
  get numberOfUnconfirmed(): number {
    return this.#unconfirmed.size
  }

  /**
   * Sends the message that `deliveryIdToMessage` makes of a new id, now and then again until
   * {@link confirmDelivery} is called with this id. During recovery it is sent at its end, if it is then unconfirmed.
   * @throws {ActorError} beyond {@link maxUnconfirmedMessages}, and for a path with a wildcard
   */
  deliver<R extends Plain>(
    destination: string | ActorRef<R>,
    deliveryIdToMessage: (deliveryId: number) => R,
  ): void {
    if (this.#unconfirmed.size >= this.maxUnconfirmedMessages)
      throw new ActorError(
        'MaxUnconfirmedMessagesExceeded',
        'too-many-unconfirmed',
        `[${this.self.path}] has [${this.#unconfirmed.size}] unconfirmed messages, which is the limit. Confirm some of them first.`,
      )
    const path = withoutUid(typeof destination === 'string' ? destination : destination.path)
    if (/[*?]/.test(path))
      throw new ActorError(
        'IllegalArgumentException',
        'wildcard-destination',
        `[${this.self.path}] cannot deliver to [${path}]: a path with a wildcard names no single actor.`,
      )
    const deliveryId = ++this.#deliveryId
    const message = deliveryIdToMessage(deliveryId)
    const delivery = { deliveryId, destination: path, message, sentAt: this.#due, attempts: 0 }
    this.#unconfirmed.set(deliveryId, delivery)
    if (this.recoveryFinished) this.#send(delivery)
  }

  /** The message is not sent again. Returns false for an id that is unknown or confirmed already. */
  confirmDelivery(deliveryId: number): boolean {
    return this.#unconfirmed.delete(deliveryId)
  }

  /** The state for {@link setDeliverySnapshot}, to be saved with a snapshot. */
  getDeliverySnapshot(): AtLeastOnceDeliverySnapshot {
    const unconfirmedDeliveries = [...this.#unconfirmed.values()].map(contentOf)
    return { currentDeliveryId: this.#deliveryId, unconfirmedDeliveries }
  }

  /** Restores the state of a snapshot. Call it while `SnapshotOffer` is handled. */
  setDeliverySnapshot({ currentDeliveryId, unconfirmedDeliveries }: AtLeastOnceDeliverySnapshot): void {
    this.#deliveryId = currentDeliveryId
    this.#unconfirmed.clear()
    for (const delivery of unconfirmedDeliveries)
      this.#unconfirmed.set(delivery.deliveryId, { ...delivery, sentAt: this.#due, attempts: 0 })
  }

  override onReplaySuccess(): void {
    this.#redeliverOverdue()
    this.#startTick()
    super.onReplaySuccess()
  }

  override aroundReceive(receive: Receive<M | UnconfirmedWarning>, message: M | UnconfirmedWarning): void {
    if (message instanceof RedeliveryTick) {
      this.#redeliverOverdue()
      this.#startTick()
    } else super.aroundReceive(receive, message)
  }

  override aroundPreRestart(reason: Error, message: M | UnconfirmedWarning | undefined): void {
    this.#tick?.cancel()
    super.aroundPreRestart(reason, message)
  }

  override aroundPostStop(): void {
    this.#tick?.cancel()
    super.aroundPostStop()
  }

  /** A time of sending that is overdue now. */
  get #due(): VirtualTime {
    return this.#now - this.redeliverIntervalMs
  }

  get #now(): VirtualTime {
    return this.context.system.now
  }

  #startTick(): void {
    // Every actor gets the ticks of its own timer, which are no part of its protocol.
    const self = this.self as ActorRef<unknown>
    this.#tick = this.context.scheduleOnce(this.redeliverIntervalMs / 2, self, new RedeliveryTick())
  }

  #redeliverOverdue(): void {
    const due = this.#due
    const overdue = [...this.#unconfirmed.values()].filter(({ sentAt }) => sentAt <= due)
    const warned: Delivery[] = []
    for (const delivery of overdue.slice(0, this.redeliveryBurstLimit)) {
      if (delivery.attempts === this.warnAfterNumberOfUnconfirmedAttempts) warned.push(delivery)
      this.#send(delivery)
    }
    if (warned.length > 0)
      this.self.tell({ type: 'UnconfirmedWarning', unconfirmedDeliveries: warned.map(contentOf) })
  }

  #send(delivery: Delivery): void {
    delivery.sentAt = this.#now
    delivery.attempts++
    this.context.system.resolve(delivery.destination).tell(delivery.message as never, this.self)
  }
}

const contentOf = ({ deliveryId, destination, message }: Delivery): UnconfirmedDelivery => ({
  deliveryId,
  destination,
  message,
})
