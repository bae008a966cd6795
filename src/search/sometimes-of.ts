import { cqrsRarely, cqrsSometimes } from './cqrs-sometimes.ts'
import type { Sometimes } from './sometimes.ts'
import { webServerSometimes } from './web-server-sometimes.ts'

const conditions: Readonly<Record<string, readonly Sometimes[]>> = {
  cqrs: [...cqrsSometimes, ...cqrsRarely],
  'web-server': webServerSometimes,
}

/** The conditions that a search of a scenario should reach; none for an unknown one. */
export const sometimesOf = (scenario: string): readonly Sometimes[] =>
  Object.hasOwn(conditions, scenario) ? conditions[scenario]! : []
