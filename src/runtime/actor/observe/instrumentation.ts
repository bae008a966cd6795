import { CellState } from '../kernel/cell-state.ts'
import type { Cell, Instrumentation } from '../kernel/ports.ts'
import { DeadLetterLog } from './dead-letter-log.ts'
import { Faults } from './faults.ts'
import { ruleOf, rulesOf } from './strategy-text.ts'
import { SupervisionOverride } from './supervision-override.ts'
import { tracing } from './tracing.ts'

/** For the option `instrumentation` of a system. A program that does not pass it does not load its code. */
export const instrumentation: Instrumentation = {
  failNext(cell, request) {
    if (!isLiving(cell)) return false
    cell.faults ??= new Faults()
    cell.faults.add({ fault: 'error', error: 'Boom', times: 1, during: 'message', ...request })
    return true
  },
  supervise(cell, choice) {
    if (!isLiving(cell)) return false
    cell.supervisionOverride ??= new SupervisionOverride()
    cell.supervisionOverride.choose(cell, choice)
    return true
  },
  block(cell, forMs) {
    if (!isLiving(cell)) return false
    cell.blockFor(forMs)
    return true
  },
  newSupervisionOverride: () => new SupervisionOverride(),
  newDeadLetterLog: settings => new DeadLetterLog(settings),
  ruleOf,
  rulesOf,
  tracing,
}

const isLiving = (cell: Cell | null): cell is Cell => cell !== null && cell.state < CellState.stopping
