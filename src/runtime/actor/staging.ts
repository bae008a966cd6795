import type { SupervisionRule } from '../../trace/supervision.ts'
import { Oversight } from './chosen-supervision.ts'
import { DeadLetterLog, type DeadLetterLogSettings } from './dead-letter-log.ts'
import { Faults } from './faults.ts'
import { ruleOf, rulesOf } from './strategy-text.ts'
import type { Supervisor } from './supervisor.ts'
import { type Tracing, tracing } from './tracing.ts'
import type { Wrapper } from './wrapper.ts'

/**
 * What only those systems need that somebody watches and interferes with: a trace, faults on request, supervision
 * that is told and chosen, and a log of dead letters. A system is given it, so that others need not even load it.
 */
export interface Staging {
  newFaults(): Faults
  newOversight(): Oversight
  newDeadLetterLog(settings: DeadLetterLogSettings): DeadLetterLog
  ruleOf(supervisor: Supervisor): SupervisionRule
  rulesOf(wrappers: readonly Wrapper[]): readonly SupervisionRule[]
  readonly tracing: Tracing
}

export const staging: Staging = {
  newFaults: () => new Faults(),
  newOversight: () => new Oversight(),
  newDeadLetterLog: settings => new DeadLetterLog(settings),
  ruleOf,
  rulesOf,
  tracing,
}
