import type { Check, Condition } from './check.ts'
import { ruleEvents } from './evaluate-cluster-rules.ts'
import { journalAgreementEvents } from './evaluate-journal-agreement.ts'
import { isFact } from './evaluation.ts'
import { isChangedBy } from './fact.ts'
import type { TraceEventBody } from './trace-event.ts'

const conditionHeeds = (condition: Condition | undefined, type: TraceEventBody['type']): boolean =>
  condition !== undefined && (isFact(condition) ? isChangedBy(condition, type) : condition.event === type)

/** False when an event of this type cannot change the evaluation of the check, so that it need not be fed. */
export const heeds = (check: Check, type: TraceEventBody['type']): boolean => {
  switch (check.type) {
    case 'eventually':
      return conditionHeeds(check.what, type) || conditionHeeds(check.after, type)
    case 'always':
      return [check.what, check.while, ...(check.unless ?? [])].some(each => conditionHeeds(each, type))
    case 'leadsTo':
      return [check.when, check.then, check.while, ...(check.unless ?? [])].some(each =>
        conditionHeeds(each, type),
      )
    case 'atMostOne':
      return type === 'ParticipantStopped' || check.begin.event === type || check.end.event === type
    case 'clusterRule':
      return ruleEvents[check.rule].includes(type)
    case 'agreesWithJournal':
      return journalAgreementEvents.has(type) || conditionHeeds(check.while, type)
    case 'all':
    case 'any':
      return check.checks.some(part => heeds(part, type))
    default:
      return conditionHeeds(check.what, type)
  }
}
