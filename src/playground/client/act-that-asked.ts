import { type ExchangeData, requestText, type ScenarioCard } from '../../scenarios/card.ts'
import type { Action, ActionView, EventId } from '../../trace/index.ts'
import type { Locale } from '../texts/texts.ts'

/**
 * The act that sent a request. The client counts its requests from 1 in each incarnation. Null when the act and the request
 * differ, because the client has lost its count in a restart.
 */
export function actThatAsked(
  { id, request }: { readonly id: number; readonly request: string },
  actions: readonly ActionView[],
  card: ScenarioCard,
  locale: Locale,
): EventId | null {
  const client = card.commands[0]
  const types = new Set(card.commands.filter(({ isSwitch }) => !isSwitch).map(({ type }) => type))
  let asked = 0
  let found: EventId | null = null
  for (const { action, event } of actions) {
    if (
      action.type === 'PowerFailure' ||
      (action.type === 'Start' && action.participant === client?.participant)
    ) {
      asked = 0
      found = null
    }
    if (action.type !== 'Tell' || action.participant !== client?.participant || action.actor !== client.actor)
      continue
    if (!types.has(action.message.type)) continue
    const before = asked
    asked += action.times ?? 1
    if (before < id && id <= asked)
      found = requestText(card, dataOf(action.message))[locale] === request ? event : null
  }
  return found
}

/** The fields of a command that a form can have. */
function dataOf({ type, ...fields }: Extract<Action, { type: 'Tell' }>['message']): ExchangeData {
  const values = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' || value === null ? [[name, value] as const] : [],
  )
  return { ...Object.fromEntries(values), type }
}
