import type { SupervisionChoice, SupervisionRule } from '../../../trace/supervision.ts'
import type { Cell } from '../kernel/cell.ts'
import { CellState } from '../kernel/cell-state.ts'
import type { Supervisor } from '../kernel/supervisor.ts'
import type { Wrapper } from '../kernel/wrapper.ts'
import { DeadLetterLog, type DeadLetterLogSettings } from './dead-letter-log.ts'
import { type FaultRequest, Faults } from './faults.ts'
import { ruleOf, rulesOf } from './strategy-text.ts'
import { SupervisionOverride } from './supervision-override.ts'
import { type Tracing, tracing } from './tracing.ts'

/**
 * What only those systems need that somebody watches and interferes with: a trace, faults on request, supervision
 * that is told and chosen, and a log of dead letters. A system is given it, so that others need not even load it.
 */
export interface Instrumentation {
  failNext(cell: Cell | null, order: Partial<FaultRequest>): boolean
  supervise(cell: Cell | null, choice: SupervisionChoice | null): boolean
  newSupervisionOverride(): SupervisionOverride
  newDeadLetterLog(settings: DeadLetterLogSettings): DeadLetterLog
  ruleOf(supervisor: Supervisor): SupervisionRule
  rulesOf(wrappers: readonly Wrapper[]): readonly SupervisionRule[]
  readonly tracing: Tracing
}

export const instrumentation: Instrumentation = {
  failNext(cell, order) {
    if (cell === null || cell.state >= CellState.stopping) return false
    cell.faults ??= new Faults()
    cell.faults.add({ fault: 'error', error: 'Boom', times: 1, during: 'message', ...order })
    return true
  },
  supervise(cell, choice) {
    if (cell === null || cell.state >= CellState.stopping) return false
    cell.oversight ??= new SupervisionOverride()
    cell.oversight.choose(cell, choice)
    return true
  },
  newSupervisionOverride: () => new SupervisionOverride(),
  newDeadLetterLog: settings => new DeadLetterLog(settings),
  ruleOf,
  rulesOf,
  tracing,
}
