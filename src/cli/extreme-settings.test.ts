import { describe, expect, test } from 'vitest'
import { cqrsSettings } from '../scenarios/cqrs/settings.ts'
import { planRun } from '../scenarios/plan-run.ts'
import { webServerSettings } from '../scenarios/web-server/settings.ts'
import { workbenchSettings } from '../scenarios/workbench/settings.ts'
import type { Plain } from '../trace/plain.ts'
import { isRefused } from '../trace/refused.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'
import { webServerHeader } from './web-server-run.ts'
import { workbenchHeader } from './workbench-schedule.ts'

type Settings = { readonly [key: string]: Plain }

/** Paths of all settings that are a number or null. */
const numbersIn = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] => {
  if (value === null || typeof value === 'number') return [path]
  if (typeof value !== 'object' || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([key, field]) => numbersIn(field, [...path, key]))
}

const settingsWith = (path: readonly string[], value: number): Settings => {
  const [first = '', ...rest] = path
  // Both ends of a range must be set together.
  if (first === 'minMs' || first === 'maxMs') return { minMs: value, maxMs: value }
  return { [first]: rest.length === 0 ? value : settingsWith(rest, value) }
}

const leastFirst = [-1, 0, 0.1, 1]
const mostFirst = [1e12, 1_000_000_000, 1_000_000, 10_000, 100, 1]

describe.each([
  { scenario: 'cqrs', header: cqrsHeader, settings: cqrsSettings, untilMs: 2500 },
  { scenario: 'web-server', header: webServerHeader, settings: webServerSettings, untilMs: 5000 },
  { scenario: 'workbench', header: workbenchHeader, settings: workbenchSettings, untilMs: 5000 },
])('$scenario', ({ header, settings, untilMs }) => {
  const accepted = (path: readonly string[], values: readonly number[]) =>
    values.map(value => header(3, settingsWith(path, value))).find(each => !isRefused(planRun(each)))

  test.each(numbersIn(settings).map(path => [path.join('.'), path] as const))(
    'runs with the least and the most that %s may be',
    (_, path) => {
      for (const extreme of [accepted(path, leastFirst), accepted(path, mostFirst)]) {
        if (extreme === undefined) throw new Error('Not one of the values was accepted.')
        const run = simulate(extreme, { until: untilMs })
        expect(run).toMatchObject({ broken: null, frontier: untilMs })
      }
    },
  )
})
