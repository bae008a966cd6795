import type { Plain } from '../../trace/plain.ts'
import type { SupervisionRule } from '../../trace/supervision.ts'
import { ActorInitializationException, type ActorRef, type Behavior, type Signal } from '../actor/index.ts'
import {
  BehaviorCell,
  beginStop,
  type Cell,
  CellState,
  handleFailure,
  type InternalMail,
  type KernelSystem,
  type Origin,
  TerminatedNotice,
  traceDelivery,
} from '../actor/internal.ts'
import { ClassicActorRef } from './classic-actor-ref.ts'
import { running, starting } from './classic-behavior.ts'
import type { ActorInstance, ClassicCell } from './classic-cell.ts'
import { ClassicContext } from './classic-context.ts'
import { ClassicStash } from './classic-stash.ts'
import { type AnyActor, createActor } from './create-actor.ts'
import { handleChildFailure, supervisorStrategyOf } from './handle-child-failure.ts'
import { inspectActor } from './inspect-actor.ts'
import { ActorKilledException } from './messages.ts'
import { PendingFailure } from './pending-failure.ts'
import type { AnyReceive } from './receive.ts'
import { finishClassicRestart } from './restart.ts'
import { RestartPause } from './restart-pause.ts'
import { SentMail } from './sent-mail.ts'
import { declaredRules } from './strategy-rules.ts'
import { suspend } from './suspension.ts'
import { deliverTerminated } from './terminated-delivery.ts'

/** The cell of one classic actor. */
export class ActorCell extends BehaviorCell implements ClassicCell {
  declare readonly self: ClassicActorRef
  readonly create: () => AnyActor
  readonly stash = new ClassicStash(this)
  readonly internalStash = new ClassicStash(this)
  readonly restartPause = new RestartPause(this)
  readonly stoppingChildren = new Set<Cell>()
  actor: ActorInstance | null = null
  behaviorStack: AnyReceive[] = []
  initialReceive: AnyReceive | null = null

  sender: ActorRef<unknown>
  /** The current message. After a failure it is kept until the directive, because preRestart gets it. */
  message: unknown = undefined
  currentOrigin: Origin | null = null
  private mail: SentMail | null = null

  pendingFailure: PendingFailure | null = null
  restartReason: Error | null = null
  customState: (() => Plain) | null = null
  /** The reason of a restart by a supervision override. */
  private lastError: Error | null = null
  private readonly actorContext = new ClassicContext<never>(this)

  constructor(
    system: KernelSystem,
    parent: Cell,
    name: string,
    uid: number,
    handlingMs: number,
    create: () => AnyActor,
  ) {
    super(system, parent, name, uid, starting, handlingMs)
    this.self = new ClassicActorRef(this)
    this.create = create
    this.sender = system.deadLetters
    this.inspector = () => inspectActor(this)
  }

  get awaitsSupervision(): boolean {
    return this.pendingFailure !== null || this.restartReason !== null
  }

  /** Called by the kernel for the first start, and for a restart by a supervision override. */
  start(): Behavior<unknown> {
    this.clearInstance()
    const actor = this.newInstance()
    if (!this.startedOnce && this.supervisionOverride !== null) this.supervisionOverride.emitRules(this)
    if (this.startedOnce && this.lastError !== null) actor.aroundPostRestart(this.lastError)
    else actor.aroundPreStart()
    return running
  }

  override get rulesOfCode(): readonly SupervisionRule[] {
    return declaredRules(supervisorStrategyOf(this.parent!))
  }

  newInstance(): ActorInstance {
    const actor = createActor(this.actorContext, this.create, this.path)
    this.actor = actor
    // A behavior that the constructor set by become takes precedence.
    if (this.behaviorStack.length === 0) this.resetBehavior(actor)
    return actor
  }

  /** After a failure, or a failed construction. */
  clearInstance(): void {
    this.actor = null
    this.behavior = null
    this.behaviorStack = []
  }

  /** Makes the result of the actor's `receive()` the only behavior. */
  resetBehavior(actor: ActorInstance): void {
    this.initialReceive = actor.receive()
    this.behaviorStack = [this.initialReceive]
  }

  override dispatch(item: unknown, origin: Origin | null): void {
    this.currentOrigin = origin
    if (this.behavior === null) {
      super.dispatch(item, origin)
    } else if (item instanceof SentMail) {
      this.mail = item
      this.sender = item.sender
      if (this.system.tracer !== null) traceDelivery(this, item.message, origin)
      this.handle(item.message)
    } else if (item instanceof TerminatedNotice) {
      deliverTerminated(this, item, origin)
    } else {
      super.dispatch(item, origin)
    }
    if (!this.awaitsSupervision) this.clearMessage()
  }

  override handle(message: unknown): void {
    this.message = message
    const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : null
    if (type === 'PoisonPill') beginStop(this, null)
    else if (type === 'Kill') handleFailure(this, new ActorKilledException(this.path), 'Kill')
    else if (type === 'Identify') this.identify(message as object)
    else super.handle(message)
  }

  receive(message: unknown): void {
    // The cast is safe: refs accept only the actor's message type, and `become` accepts only handlers of it.
    this.actor!.aroundReceive(this.behaviorStack.at(-1)!, message as never)
  }

  onSignal(signal: Signal): void {
    const actor = this.actor!
    this.timers?.cancelEvery()
    this.internalStash.unstashAll()
    this.stash.unstashAll()
    if (signal.type === 'PostStop') actor.aroundPostStop()
    else if (signal.type === 'PreRestart') {
      actor.aroundPreRestart(this.restartReason ?? this.lastError!, this.message as undefined)
    }
  }

  clearMessage(): void {
    this.mail = null
    this.message = undefined
    this.currentOrigin = null
    this.sender = this.system.deadLetters
  }

  currentMail(): SentMail | null {
    if (this.message === undefined) return null
    this.mail ??= new SentMail(this.message, this.sender)
    return this.mail
  }

  handleAs(message: unknown, sender: ActorRef<unknown>, label: string, run: () => void): void {
    this.message = message
    this.sender = sender
    try {
      run()
    } catch (thrown) {
      handleFailure(this, thrown, label)
    }
  }

  get stashedCount(): number {
    return this.stash.size + this.internalStash.size
  }

  enqueueFirst(mail: InternalMail, origin: Origin | null): void {
    const { size } = this.mailbox
    this.enqueue(mail, origin)
    if (this.mailbox.size === size) return
    this.mailbox.moveNewestToFront()
  }

  override leavesToParent(error: Error, label: string | undefined, chosen: boolean): boolean {
    this.lastError = error
    if (chosen || this.state >= CellState.stopping || this.parent === null) return false
    if (this.startedOnce) {
      this.fail(error, label)
    } else {
      this.clearInstance()
      this.fail(new ActorInitializationException(this.path, error), label)
    }
    return true
  }

  /** Suspends this actor and its descendants, and asks the parent for a directive. */
  fail(cause: Error, label: string | undefined): void {
    // One failure at a time: a further one does not change the directive that is awaited.
    if (this.pendingFailure !== null) return
    const failure = new PendingFailure(cause, label)
    this.pendingFailure = failure
    this.restartPause.recordFailure(this.mail)
    suspend(this)
    this.parent!.enqueueSystemMail({ type: 'call', run: () => handleChildFailure(this, failure) })
  }

  override childEnded(child: Cell): void {
    super.childEnded(child)
    this.stoppingChildren.delete(child)
    const reason = this.restartReason
    if (reason !== null && this.stoppingChildren.size === 0 && this.state < CellState.stopping) {
      finishClassicRestart(this, reason)
    }
  }

  private identify(message: object): void {
    const { correlationId, replyTo } = message as { correlationId?: unknown; replyTo?: ActorRef<unknown> }
    const recipient = replyTo ?? this.sender
    recipient.tell({ type: 'ActorIdentity', correlationId, ref: this.self }, this.self)
  }
}
