import type { BackoffStrategy } from '../api/backoff-strategy.ts'
import type { RestartStrategy } from '../api/plain-strategies.ts'
import type { Signal } from '../api/signal.ts'
import { caught } from '../base/error-text.ts'
import { Ring } from '../base/ring.ts'
import { deliverSignal } from './cell-signal.ts'
import { stopMail } from './mail.ts'
import type { Cell, Wrapper } from './ports.ts'
import { Restarting, type StashedItem } from './restarting.ts'
import type { Supervisor } from './supervisor.ts'
import { wrappersUpTo } from './wrappers.ts'

const preRestart: Signal = { type: 'PreRestart' }
const noWrappers: readonly Wrapper[] = []

/**
 * The first half of a restart: PreRestart, the stop of the children, the delay. `finishRestarts` follows in the same turn
 * where there is nothing to wait for. PreRestart goes to the behavior that failed; a failed start has none.
 */
export function beginRestart(cell: Cell, supervisor: Supervisor): void {
  const { system } = cell
  const strategy = supervisor.strategy as RestartStrategy | BackoffStrategy
  cell.timers?.cancelEvery()
  const failedAtStart = cell.behavior === null || !supervisor.started
  const outside = supervisor.byPerson
    ? cell.supervisionOverride!.beginRestart(cell, supervisor)
    : wrappersUpTo(cell, supervisor)
  if (!failedAtStart) {
    // Only interceptors inside of this supervisor see PreRestart.
    const all = cell.wrappers ?? noWrappers
    cell.wrappers = outside.length === all.length ? noWrappers : all.slice(outside.length)
    try {
      deliverSignal(cell, preRestart, null)
    } catch (thrown) {
      system.tracing?.logFailure(cell, caught(thrown))
    }
  }
  const earlier = supervisor.count
  supervisor.countRestart(system.now)
  const wasStarted = supervisor.started
  supervisor.started = true
  cell.wrappers = outside
  cell.behavior = null

  let children: Set<Cell> | null = null
  if (strategy.stopChildren && cell.children !== null && cell.children.size > 0) {
    children = new Set()
    for (const child of cell.children.values()) {
      children.add(child)
      cell.deathWatch?.forget(child.path)
      child.enqueueSystemMail(stopMail)
    }
  }
  let delayMs = 0
  if (strategy.type === 'backoff') delayMs = Math.max(1, strategy.delayMs(earlier, system.random.next()))
  // Without limit and pause a start that always fails would be retried endlessly within this turn.
  else if (failedAtStart && wasStarted && strategy.maxRestarts === -1)
    delayMs = pauseMs(supervisor.failedStarts++)

  const items = inheritsStash(cell.restarting, supervisor) ? cell.restarting!.items : new Ring<StashedItem>()
  const restarting = new Restarting(supervisor, children, delayMs > 0, items)
  cell.restarting = restarting
  if (delayMs > 0) delayRestart(cell, restarting, delayMs)
}

/** The pause doubles with each failed start, so that a start that always fails does not fill the trace. */
export const pauseMs = (failedStarts: number): number => Math.min(maxPauseMs, 2 ** Math.min(failedStarts, 30))

const maxPauseMs = 1000

/** A further failure keeps the stashed mail, unless another supervisor of the code decided: it has its own stash. */
const inheritsStash = (earlier: Restarting | null, supervisor: Supervisor): boolean =>
  earlier !== null &&
  (earlier.supervisor === supervisor || earlier.supervisor.byPerson || supervisor.byPerson)

function delayRestart(cell: Cell, restarting: Restarting, delayMs: number): void {
  const { system } = cell
  const until = system.now + delayMs
  const origin = system.tracing?.backingOff(cell, until) ?? null
  system.timers.schedule(until, () =>
    system.under(
      origin,
      restarting.supervisor.strategy.type === 'backoff' ? 'backoff' : 'restart pause',
      () => cell.enqueueSystemMail({ type: 'restart', restarting }),
    ),
  )
}
