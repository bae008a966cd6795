import type { LoggedAction } from '../trace/action.ts'
import type { CommandCard, ScenarioCard } from './card.ts'

/** Virtual ms in which a cluster forms. */
const formedAfterMs = 15_000
const startedAfterMs = 1000
const intervalMs = 1500
/** Number of times that a command without a list of examples is sent. */
const times = 3

/**
 * Every request of the scenario in turn, several times and with all its examples, once everything has started. Switches are
 * left out, because each would change what the next request tries.
 */
export function workloadOf({ commands: offered, roles }: ScenarioCard): readonly LoggedAction[] {
  const from = roles.length === 0 ? startedAfterMs : formedAfterMs
  const commands = offered.filter(({ isSwitch }) => isSwitch !== true)
  const counts = commands.map(({ fields }) =>
    Math.max(times, ...fields.map(({ examples }) => examples?.length ?? 0)),
  )
  return Array.from({ length: Math.max(...counts) }, (_, i) =>
    commands.filter((_, c) => i < counts[c]!).map(command => tell(command, i)),
  )
    .flat()
    .map((action, index) => ({ index, at: from + index * intervalMs, action }))
}

/** The command for the `i`-th time: with the next examples, or with its example and a number. */
function tell({ type, participant, actor, fields }: CommandCard, i: number): LoggedAction['action'] {
  const values = fields.map(({ name, example, examples }) => [
    name,
    examples === undefined ? `${example}${i + 1}` : examples[i % examples.length]!,
  ])
  return { type: 'Tell', participant, actor, message: { type, ...Object.fromEntries(values) } }
}
