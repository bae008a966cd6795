import type { Plain } from '../../../trace/plain.ts'
import type { SupervisionRule } from '../../../trace/supervision.ts'
import { InvalidBehavior } from '../base/actor-errors.ts'
import { inWords } from '../base/error-text.ts'
import { Ring } from '../base/ring.ts'
import {
  type AnyBehavior,
  ignore,
  Kind,
  ReceiveBehavior,
  type StoppedBehavior,
  same,
  unhandled,
} from '../behavior/behavior-values.ts'
import type { Adapters } from '../interaction/message-adapters.ts'
import type { ReceiveTimeout } from '../interaction/receive-timeout.ts'
import type { Timers } from '../interaction/timers.ts'
import type { Faults } from '../observe/faults.ts'
import { labelOf } from '../observe/message-trace.ts'
import type { SupervisionOverride } from '../observe/supervision-override.ts'
import type { LocalActorSystem } from '../system/local-actor-system.ts'
import { CellContext } from './cell-context.ts'
import { handleFailure } from './cell-failure.ts'
import { finishRestarts, type Restarting } from './cell-restart.ts'
import { createCell, startBehavior } from './cell-start.ts'
import { CellState } from './cell-state.ts'
import { beginStop, finishStop } from './cell-stop.ts'
import type { DeathWatch } from './death-watch.ts'
import { LocalActorRef } from './local-actor-ref.ts'
import { createMail, InternalMail, type Origin, SystemItem, type SystemMail } from './mail.ts'
import type { Wrapper } from './wrapper.ts'

/** Shared by all that have just been made, so that it must stay alone. */
const untracedCreate = new SystemItem(createMail, null, null)

/** User messages that an actor handles before others have their turn. */
const throughput = 5

/**
 * One actor: its mailbox, its behavior, and what it holds. All fields are set here, once, in one order; what is
 * rare is null until needed. The phases of its life are in the `cell-….ts` files.
 */
export class Cell {
  readonly system: LocalActorSystem
  readonly parent: Cell | null
  readonly name: string
  readonly uid: number
  readonly self: LocalActorRef
  readonly context: CellContext
  /** Is or lives under `/user`. */
  readonly user: boolean
  /** Its start, stop and state stand in the trace; those below a direct child of `/system` only once it has failed. */
  traced: boolean
  /** What a fresh start begins with. */
  readonly initial: AnyBehavior

  state: number = CellState.created
  /** What runs now; null before the first start, and from a failure until the restart. */
  behavior: AnyBehavior | null = null
  readonly mailbox = new Ring<unknown>()
  /** Beside {@link mailbox}, item for item; null while nobody listens. */
  readonly origins: Ring<Origin | null> | null
  systemMail: SystemItem | null = null
  /** Stands in the run queue. */
  queued = false

  children: Map<string, Cell> | null = null
  childNames = 0
  deathWatch: DeathWatch | null = null
  /** Outermost first. */
  wrappers: readonly Wrapper[] | null = null
  restarting: Restarting | null = null
  restarts = 0
  startedOnce = false
  /** Why it ends, if by a failure. */
  failure: Error | null = null
  /** Its parent watched it at that moment. */
  failureSeen = false
  stopCallback: (() => void) | null = null

  timers: Timers | null = null
  receiveTimeout: ReceiveTimeout | null = null
  adapters: Adapters | null = null
  /** Recognizes its behavior's internal messages, which no interceptor sees; null: there are none. */
  ownProtocol: ((message: unknown) => boolean) | null = null

  readonly handlingMs: number
  blockedMs = 0
  busyUntil = 0
  /** What it is to do wrong; null: nothing. */
  faults: Faults | null = null
  oversight: SupervisionOverride | null = null

  inspector: (() => Plain) | null = null
  inspected = ''
  traceSecond = -1
  traceCount = 0

  private written: string | null = null

  constructor(
    system: LocalActorSystem,
    parent: Cell | null,
    name: string,
    uid: number,
    initial: AnyBehavior,
    handlingMs: number,
  ) {
    this.system = system
    this.parent = parent
    this.name = name
    this.uid = uid
    this.self = new LocalActorRef(this)
    this.context = new CellContext(this)
    // A guardian that the application gave counts as a user's actor, the implicit one does not.
    this.user = parent === null ? initial !== ignore : parent.user || parent === system.userGuardian
    this.traced = this.user || (parent !== null && parent === system.systemGuardian)
    this.initial = initial
    this.origins = system.tracer === null ? null : new Ring()
    this.handlingMs = handlingMs
  }

  /** With `#uid`. Written when first asked for. */
  get path(): string {
    if (this.written === null) {
      const { parent, name, uid } = this
      const parentPath = parent === null ? '' : parent.plainPath
      this.written = uid === 0 ? `${parentPath}/${name}` : `${parentPath}/${name}#${uid}`
    }
    return this.written
  }

  /** Without `#uid`. */
  get plainPath(): string {
    return this.uid === 0 ? this.path : this.path.slice(0, this.path.lastIndexOf('#'))
  }

  enqueue(item: unknown, origin: Origin | null): void {
    this.mailbox.push(item)
    if (this.origins !== null) this.origins.push(origin)
    if (!this.queued) this.system.ready(this)
  }

  /** It has been made: its first turn starts it. */
  begin(): void {
    if (this.system.tracer !== null) {
      this.tellSystem(createMail)
      return
    }
    this.systemMail = untracedCreate
    this.system.ready(this)
  }

  tellSystem(mail: SystemMail): void {
    if (this.state === CellState.terminated) return
    const { tracer } = this.system
    const item =
      tracer === null ? new SystemItem(mail, null, null) : new SystemItem(mail, tracer.cause, tracer.rule)
    if (this.systemMail === null) this.systemMail = item
    else {
      if (this.systemMail === untracedCreate) this.systemMail = new SystemItem(createMail, null, null)
      this.systemMail.last.next = item
      this.systemMail.last = item
    }
    if (!this.queued) this.system.ready(this)
  }

  /** One turn. */
  run(): void {
    this.queued = false
    const system = this.system
    if (this.busyUntil > system.now) return
    if (this.systemMail !== null) {
      this.takeSystemMail()
      if (this.busyUntil > system.now) return
    }
    let left = throughput
    while (this.mailbox.size > 0 && this.state === CellState.running && system.budget > 0) {
      if (left === 0) {
        if (system.othersWait) break
        // It would come first again.
        left = throughput
      }
      left--
      system.budget--
      this.take()
      if (this.busyUntil > system.now) return
      if (this.systemMail !== null) this.takeSystemMail()
    }
    if (this.mailbox.size > 0 && this.state === CellState.running && !this.queued) system.ready(this)
  }

  private take(): void {
    const system = this.system
    const item = this.mailbox.shift()
    const origin = this.origins === null ? null : this.origins.shift()
    if (system.beforeTurn !== null) system.beforeTurn(this, item)
    system.current = this
    this.dispatch(item, origin)
    if (this.restarting !== null) finishRestarts(this)
    if (this.receiveTimeout !== null) this.receiveTimeout.handled(item)
    if (system.tracing !== null) system.tracing.finish(this)
    system.current = null
    if (this.handlingMs > 0 || this.blockedMs > 0) this.stayBusy(this.handlingMs)
  }

  /** Handles one item of the mailbox or of a restart's stash. */
  dispatch(item: unknown, origin: Origin | null): void {
    if (this.behavior === null) {
      if (this.restarting !== null) this.restarting.stash(this, item, origin)
    } else if (item instanceof InternalMail) {
      item.open(this, origin)
    } else {
      if (this.system.tracing !== null) this.system.tracing.delivery(this, item, origin)
      this.handle(item)
    }
  }

  handle(message: unknown): void {
    try {
      const next =
        this.faults === null ? this.interpret(this.behavior!, message) : this.faults.handle(this, message)
      if (next !== same) this.become(next, message)
    } catch (thrown) {
      handleFailure(this, thrown, labelOf(message))
    }
  }

  /** Runs a behavior's message handler. The cell knows no message type: what the refs accept is what arrives. */
  interpret(behavior: AnyBehavior, message: unknown): AnyBehavior {
    if (behavior instanceof ReceiveBehavior) return behavior.onMessage(this.context, message)
    return behavior['~kind'] === Kind.ignore ? same : unhandled
  }

  /** Takes what a handler returned. */
  become(next: AnyBehavior, message: unknown): void {
    if (next === same) return
    if (next === unhandled) {
      this.system.unhandled(this, message)
      return
    }
    const started = startBehavior(this, next, false)
    if (started === null) return
    if (started['~kind'] === Kind.stopped) beginStop(this, started as StoppedBehavior)
    else this.behavior = started
  }

  /**
   * True: this actor's failures are for its parent to decide, and this one is on its way there. Not where a person
   * chose what happens.
   */
  leavesToParent(_error: Error, _label: string | undefined, _chosen: boolean): boolean {
    return false
  }

  /** Who decides about its failures by what the code says, innermost first. */
  get rulesOfCode(): readonly SupervisionRule[] {
    return this.system.staging?.rulesOf(this.wrappers ?? []) ?? []
  }

  private stayBusy(handlingMs: number): void {
    const ms = handlingMs + this.blockedMs
    this.blockedMs = 0
    if (this.state >= CellState.stopping) return
    this.busyUntil = this.system.now + ms
    this.system.timers.schedule(this.busyUntil, () => {
      if (!this.queued) this.system.ready(this)
    })
  }

  private takeSystemMail(): void {
    const system = this.system
    while (this.systemMail !== null) {
      let item: SystemItem | null = this.systemMail
      this.systemMail = null
      for (; item !== null; item = item.next) {
        if (this.state === CellState.terminated || system.failure !== null) return
        if (system.beforeTurn !== null) system.beforeTurn(this, item.mail)
        system.current = this
        if (system.tracer !== null) {
          system.tracer.cause = item.cause
          system.tracer.rule = item.rule
        }
        this.handleSystem(item.mail)
        if (this.restarting !== null) finishRestarts(this)
        if (system.tracing !== null) system.tracing.finish(this)
        system.current = null
      }
    }
    if (this.blockedMs > 0) this.stayBusy(0)
  }

  private handleSystem(mail: SystemMail): void {
    switch (mail.type) {
      case 'create':
        createCell(this)
        break
      case 'stop':
        beginStop(this, null)
        break
      case 'gone':
        this.deathWatch?.notice(mail.path, null)
        break
      case 'child gone':
        this.forgetChild(mail.child)
        this.deathWatch?.notice(mail.child.path, mail.cause)
        break
      case 'restart':
        this.receiveTimeout?.countAnew()
        if (this.restarting === mail.restarting) this.restarting.delayOver()
        break
      case 'call':
        mail.run()
    }
  }

  protected forgetChild(child: Cell): void {
    this.children?.delete(child.name)
    if (this.restarting !== null) this.restarting.childGone(this, child)
    if (this.state === CellState.stopping && this.children?.size === 0) finishStop(this)
  }

  /** Refuses what a handler gave when it is no behavior. */
  badBehavior(given: unknown): InvalidBehavior {
    const what =
      typeof given === 'object' && given !== null && 'then' in given
        ? 'answered with a promise. Handlers are synchronous: send the outcome to yourself as a message.'
        : `answered with [${inWords(given)}], which is no behavior. Return Behaviors.same to stay as you are.`
    return new InvalidBehavior(this.path, what)
  }
}
