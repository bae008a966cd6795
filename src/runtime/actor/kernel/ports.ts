import type { EventId } from '../../../trace/identifiers.ts'
import type { Plain } from '../../../trace/plain.ts'
import type { SupervisionChoice, SupervisionRule } from '../../../trace/supervision.ts'
import type { ActorContext } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { ActorSystem, EndReason, EventStream } from '../api/actor-system.ts'
import type { AnyInterceptor } from '../api/behavior-interceptor.ts'
import type { SpawnOptions } from '../api/spawn-options.ts'
import type { ErrorClass } from '../base/error-class.ts'
import type { TimerQueue } from '../base/timer-queue.ts'
import type { AnyBehavior } from '../behavior/behavior-values.ts'
import type { CellAdapters, CellReceiveTimeout, CellTimers } from './cell-parts.ts'
import type { FaultRequest } from './fault-request.ts'
import type { LocalTarget } from './local-target.ts'
import type { Mailbox } from './mailbox.ts'
import type { Origin } from './origin.ts'
import type { Restarting } from './restarting.ts'
import type * as services from './services.ts'
import type { Supervisor } from './supervisor.ts'

/*
 * The ports of the kernel: a cell, its system and the parts of a cell, each as the others see it. They mention each
 * other, so they share a file. All code imports these ports instead of the classes, so that no import circle arises.
 */

/** One actor: its mailbox, its behavior, and its state. The functions of the kernel (`cell-….ts`) change it. */
export interface Cell {
  readonly system: KernelSystem
  readonly parent: Cell | null
  readonly name: string
  readonly uid: number
  readonly self: LocalTarget
  readonly context: KernelContext
  /** With `#uid`. */
  readonly path: string
  /** Without `#uid`. */
  readonly plainPath: string
  /** True for `/user` and the actors below it. */
  readonly user: boolean
  /** Its start, stop and state are traced. Actors deeper than `/system/*` are traced from their first failure on. */
  traced: boolean
  /** The behavior that the actor was spawned with. */
  readonly initial: AnyBehavior
  /** A value of `CellState`. */
  state: number
  /** Null before the first start, and from a failure until the restart. */
  behavior: AnyBehavior | null
  readonly mailbox: Mailbox
  /** True while the run queue holds it. */
  queued: boolean
  children: Map<string, Cell> | null
  /** Number of names that `spawnAnonymous` generated. */
  childNames: number
  deathWatch: CellDeathWatch | null
  /** The supervisors and interceptors around the behavior, outermost first. */
  wrappers: readonly Wrapper[] | null
  restarting: Restarting | null
  restarts: number
  startedOnce: boolean
  /** The error that ends the actor. */
  failure: Error | null
  /** The parent watched the actor at the moment of {@link failure}. */
  failureSeen: boolean
  stopCallback: (() => void) | null
  timers: CellTimers | null
  receiveTimeout: CellReceiveTimeout | null
  adapters: CellAdapters | null
  /** Recognizes the behavior's internal messages, which interceptors do not see; null: it has none. */
  ownProtocol: ((message: unknown) => boolean) | null
  blockedMs: number
  /** Makes the actor busy for `ms` virtual ms from now on. */
  blockFor(ms: number): void
  /** The faults that a person asked for; null: none. */
  faults: CellFaults | null
  supervisionOverride: CellSupervisionOverride | null
  inspector: (() => Plain) | null
  /** The state that the trace shows, as JSON. */
  inspected: string
  /** The virtual second that {@link traceCount} counts messages of. */
  traceSecond: number
  traceCount: number
  /** Innermost first, as the actor's code says. */
  readonly rulesOfCode: readonly SupervisionRule[]

  enqueue(item: unknown, origin: Origin | null): void
  /** Schedules the first turn, which starts the behavior. */
  begin(): void
  enqueueSystemMail(mail: SystemMail): void
  /** One turn. */
  run(): void
  /** Handles one item of the mailbox or of a restart's stash. */
  dispatch(item: unknown, origin: Origin | null): void
  handle(message: unknown): void
  /** Runs a behavior's message handler. */
  interpret(behavior: AnyBehavior, message: unknown): AnyBehavior
  /** Makes the behavior that a handler returned the next one. */
  become(next: AnyBehavior, message: unknown): void
  childEnded(child: Cell): void
  /**
   * True when the parent decides about this actor's failures, and this one was reported to it. False where a person chose the
   * supervision (`overridden`).
   */
  leavesToParent(error: Error, label: string | undefined, overridden: boolean): boolean
}

/** The actor system as its cells see it. */
export interface KernelSystem extends ActorSystem {
  /** Null while the system is not traced. */
  readonly tracing: Tracing | null
  readonly instrumentation: Instrumentation | null
  readonly remoting: Remoting | null
  readonly deadLetterLog: services.DeadLetterLog | null
  readonly eventStream: KernelEventStream
  readonly timers: TimerQueue
  readonly userGuardian: Cell
  readonly systemGuardian: Cell
  /** True when local sends need neither a copy nor a trace. */
  readonly plainSends: boolean
  readonly beforeTurn: ((cell: Cell, item: unknown) => void) | null
  /** Makes the whole participant busy; null: it cannot be. */
  readonly blockNode: ((ms: number) => void) | null
  /** The error classes that the application registered. */
  readonly errorClasses: readonly ErrorClass[]
  /** The reply refs of open asks whose path was read, by name. */
  readonly temps: Map<string, LocalTarget>
  /** Set once the system ends. */
  readonly endReason: EndReason | null
  /** Set by a fatal error: the system must not be driven further. */
  readonly failure: Error | null
  /** The actor that handles something at this moment. */
  current: Cell | null
  /** The number of messages that may still be handled at this instant. */
  budget: number
  readonly othersWait: boolean
  /** Appends a cell to the run queue. */
  ready(cell: Cell): void
  /** A fatal error ends the system with the turn under way. `label`: of the message being handled. */
  fail(error: Error, label?: string): void
  newCell(parent: Cell, name: string, uid: number, initial: AnyBehavior, handlingMs: number): Cell
  /** @throws {ActorError} `unknown-mailbox` for a name that is not configured. */
  chooseMailbox(cell: Cell, options: SpawnOptions | undefined): void
  copyOf(message: unknown): unknown
  /** @throws {IllegalContextUse} when the system was given none. */
  interactionsFor(call: string, path: string): Interactions
  nextTempNumber(): number
  /** The actor, adapter or reply ref at a path of this system; null: nothing lives there. */
  find(path: string): LocalTarget | null
  /** The actor at a path, or the one behind an adapter there. */
  findCell(path: string): Cell | null
  /** The actor behind a ref: local, remote, null (none lives there) or `never` for the ignore ref, which never ends. */
  targetOf(ref: ActorRef<never>): Cell | RemoteTarget | 'never' | null
  /** False only when it is certain that no reply can come from there. */
  mayLive(ref: ActorRef<never>): boolean
  /** Runs a function with a cause of its own: what it emits and sends follows from that cause. */
  under(cause: EventId | null, rule: string | null, run: () => void): void
  deadLetter(message: unknown, to: string, sender: string | null, why: string, origin: Origin | null): void
  dropped(cell: Cell, message: unknown, reason: string, origin: Origin | null): void
  unhandled(cell: Cell, message: unknown): void
  guardianStopped(guardian: Cell): void
}

/** An actor's context with the parts that only the kernel uses. */
export interface KernelContext extends ActorContext<unknown> {
  readonly cell: Cell
  /** @throws {IllegalContextUse} while the actor handles nothing. */
  mustBeHandling(call: string): void
  /** `make` is a parameter so that only programs with timers load their code. */
  timers(make: (cell: Cell) => CellTimers): CellTimers
}

export interface KernelEventStream extends EventStream {
  /** Removes the subscriptions of an actor that ended, those of its adapters included. */
  forget(owner: Cell): void
  /** Removes the subscription of a remote actor. */
  forgetPath(path: string): void
}

export type SystemMail = services.SystemMail<Cell>
export type Tracing = services.Tracing<Cell, KernelSystem>
export type Interactions = services.Interactions<Cell, KernelSystem>
export type Remoting = services.Remoting<Cell, RemoteTarget>
export type Instrumentation = services.Instrumentation<Cell, KernelSystem, CellSupervisionOverride, Wrapper>

/** Around the behavior that an actor runs. */
export type Wrapper = Supervisor | Interception

export interface Interception {
  readonly type: 'interception'
  started: boolean
  readonly interceptor: AnyInterceptor
  /** The behavior for the cell to run, once `inner` has started with this interception around it. */
  around(cell: Cell, inner: AnyBehavior): AnyBehavior
}

export interface CellDeathWatch {
  isWatching(path: string): boolean
  unwatch(ref: ActorRef<never>): void
  /** Cancels the watch of one actor, also its notice in the mailbox. */
  forget(path: string): void
  forgetAll(): void
  addWatcher(watcher: Cell): void
  removeWatcher(watcher: Cell): void
  /** Enqueues the notice of a watched actor's end. */
  notice(path: string, cause: Error | null): void
  /** Removes the watch of a notice that reached its turn. False: the watch was cancelled meanwhile. */
  acceptNotice(watching: object): boolean
  /** Notifies the watchers, except the parent, of the end of this actor. */
  notifyWatchers(): void
}

/** An actor of another system. */
export interface RemoteTarget extends ActorRef<unknown> {
  readonly address: string
  addWatcher(watcher: Cell): void
  removeWatcher(watcher: Cell): void
}

export interface CellFaults {
  add(request: FaultRequest): void
  /** Handles a message by the behavior, or commits a fault in its place. */
  handle(cell: Cell, message: unknown): AnyBehavior
  /** The behavior to start: `initial`, or a fault in its place. */
  start(cell: Cell, initial: AnyBehavior): AnyBehavior
}

export interface CellSupervisionOverride {
  /** The rules that a person chose, outermost first; null: the code decides. */
  readonly chosen: { readonly rules: readonly Supervisor[]; markStarted(): void } | null
  /** Runs the outermost factories of a start and returns the behavior to go on with. */
  begin(cell: Cell, initial: AnyBehavior): AnyBehavior
  /** A chosen rule restarts the actor: sets its initial behavior and returns the wrappers that stay. */
  beginRestart(cell: Cell, rule: Supervisor): readonly Wrapper[]
  choose(cell: Cell, choice: SupervisionChoice | null): void
  /** Emits the rules of the code if its wrappers changed. */
  wrappersChanged(cell: Cell): void
  /** Emits the rules of the code if they changed, for actors without wrappers. */
  emitRules(cell: Cell): void
  /** An exhausted supervisor passes a failure on outward. */
  pass(error: Error, supervisor: Supervisor): void
  /** The rules that passed this failure on, innermost first; they are forgotten afterwards. */
  takePassed(error: Error): readonly SupervisionRule[]
}
