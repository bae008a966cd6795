import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { resolve } from '../sandbox/realm/link-modules.ts'
import { scenarioCards } from './cards.ts'
import { codeIn, loadScenarioModules } from './scenario-modules.ts'

const src = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, src), 'utf8')

/** The modules from which a file imports values. */
const importsOf = (path: string) =>
  [...read(path).matchAll(/^import (?!type)([^;]*?) from '(\..*?)'/gms)]
    .filter(([, what]) => !/^\{(\s*type [\w\s]+,?)+\s*\}$/.test(what!))
    .map(([, , specifier]) => resolve(path, specifier!))

test.each(scenarioCards.map(({ id }) => id))('the modules of %s are all that its files import', async id => {
  const { modules } = await loadScenarioModules(id)
  const own = readdirSync(new URL(`scenarios/${id}/`, src))
    .filter(
      name =>
        !/(\.test|card|face|lamps|command-fields|settings|modules|participants|scenario)\.ts$/.test(name),
    )
    .map(name => `scenarios/${id}/${name}`)
  const needed = new Set(own.flatMap(importsOf))
  expect([...needed].filter(path => !(path in modules))).toEqual([])
})

test.each(scenarioCards.map(({ id }) => id))(
  'start.ts of %s exports its code under the given name',
  async id => {
    const table = await loadScenarioModules(id)
    const start = (await import(`./${id}/start.ts`)) as Record<string, unknown>
    expect(codeIn(start, table).startNode).toBeTypeOf('function')
  },
)
