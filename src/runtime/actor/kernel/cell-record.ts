import { withoutUid } from '../../../trace/actor-path.ts'
import type { Plain } from '../../../trace/plain.ts'
import type { SupervisionRule } from '../../../trace/supervision.ts'
import { type AnyBehavior, ignore } from '../behavior/behavior-values.ts'
import { CellContext } from './cell-context.ts'
import type { CellAdapters, CellReceiveTimeout, CellTimers } from './cell-parts.ts'
import { CellState } from './cell-state.ts'
import { LocalActorRef } from './local-actor-ref.ts'
import { createMail, messageIn, SystemItem, senderIn } from './mail.ts'
import { Mailbox } from './mailbox.ts'
import type { Origin } from './origin.ts'
import type * as ports from './ports.ts'
import type { Restarting } from './restarting.ts'

type Cell = ports.Cell

/** Shared by the cells of untraced systems until their first turn. Never linked to other items, because it is shared. */
const untracedCreate = new SystemItem(createMail, null, null)

/**
 * The record of one actor, and the ways into its mailboxes. All fields are set in the constructor in one order, so that
 * engines optimize access to them; rarely used ones are null until needed. The fields are described in {@link Cell}.
 */
export abstract class CellRecord implements Cell {
  readonly system: ports.KernelSystem
  readonly parent: Cell | null
  readonly name: string
  readonly uid: number
  readonly self: LocalActorRef
  readonly context: CellContext
  readonly user: boolean
  traced: boolean
  readonly initial: AnyBehavior

  state: number = CellState.created
  behavior: AnyBehavior | null = null
  readonly mailbox: Mailbox
  protected systemMail: SystemItem | null = null
  queued = false

  children: Map<string, Cell> | null = null
  childNames = 0
  deathWatch: ports.CellDeathWatch | null = null
  wrappers: readonly ports.Wrapper[] | null = null
  restarting: Restarting | null = null
  restarts = 0
  startedOnce = false
  failure: Error | null = null
  failureSeen = false
  stopCallback: (() => void) | null = null

  timers: CellTimers | null = null
  receiveTimeout: CellReceiveTimeout | null = null
  adapters: CellAdapters | null = null
  ownProtocol: ((message: unknown) => boolean) | null = null

  protected readonly handlingMs: number
  blockedMs = 0
  protected busyUntil = 0
  faults: ports.CellFaults | null = null
  supervisionOverride: ports.CellSupervisionOverride | null = null

  inspector: (() => Plain) | null = null
  inspected = ''
  traceSecond = -1
  traceCount = 0

  private pathText: string | null = null

  constructor(
    system: ports.KernelSystem,
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
    // The application's guardian counts as a user's actor, the implicit guardian does not.
    this.user = parent === null ? initial !== ignore : parent.user || parent === system.userGuardian
    this.traced = this.user || (parent !== null && parent === system.systemGuardian)
    this.initial = initial
    this.mailbox = new Mailbox(system.tracer !== null)
    this.handlingMs = handlingMs
  }

  /** Built at the first read, because few actors of a large system are ever named. */
  get path(): string {
    if (this.pathText === null) {
      const { parent, name, uid } = this
      const parentPath = parent === null ? '' : parent.plainPath
      this.pathText = uid === 0 ? `${parentPath}/${name}` : `${parentPath}/${name}#${uid}`
    }
    return this.pathText
  }

  get plainPath(): string {
    return this.uid === 0 ? this.path : withoutUid(this.path)
  }

  enqueue(item: unknown, origin: Origin | null): void {
    if (this.mailbox.isFull && this.refuse(item, origin)) return
    this.mailbox.add(item, origin)
    if (!this.queued) this.system.ready(this)
  }

  begin(): void {
    if (this.system.tracer !== null) {
      this.enqueueSystemMail(createMail)
      return
    }
    this.systemMail = untracedCreate
    this.system.ready(this)
  }

  enqueueSystemMail(mail: ports.SystemMail): void {
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

  /** False: the item is a notice of the kernel, which a full mailbox accepts too. */
  private refuse(item: unknown, origin: Origin | null): boolean {
    const message = messageIn(item)
    if (message === null) return false
    const why = `the mailbox is full at [${this.mailbox.capacity}] messages`
    this.system.deadLetter(message, this.path, senderIn(item), why, origin)
    return true
  }

  // A getter, because some type strippers turn an abstract field into an assignment that a subclass with a getter rejects.
  abstract get rulesOfCode(): readonly SupervisionRule[]
  abstract run(): void
  abstract blockFor(ms: number): void
  abstract dispatch(item: unknown, origin: Origin | null): void
  abstract handle(message: unknown): void
  abstract interpret(behavior: AnyBehavior, message: unknown): AnyBehavior
  abstract become(next: AnyBehavior, message: unknown): void
  abstract childEnded(child: Cell): void
  abstract leavesToParent(error: Error, label: string | undefined, overridden: boolean): boolean
}
