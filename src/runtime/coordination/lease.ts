import type { VirtualTime } from '../../trace/identifiers.ts'
import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  type TimerScheduler,
} from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import type { LeaseMessage, LeaseOutcome, LeaseRequest } from './lease-messages.ts'
import { type LeaseAnswer, type LeaseCommand, leaseProtocol } from './lease-protocol.ts'
import type { LeaseSettings } from './lease-settings.ts'

export interface LeaseOptions {
  readonly lease: string
  /** Pekko: `host:port` of the node. */
  readonly owner: string
  readonly settings: LeaseSettings
  readonly database: ActorRef<LeaseCommand>
  /** Returns a new number at each call, unique in this system. */
  readonly nextRequestId: () => number
}

/**
 * One node's side of a lease. It asks the database, renews an acquired lease at each heartbeat interval, and reports a
 * lease that another owner took or that expired before a renewal came through.
 */
export function leaseActor(options: LeaseOptions): Behavior<LeaseRequest> {
  return Behaviors.setup<LeaseMessage>(context =>
    Behaviors.withTimers(timers => {
      const lease = new Lease(options, context, timers)
      return receiveToolkit<LeaseMessage>(message => {
        lease.receive(message)
        return Behaviors.same
      })
    }),
  ) as Behavior<LeaseRequest>
}

interface Operation {
  readonly type: LeaseCommand['type']
  readonly requestId: number
  readonly replyTo: ActorRef<LeaseOutcome> | null
}

class Lease {
  readonly #options: LeaseOptions
  readonly #context: ActorContext<LeaseMessage>
  readonly #timers: TimerScheduler<LeaseMessage>
  /** The request without an answer; a newer one replaces it. */
  #pending: Operation | null = null
  /** Gets `LeaseLost`; `null` while this node does not hold the lease. */
  #holder: ActorRef<LeaseOutcome> | null = null
  #expiresAt: VirtualTime = 0

  constructor(
    options: LeaseOptions,
    context: ActorContext<LeaseMessage>,
    timers: TimerScheduler<LeaseMessage>,
  ) {
    this.#options = options
    this.#context = context
    this.#timers = timers
    context.inspect(() => ({
      lease: options.lease,
      held: this.#holder !== null,
      ...(this.#holder === null ? {} : { expiresAt: this.#expiresAt }),
    }))
  }

  receive(message: LeaseMessage): void {
    switch (message.type) {
      case 'Acquire':
        this.#send('AcquireLease', message.replyTo)
        break
      case 'Release':
        this.#endHolding()
        this.#send('ReleaseLease', message.replyTo)
        break
      case 'LeaseHeartbeat':
        this.#renew()
        break
      case 'LeaseOperationTimeout':
        if (message.requestId === this.#pending?.requestId) this.#failed(this.#pending)
        break
      default:
        this.#answered(message)
    }
  }

  #send(type: LeaseCommand['type'], replyTo: ActorRef<LeaseOutcome> | null): void {
    const { lease, owner, settings, database, nextRequestId } = this.#options
    const requestId = nextRequestId()
    this.#pending = { type, requestId, replyTo }
    const fields = { lease, owner, requestId, replyTo: this.#context.self as ActorRef<LeaseAnswer> }
    const timeToLiveMs = settings.heartbeatTimeoutMs
    // Plain data, as all requests to the database, which is no actor system.
    database.tell(type === 'ReleaseLease' ? { type, ...fields } : { type, ...fields, timeToLiveMs })
    this.#timers.startSingleTimer(
      'lease operation time-out',
      leaseProtocol.message({ type: 'LeaseOperationTimeout', requestId }),
      settings.leaseOperationTimeoutMs,
    )
  }

  #renew(): void {
    if (this.#holder === null) return
    if (this.#context.now >= this.#expiresAt) this.#lost()
    else if (this.#pending === null) this.#send('RenewLease', null)
  }

  #answered(answer: LeaseAnswer): void {
    const operation = this.#pending
    if (answer.requestId !== operation?.requestId) {
      // The requester has been refused after the time-out, so it must not keep others from the lease.
      if (answer.type === 'LeaseGranted' && operation === null && this.#holder === null) {
        this.#send('ReleaseLease', null)
      }
      return
    }
    if (answer.type === 'LeaseFailed') {
      this.#failed(operation)
      return
    }
    this.#complete()
    const { replyTo } = operation
    switch (answer.type) {
      case 'LeaseGranted':
        this.#expiresAt = answer.expiresAt
        if (operation.type === 'AcquireLease') this.#acquired(replyTo)
        break
      case 'LeaseRefused':
        if (operation.type === 'RenewLease') this.#lost()
        else replyTo?.tell(leaseProtocol.reply({ type: 'LeaseNotAcquired', owner: answer.owner }))
        break
      case 'LeaseReleased':
        replyTo?.tell(leaseProtocol.reply({ type: 'LeaseFreed', freed: true }))
        break
    }
  }

  #acquired(replyTo: ActorRef<LeaseOutcome> | null): void {
    this.#holder = replyTo
    this.#timers.startTimerWithFixedDelay(
      'lease heartbeat',
      leaseProtocol.message({ type: 'LeaseHeartbeat' }),
      this.#options.settings.heartbeatIntervalMs,
    )
    replyTo?.tell(leaseProtocol.reply({ type: 'LeaseAcquired' }))
  }

  /** A failed renewal is repeated at the next heartbeat, until the lease expires. */
  #failed({ type, replyTo }: Operation): void {
    this.#complete()
    if (type === 'AcquireLease') replyTo?.tell(leaseProtocol.reply({ type: 'LeaseNotAcquired', owner: null }))
    if (type === 'ReleaseLease') replyTo?.tell(leaseProtocol.reply({ type: 'LeaseFreed', freed: false }))
  }

  #complete(): void {
    this.#pending = null
    this.#timers.cancel('lease operation time-out')
  }

  #lost(): void {
    const holder = this.#holder
    this.#endHolding()
    this.#context.log.warn(`Lease [${this.#options.lease}] is lost.`)
    holder?.tell(leaseProtocol.message({ type: 'LeaseLost' }))
  }

  #endHolding(): void {
    this.#holder = null
    this.#timers.cancel('lease heartbeat')
  }
}
