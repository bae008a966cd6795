import type { SupervisionRule } from '../../trace/supervision.ts'
import {
  ActorError,
  ActorInitializationException,
  type ActorRef,
  type Behavior,
  type LocalActorSystem,
  type Signal,
} from '../actor/index.ts'
import {
  type AnyBehavior,
  beginStop,
  Cell,
  CellContext,
  CellState,
  type CustomBehavior,
  handleFailure,
  Kind,
  type Origin,
  ReceiveBehavior,
  same,
  TerminatedNotice,
  traceDelivery,
} from '../actor/internal.ts'
import { Actor } from './actor.ts'
import { ClassicContext } from './classic-context.ts'
import { ClassicActorRef } from './classic-ref.ts'
import { ClassicStash } from './classic-stash.ts'
import { inspectActor } from './inspect-actor.ts'
import { ActorKilledException, type Terminated } from './messages.ts'
import type { AnyReceive } from './receive.ts'
import { finishRecreate, type Recreating } from './recreate.ts'
import { RestartPause } from './restart-pause.ts'
import { SentMail } from './sent-mail.ts'
import { rulesOf } from './strategy-rules.ts'
import { suspend } from './suspension.ts'
import { constructWith } from './under-construction.ts'
import { Failure, judge, strategyOf } from './verdict.ts'

/** An actor with its message type forgotten: what a cell runs. */
export type AnyActor = Actor<never>

/** The cell of one classic actor. The kernel sees a behavior that never changes: what it becomes is kept here. */
export class ClassicCell extends Cell {
  declare readonly self: ClassicActorRef
  readonly face = new ClassicContext<never>(this)
  readonly create: () => AnyActor
  readonly stash = new ClassicStash(this)
  /** Null before it could be made, and from a failure to the next instance. */
  actor: AnyActor | null = null
  /** What it does with messages: the last one has the turn. */
  stack: AnyReceive[] = []
  /** What `receive` gave last. */
  bottom: AnyReceive | null = null

  sender: ActorRef<unknown>
  /** What is being handled, until it is done with or the failure it caused is dealt with. */
  message: unknown = undefined
  currentOrigin: Origin | null = null
  private mail: SentMail | null = null

  /** Its own failure, for which its parent has no verdict yet. */
  failed: Failure | null = null
  /** What it threw last: why a restart that a person chose happens. */
  private thrown: Error | null = null
  /** A restart that waits for children to end. */
  recreating: Recreating | null = null
  readonly pause = new RestartPause(this)
  /** Children that this actor has told to stop. */
  readonly dying = new Set<Cell>()

  constructor(
    system: LocalActorSystem,
    parent: Cell,
    name: string,
    uid: number,
    handlingMs: number,
    create: () => AnyActor,
  ) {
    super(system, parent, name, uid, first, handlingMs)
    this.self = new ClassicActorRef(this)
    this.create = create
    this.sender = system.deadLetters
    this.inspector = () => inspectActor(this)
  }

  /** It must not handle messages, for a reason of its own. */
  get waits(): boolean {
    return this.failed !== null || this.recreating !== null
  }

  /** The first start, and those after a restart that a person chose: that one the kernel does. */
  start(): Behavior<unknown> {
    this.forgetInstance()
    const actor = this.newInstance()
    if (!this.startedOnce && this.oversight !== null) this.oversight.tellRules(this)
    if (this.startedOnce && this.thrown !== null) actor.postRestart(this.thrown)
    else actor.preStart()
    return running
  }

  override get rulesOfCode(): readonly SupervisionRule[] {
    return rulesOf(strategyOf(this.parent!))
  }

  newInstance(): AnyActor {
    const actor: unknown = constructWith(this.face, this.create)
    if (!(actor instanceof Actor)) {
      throw new ActorError(
        'InvalidActor',
        'invalid-actor',
        `Props of [${this.path}] made no Actor. Give a subclass of Actor, or a function that makes one.`,
      )
    }
    if (actor.context !== this.face) {
      throw new ActorError(
        'InvalidActor',
        'invalid-actor',
        `Props of [${this.path}] gave an actor that belongs to another one. Make a new one at each call.`,
      )
    }
    this.actor = actor
    // A constructor that called become has the say.
    if (this.stack.length === 0) this.pushReceive(actor)
    return actor
  }

  /** It failed, or could not be made: nothing of it is left. */
  forgetInstance(): void {
    this.actor = null
    this.behavior = null
    this.stack = []
  }

  /** What an actor's `receive` gives is the bottom of its stack. */
  pushReceive(actor: AnyActor): void {
    this.bottom = actor.receive()
    this.stack.push(this.bottom)
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
      this.takeNotice(item, origin)
    } else {
      super.dispatch(item, origin)
    }
    if (!this.waits) this.forgetMessage()
  }

  override handle(message: unknown): void {
    this.message = message
    const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : null
    if (type === 'PoisonPill') beginStop(this, null)
    else if (type === 'Kill') handleFailure(this, new ActorKilledException(this.path), 'Kill')
    else if (type === 'Identify') this.identify(message as object)
    else super.handle(message)
  }

  /** By what it has become last. */
  receive(message: unknown): void {
    // The actor takes what its refs accept, and has become what takes the same.
    this.actor!.aroundReceive(this.stack.at(-1)!, message as never)
  }

  onSignal(signal: Signal): void {
    const actor = this.actor!
    this.timers?.cancelEvery()
    this.stash.unstashAll()
    if (signal.type === 'PostStop') actor.postStop()
    else if (signal.type === 'PreRestart') {
      // One that a person chose has what was thrown as its reason.
      actor.preRestart(this.recreating?.cause ?? this.thrown!, this.message as undefined)
    }
  }

  forgetMessage(): void {
    this.mail = null
    this.message = undefined
    this.currentOrigin = null
    this.sender = this.system.deadLetters
  }

  /** What is being handled, as it can be handled again; null outside of messages. */
  currentMail(): SentMail | null {
    if (this.message === undefined) return null
    this.mail ??= new SentMail(this.message, this.sender)
    return this.mail
  }

  /** Where its mailbox is full it becomes a dead letter, as any other message would. */
  enqueueFirst(mail: SentMail, origin: Origin | null): void {
    const { size } = this.mailbox
    this.enqueue(mail, origin)
    if (this.mailbox.size === size) return
    this.mailbox.unshift(this.mailbox.pop())
    if (this.origins !== null) this.origins.unshift(this.origins.pop())
  }

  override leavesToParent(error: Error, label: string | undefined, chosen: boolean): boolean {
    this.thrown = error
    if (chosen || this.state >= CellState.stopping || this.parent === null) return false
    if (this.startedOnce) {
      this.fail(error, label)
    } else {
      this.forgetInstance()
      this.fail(new ActorInitializationException(this.path, error), label)
    }
    return true
  }

  /** Suspends itself and all below, and asks the parent. */
  fail(cause: Error, label: string | undefined): void {
    // One failure at a time: what fails while a verdict is awaited changes nothing about it.
    if (this.failed !== null) return
    const failure = new Failure(this, cause, label)
    this.failed = failure
    this.pause.failed(this.mail)
    suspend(this)
    this.parent!.tellSystem({ type: 'call', run: () => judge(failure) })
  }

  protected override forgetChild(child: Cell): void {
    super.forgetChild(child)
    this.dying.delete(child)
    if (this.recreating !== null && this.dying.size === 0 && this.state < CellState.stopping) {
      finishRecreate(this)
    }
  }

  private takeNotice({ watching }: TerminatedNotice, origin: Origin | null): void {
    const { system } = this
    const { tracer } = system
    if (tracer !== null) {
      tracer.cause = origin?.cause ?? null
      tracer.rule = origin?.rule ?? null
    }
    if (!this.deathWatch?.take(watching)) return
    const { ref, message } = watching
    // Who ended may be told anything: it answers no more.
    this.sender = ref as ActorRef<unknown>
    if (message !== undefined) {
      this.handle(message)
      return
    }
    if (tracer !== null && this.traced) {
      tracer.cause = tracer.emit({
        type: 'SignalDelivered',
        actor: this.path,
        signal: 'Terminated',
        of: ref.path,
      })
    }
    this.handle({ type: 'Terminated', actor: ref } satisfies Terminated)
  }

  private identify(message: object): void {
    const { correlationId, replyTo } = message as { correlationId?: unknown; replyTo?: ActorRef<unknown> }
    const to = replyTo ?? this.sender
    to.tell({ type: 'ActorIdentity', correlationId, ref: this.self }, this.self)
  }
}

const cellOf = (context: Parameters<typeof CellContext.of>[0]): ClassicCell =>
  // Only classic cells run the behaviors below.
  CellContext.of(context).cell as ClassicCell

/** What every classic cell runs, as the kernel sees it. */
export const running: Behavior<unknown> = new ReceiveBehavior<unknown>(
  (context, message) => {
    cellOf(context).receive(message)
    return same
  },
  (context, signal) => {
    cellOf(context).onSignal(signal)
    return same
  },
)

/** No factory, as a person may choose to restart what a factory made: here that is the instance itself. */
const first: CustomBehavior = {
  '~kind': Kind.custom,
  // Only classic cells begin with it.
  '~start': cell => (cell as ClassicCell).start() as AnyBehavior,
}
