import { cqrsCode } from '../scenarios/cqrs/start.ts'
import { lampsOf } from '../scenarios/lamps.ts'
import type { ScenarioCode } from '../scenarios/scenario.ts'
import { webServerCode } from '../scenarios/web-server/start.ts'
import type { SearchOptions } from '../search/search.ts'
import { type SearchedCode, searchOptions } from '../search/search-options.ts'
import type { Plain } from '../trace/plain.ts'
import type { RunHeader } from '../trace/run-file.ts'
import {
  hastyCache,
  hastyWriter,
  impatientServer,
  overdueDeletion,
  volatileJournal,
  withoutCatchUp,
} from './planted-defects.fixture.ts'
import { cqrsHeader } from './random-run.ts'
import { webServerHeader } from './web-server-run.ts'

/** A defect, and the lamp that a search must turn red. */
export interface PlantedSearch extends Partial<SearchedCode> {
  readonly name: string
  readonly scenario: 'cqrs' | 'web-server'
  readonly lamp: string
  readonly settings?: { readonly [key: string]: Plain }
}

export const plantedSearches = [
  {
    name: 'auto-down with a split',
    scenario: 'cqrs',
    lamp: 'one-writer',
    settings: { cluster: { downing: { strategy: 'auto-down', afterMs: 1000 } } },
  },
  {
    name: 'a reader that applies updates across a gap',
    scenario: 'cqrs',
    lamp: 'same-data',
    code: withoutCatchUp('apply'),
  },
  {
    name: 'a reader without catch-up',
    scenario: 'cqrs',
    lamp: 'readers-agree',
    code: withoutCatchUp('ignore'),
  },
  {
    name: 'a writer without its proxy’s buffer',
    scenario: 'cqrs',
    lamp: 'writes-kept',
    settings: { cluster: { singleton: { bufferSize: 0 } } },
  },
  {
    name: 'a snapshot that deletes too much',
    scenario: 'cqrs',
    lamp: 'nothing-lost',
    wrapStores: overdueDeletion,
  },
  {
    name: 'a supervisor that resumes over corrupt state',
    scenario: 'web-server',
    lamp: 'sound-cache',
    code: hastyCache,
  },
  {
    name: 'a database that loses what it acknowledged',
    scenario: 'cqrs',
    lamp: 'nothing-lost',
    wrapStores: volatileJournal,
  },
  {
    name: 'a cluster without downing',
    scenario: 'cqrs',
    lamp: 'members-agree',
    settings: { cluster: { downing: { strategy: 'none' } } },
  },
  {
    name: 'a writer that acknowledges before it stores',
    scenario: 'cqrs',
    lamp: 'nothing-lost',
    code: hastyWriter,
  },
  {
    name: 'a web server that answers again after its time-out',
    scenario: 'web-server',
    lamp: 'answered-once',
    code: impatientServer,
  },
] as const satisfies readonly PlantedSearch[]

/** The search for a planted defect. */
export function searchFor(planted: PlantedSearch, changed: Partial<SearchOptions> = {}): SearchOptions {
  const { scenario, lamp, settings = {}, code, wrapStores } = planted
  const header: RunHeader = scenario === 'cqrs' ? cqrsHeader(1, settings) : webServerHeader(1, settings)
  const { check } = lampsOf(scenario).find(({ id }) => id === lamp)!
  const sound: ScenarioCode = scenario === 'cqrs' ? cqrsCode : webServerCode
  const how = { code: code ?? sound, ...(wrapStores && { wrapStores }) }
  return { ...searchOptions({ header, check, actions: [] }, how), ...changed }
}
