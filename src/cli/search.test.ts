import { describe, expect, test } from 'vitest'
import { searchCounterexample } from '../search/search.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import { isRefused } from '../trace/refused.ts'
import { formatRunFile } from '../trace/run-file.ts'
import { hastyCache } from './planted-defects.fixture.ts'
import { plantedSearches, searchFor } from './planted-searches.fixture.ts'
import { simulate } from './simulation.ts'
import { webServerHeader } from './web-server-run.ts'

const planted = (name: (typeof plantedSearches)[number]['name']) =>
  plantedSearches.find(search => search.name === name)!

describe('a search breaks', () => {
  test.each([
    ['auto-down with a split', 'ActorStarted'],
    ['a writer that acknowledges before it stores', 'MessageSent'],
    ['a supervisor that resumes over corrupt state', 'StateChanged'],
  ] as const)('%s with at most five acts', (name, event) => {
    const report = searchCounterexample(searchFor(planted(name)))
    expect(report?.found?.decision).toMatchObject({ verdict: 'false', event: { type: event } })
    expect(report?.found?.actions.length).toBeLessThanOrEqual(5)
  })
})

test('a found run is a run file that gives the same trace', () => {
  const { actions, until, hash } = searchCounterexample(
    searchFor(planted('a supervisor that resumes over corrupt state')),
  )!.found!
  const file = parseRunFile(formatRunFile({ header: webServerHeader(1), actions, until, hash }))
  if (isRefused(file)) throw new Error(file.refused)
  const run = simulate(file.header, { actions: file.actions, until, code: hastyCache })
  expect(isRefused(run) ? run : run.traceHash()).toBe(hash)
})

describe('a search that finds nothing', () => {
  // The cache of the scenario itself checks a file before it stores it.
  const sound = { name: 'a sound cache', scenario: 'web-server', lamp: 'sound-cache' } as const
  const options = searchFor(sound, { maxRuns: 40 })

  test('gives up after its number of runs and says what it reached', () => {
    const report = searchCounterexample(options)
    expect(report).toMatchObject({ found: null, runs: 40, shrinkRuns: 0 })
    expect(report?.situations).toBeGreaterThan(1)
  })

  test('is the same again, and another with another seed', () => {
    const traces = (seed: number) => {
      const seen: number[] = []
      searchCounterexample({
        ...options,
        seed,
        sometimes: [
          {
            name: { en: 'never', ja: 'なし' },
            inView: view => {
              seen.push(view.actions.length, view.events)
              return false
            },
          },
        ],
      })
      return seen
    }
    expect(traces(1)).toEqual(traces(1))
    expect(traces(1)).not.toEqual(traces(2))
  })

  test('passes through its stages, and ends when it is cancelled', () => {
    const stages = new Set<string>()
    searchCounterexample(options, ({ stage }) => {
      stages.add(stage)
      return false
    })
    expect([...stages]).toEqual(['neighbourhood', 'feedback', 'delays'])
    const asked: number[] = []
    const cancelled = ({ runs }: { readonly runs: number }) => asked.push(runs) === 3
    expect(searchCounterexample(options, cancelled)).toBeNull()
    expect(asked).toEqual([2, 3, 4])
  })
})
