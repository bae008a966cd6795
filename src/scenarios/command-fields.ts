import type { CommandField } from './card.ts'
import { cqrsFields } from './cqrs/command-fields.ts'
import { cqrsAsPrintedFields } from './cqrs-as-printed/command-fields.ts'
import { webServerFields } from './web-server/command-fields.ts'
import { workbenchFields } from './workbench/command-fields.ts'

export type CommandFields = Readonly<Record<string, readonly CommandField[]>>

/** Apart from the cards, because the conductor's worker refuses wrong commands and needs none of the cards' other texts. */
const fields: Readonly<Record<string, CommandFields>> = {
  cqrs: cqrsFields,
  'cqrs-as-printed': cqrsAsPrintedFields,
  'web-server': webServerFields,
  workbench: workbenchFields,
}

/** The fields of each command of a scenario, by its `type`. */
export function commandFieldsOf(scenario: string): CommandFields {
  const found = Object.hasOwn(fields, scenario) ? fields[scenario] : undefined
  if (found === undefined) throw new Error(`Scenario [${scenario}] is missing in command-fields.ts. Add it.`)
  return found
}
