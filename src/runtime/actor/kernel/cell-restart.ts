import type { BackoffStrategy } from '../api/backoff-strategy.ts'
import type { RestartStrategy } from '../api/plain-strategies.ts'
import type { Signal } from '../api/signal.ts'
import { caught } from '../base/error-text.ts'
import { Ring } from '../base/ring.ts'
import { checkedDelay } from '../base/timer-queue.ts'
import type { Cell } from './cell.ts'
import { handleFailure } from './cell-failure.ts'
import { signal } from './cell-signal.ts'
import { adoptInitial } from './cell-start.ts'
import { CellState } from './cell-state.ts'
import { messageIn, type Origin, stopMail } from './mail.ts'
import type { Supervisor } from './supervisor.ts'
import type { Wrapper } from './wrapper.ts'

type Restarts = RestartStrategy | BackoffStrategy

const preRestart: Signal = { type: 'PreRestart' }
const noWrappers: readonly Wrapper[] = []

/** A restart under way: what it waits for, and the mail that came meanwhile. */
export class Restarting {
  readonly supervisor: Supervisor
  readonly items: Ring<{ readonly item: unknown; readonly origin: Origin | null }>
  ready = false
  /** Whose end it waits for; null: nobody's. */
  private readonly children: Set<Cell> | null
  private delayed: boolean

  constructor(
    supervisor: Supervisor,
    children: Set<Cell> | null,
    delayed: boolean,
    items: Restarting['items'],
  ) {
    this.supervisor = supervisor
    this.children = children
    this.delayed = delayed
    this.items = items
    this.check()
  }

  childGone(cell: Cell, child: Cell): void {
    if (!this.children?.delete(child)) return
    cell.receiveTimeout?.countAnew()
    this.check()
  }

  delayOver(): void {
    this.delayed = false
    this.check()
  }

  stash(cell: Cell, item: unknown, origin: Origin | null): void {
    const capacity = (this.supervisor.strategy as Restarts).stashCapacity
    if (this.items.size < capacity) {
      this.items.push({ item, origin })
    } else {
      const message = messageIn(item)
      if (message !== null)
        cell.system.dropped(cell, message, `the stash of a restart is full at [${capacity}]`, origin)
    }
  }

  private check(): void {
    this.ready = !this.delayed && (this.children === null || this.children.size === 0)
  }
}

/**
 * Steps 1 to 5 of a restart; the rest follows in {@link finishRestarts}, within this turn if there is nothing
 * to wait for. PreRestart goes to the behavior that failed; a start that failed has none.
 */
export function beginRestart(cell: Cell, supervisor: Supervisor): void {
  const { system } = cell
  const strategy = supervisor.strategy as Restarts
  cell.timers?.cancelEvery()
  const failedAtStart = cell.behavior === null || !supervisor.started
  const kept = supervisor.keeps(cell)
  if (!failedAtStart) {
    // Only what this supervisor wraps hears of it.
    const all = cell.wrappers ?? noWrappers
    cell.wrappers = kept.length === all.length ? noWrappers : all.slice(kept.length)
    try {
      signal(cell, preRestart, null)
    } catch (thrown) {
      system.tracing?.logFailure(cell, caught(thrown))
    }
  }
  const earlier = supervisor.count
  supervisor.countRestart(system.now)
  const wasSettled = supervisor.started
  supervisor.started = true
  cell.wrappers = kept
  cell.behavior = null

  let children: Set<Cell> | null = null
  if (strategy.stopChildren && cell.children !== null && cell.children.size > 0) {
    children = new Set()
    for (const child of cell.children.values()) {
      children.add(child)
      cell.deathWatch?.forget(child.path)
      child.tellSystem(stopMail)
    }
  }
  let delayMs = 0
  if (strategy.type === 'backoff') delayMs = Math.max(1, strategy.delayMs(earlier, system.random.next()))
  // Without end and without pause a start that always fails would never let go of this turn.
  else if (failedAtStart && wasSettled && strategy.maxRestarts === -1)
    delayMs = pauseMs(supervisor.failedStarts++)

  const items = takesMailOver(cell.restarting, supervisor) ? cell.restarting!.items : new Ring<never>()
  const restarting = new Restarting(supervisor, children, delayMs > 0, items as Restarting['items'])
  cell.restarting = restarting
  if (delayMs > 0) delayRestart(cell, restarting, delayMs)
}

/** Longer from one to the next: a start that always fails is to be seen, and not to fill the trace. */
export const pauseMs = (failed: number): number => Math.min(longestPauseMs, 2 ** Math.min(failed, 30))

const longestPauseMs = 1000

/** A further failure keeps the mail that waits. Another supervisor of the code has a stash of its own. */
const takesMailOver = (before: Restarting | null, supervisor: Supervisor): boolean =>
  before !== null && (before.supervisor === supervisor || before.supervisor.byPerson || supervisor.byPerson)

function delayRestart(cell: Cell, restarting: Restarting, delayMs: number): void {
  const { system } = cell
  const until = system.now + delayMs
  const origin = system.tracing?.backingOff(cell, until) ?? null
  system.timers.schedule(until, () =>
    system.under(origin, null, () => cell.tellSystem({ type: 'restart', restarting })),
  )
}

/** Steps 7 and 8, as often as failures on the way ask for it. */
export function finishRestarts(cell: Cell): void {
  while (cell.restarting?.ready && cell.state === CellState.running && cell.system.failure === null) {
    restartNow(cell, cell.restarting)
  }
}

function restartNow(cell: Cell, restarting: Restarting): void {
  const { system } = cell
  const { supervisor, items } = restarting
  restarting.ready = false
  cell.timers?.cancelEvery()
  if (supervisor.strategy.type === 'backoff')
    forgetCountLater(cell, supervisor, supervisor.strategy.resetBackoffAfterMs)
  cell.restarts++
  // Told again even if it comes out the same.
  cell.inspected = ''
  system.tracing?.restart(cell)
  try {
    adoptInitial(cell, supervisor.initial)
  } catch (thrown) {
    handleFailure(cell, thrown)
    return
  }
  if (cell.behavior !== null) supervisor.failedStarts = 0
  while (
    items.size > 0 &&
    cell.behavior !== null &&
    cell.state === CellState.running &&
    system.failure === null
  ) {
    const { item, origin } = items.shift()
    if (system.beforeTurn !== null) system.beforeTurn(cell, item)
    cell.dispatch(item, origin)
  }
  if (cell.restarting !== restarting) return
  cell.restarting = null
  while (items.size > 0) {
    const { item, origin } = items.shift()
    const message = messageIn(item)
    if (message !== null) {
      system.deadLetter(message, cell.path, null, 'the actor stopped with the message in its stash', origin)
    }
  }
}

function forgetCountLater(cell: Cell, supervisor: Supervisor, afterMs: number): void {
  const { count } = supervisor
  cell.system.timers.schedule(cell.system.now + checkedDelay(afterMs), () => {
    if (supervisor.count === count) supervisor.count = 0
  })
}
