import type { SupervisionChoice, SupervisionRule } from '../../trace/supervision.ts'
import type { Cell } from './cell.ts'
import { CellState } from './cell-state.ts'
import { Oversight } from './chosen-supervision.ts'
import { DeadLetterLog, type DeadLetterLogSettings } from './dead-letter-log.ts'
import { type FaultOrder, Faults } from './faults.ts'
import { ruleOf, rulesOf } from './strategy-text.ts'
import type { Supervisor } from './supervisor.ts'
import { type Tracing, tracing } from './tracing.ts'
import type { Wrapper } from './wrapper.ts'

/**
 * What only those systems need that somebody watches and interferes with: a trace, faults on request, supervision
 * that is told and chosen, and a log of dead letters. A system is given it, so that others need not even load it.
 */
export interface Staging {
  failNext(cell: Cell | null, order: Partial<FaultOrder>): boolean
  supervise(cell: Cell | null, choice: SupervisionChoice | null): boolean
  newOversight(): Oversight
  newDeadLetterLog(settings: DeadLetterLogSettings): DeadLetterLog
  ruleOf(supervisor: Supervisor): SupervisionRule
  rulesOf(wrappers: readonly Wrapper[]): readonly SupervisionRule[]
  readonly tracing: Tracing
}

export const staging: Staging = {
  failNext(cell, order) {
    if (cell === null || cell.state >= CellState.stopping) return false
    cell.faults ??= new Faults()
    cell.faults.add({ fault: 'error', error: 'Boom', times: 1, during: 'message', ...order })
    return true
  },
  supervise(cell, choice) {
    if (cell === null || cell.state >= CellState.stopping) return false
    cell.oversight ??= new Oversight()
    cell.oversight.choose(cell, choice)
    return true
  },
  newOversight: () => new Oversight(),
  newDeadLetterLog: settings => new DeadLetterLog(settings),
  ruleOf,
  rulesOf,
  tracing,
}
