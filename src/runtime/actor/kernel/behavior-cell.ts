import type { SupervisionRule } from '../../../trace/supervision.ts'
import { labelOf } from '../base/message-text.ts'
import {
  type AnyBehavior,
  Kind,
  ReceiveBehavior,
  type StoppedBehavior,
  same,
  unhandled,
} from '../behavior/behavior-values.ts'
import { handleFailure } from './cell-failure.ts'
import { CellRecord } from './cell-record.ts'
import { finishRestarts } from './cell-restart.ts'
import { startBehavior } from './cell-start.ts'
import { CellState } from './cell-state.ts'
import { beginStop, finishStop } from './cell-stop.ts'
import { InternalMail, messageIn, type SystemItem } from './mail.ts'
import type { Origin } from './origin.ts'
import type { Cell } from './ports.ts'
import type { Restarting } from './restarting.ts'
import { handleSystemMail } from './system-mail.ts'

/** Number of user messages that an actor handles in one turn. */
const throughput = 5

/** The cell of an actor with a behavior: its record, and the turn loop that handles its mail. */
export class BehaviorCell extends CellRecord {
  run(): void {
    this.queued = false
    const system = this.system
    if (this.busyUntil > system.now) return
    if (this.systemMail !== null) {
      this.handleAllSystemMail()
      if (this.busyUntil > system.now) return
    }
    let left = throughput
    while (this.mailbox.size > 0 && this.state === CellState.running && system.budget > 0) {
      if (left === 0) {
        if (system.othersWait) break
        // Without other actors in the run queue the next turn would be this actor's again.
        left = throughput
      }
      left--
      system.budget--
      this.handleNext()
      if (this.busyUntil > system.now) return
      if (this.systemMail !== null) this.handleAllSystemMail()
    }
    if (this.mailbox.size > 0 && this.state === CellState.running && !this.queued) system.ready(this)
  }

  private handleNext(): void {
    const system = this.system
    const item = this.mailbox.shift()
    const origin = this.mailbox.shiftOrigin()
    if (system.beforeTurn !== null) system.beforeTurn(this, item)
    system.current = this
    this.dispatch(item, origin)
    if (this.restarting !== null) finishRestarts(this)
    if (this.receiveTimeout !== null) this.receiveTimeout.handled(item)
    if (system.tracing !== null) system.tracing.finish(this)
    system.current = null
    if (this.handlingMs > 0 || this.blockedMs > 0) this.stayBusy(this.handlingMs)
  }

  dispatch(item: unknown, origin: Origin | null): void {
    if (this.behavior === null) {
      if (this.restarting !== null) this.stashForRestart(this.restarting, item, origin)
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

  /** The kernel checks no message type: the types of the refs already did. */
  interpret(behavior: AnyBehavior, message: unknown): AnyBehavior {
    if (behavior instanceof ReceiveBehavior) return behavior.onMessage(this.context, message)
    return behavior['~kind'] === Kind.ignore ? same : unhandled
  }

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

  leavesToParent(_error: Error, _label: string | undefined, _overridden: boolean): boolean {
    return false
  }

  get rulesOfCode(): readonly SupervisionRule[] {
    return this.system.instrumentation?.rulesOf(this.wrappers ?? []) ?? []
  }

  childEnded(child: Cell): void {
    this.children?.delete(child.name)
    if (this.restarting?.childEnded(child)) this.receiveTimeout?.countAnew()
    if (this.state === CellState.stopping && this.children?.size === 0) finishStop(this)
  }

  private stashForRestart({ items, stashCapacity }: Restarting, item: unknown, origin: Origin | null): void {
    if (items.size < stashCapacity) {
      items.push({ item, origin })
      return
    }
    const message = messageIn(item)
    const why = `the stash of a restart is full at [${stashCapacity}]`
    if (message !== null) this.system.dropped(this, message, why, origin)
  }

  private stayBusy(handlingMs: number): void {
    const ms = handlingMs + this.blockedMs
    this.blockedMs = 0
    if (this.state < CellState.stopping) this.blockFor(ms)
  }

  blockFor(ms: number): void {
    this.busyUntil = Math.max(this.busyUntil, this.system.now + ms)
    this.system.timers.schedule(this.busyUntil, () => {
      if (!this.queued) this.system.ready(this)
    })
  }

  private handleAllSystemMail(): void {
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
        handleSystemMail(this, item.mail)
        if (this.restarting !== null) finishRestarts(this)
        if (system.tracing !== null) system.tracing.finish(this)
        system.current = null
      }
    }
    if (this.blockedMs > 0) this.stayBusy(0)
  }
}
