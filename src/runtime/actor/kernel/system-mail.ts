import { ActorError } from '../base/actor-error.ts'
import { handleFailure } from './cell-failure.ts'
import { adoptInitial } from './cell-start.ts'
import { CellState } from './cell-state.ts'
import { beginStop } from './cell-stop.ts'
import type { Cell, SystemMail } from './ports.ts'

export function handleSystemMail(cell: Cell, mail: SystemMail): void {
  switch (mail.type) {
    case 'create':
      startCell(cell)
      break
    case 'stop':
      beginStop(cell, null)
      break
    case 'gone':
      cell.deathWatch?.notice(mail.path, null)
      break
    case 'child gone':
      cell.childEnded(mail.child)
      cell.deathWatch?.notice(mail.child.path, mail.cause)
      break
    case 'restart':
      cell.receiveTimeout?.countAnew()
      if (cell.restarting === mail.restarting) mail.restarting.delayOver()
      break
    case 'call':
      mail.run()
  }
}

/** The actor's first turn. */
function startCell(cell: Cell): void {
  cell.state = CellState.running
  cell.system.tracing?.start(cell)
  try {
    if (cell.parent === null) checkStartBuffer(cell)
    adoptInitial(cell, cell.initial)
  } catch (thrown) {
    handleFailure(cell, thrown)
  }
  // A child of a suspended parent starts, but handles no message before the verdict on its parent.
  if (cell.parent?.state === CellState.suspended && cell.state === CellState.running) {
    cell.state = CellState.suspended
  }
}

/** Pekko limits the messages that a guardian receives before it started. */
function checkStartBuffer(guardian: Cell): void {
  if (guardian.mailbox.size <= guardianStartBuffer) return
  throw new ActorError(
    'StashOverflow',
    'stash-overflow',
    `More than [${guardianStartBuffer}] messages waited for [${guardian.path}] before it started. Send fewer.`,
  )
}

const guardianStartBuffer = 1000
