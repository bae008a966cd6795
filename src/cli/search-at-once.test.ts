import { expect, test } from 'vitest'
import { trialRunner } from '../search/run-trials.ts'
import { Search, type SearchOptions, searchCounterexample } from '../search/search.ts'
import { searchAtOnce } from '../search/search-at-once.ts'
import { serveTrials, TrialPool } from '../search/trial-pool.ts'
import { yieldThread } from '../search/yield-thread.ts'
import { plantedSearches, searchFor } from './planted-searches.fixture.ts'

/** Searches with helpers, whose results arrive later than those of this thread and in another order. */
async function searchWith(helpers: number, options: SearchOptions) {
  const run = trialRunner(options, options.sometimes)
  const opened: MessagePort[] = []
  const ports = Array.from({ length: helpers }, () => {
    const { port1, port2 } = new MessageChannel()
    serveTrials(port2, trialRunner(options, options.sometimes))
    opened.push(port1, port2)
    return port1
  })
  const progress: number[] = []
  const report = await searchAtOnce(new Search(options), new TrialPool(run, ports, yieldThread), ({ runs }) =>
    progress.push(runs),
  )
  for (const port of opened) port.close()
  return { report, progress }
}

const impatient = plantedSearches.find(({ lamp }) => lamp === 'answered-once')!
const sound = { name: 'a sound cache', scenario: 'web-server', lamp: 'sound-cache' } as const

test.each([0, 1, 3])('a search with %i helpers reports the same as one in this thread', async helpers => {
  const found = searchFor(impatient)
  expect((await searchWith(helpers, found)).report).toEqual(searchCounterexample(found))
  const nothing = searchFor(sound, { maxRuns: 40 })
  const { report, progress } = await searchWith(helpers, nothing)
  expect(report).toEqual(searchCounterexample(nothing))
  expect(progress).toEqual(Array.from({ length: 39 }, (_, i) => i + 2))
})

test('a second round continues the search with other runs', () => {
  const options = searchFor(sound, { maxRuns: 20 })
  const search = new Search(options)
  const run = trialRunner(options, options.sometimes)
  const tried: string[] = []
  for (let round = 0; round < 2; round++) {
    for (const race of search.round()) {
      for (let request = race.next(); request !== null; request = race.next()) {
        tried.push(JSON.stringify(request.acts))
        race.settle(run(request))
      }
    }
  }
  // The first run of a search is the given one, without a race.
  expect(search.progress.runs).toBe(40)
  expect(tried).toHaveLength(39)
  const neighbourhoods = [...tried.slice(0, 11), ...tried.slice(19, 31)]
  expect(new Set(neighbourhoods).size).toBe(neighbourhoods.length)
})

test('an own lamp judges only events after the instant from which on it watches', () => {
  const options = searchFor(sound, { maxRuns: 1 })
  const check = { type: 'never', what: { event: 'MessageSent', where: { label: 'Get' } } } as const
  const first = searchCounterexample({ ...options, check })!.found!
  const later = searchCounterexample({ ...options, check, judgesAfter: first.until })!.found!
  expect(first.unjudged).toBe(0)
  expect(later.until).toBeGreaterThan(first.until)
  expect(later.unjudged).toBeGreaterThan(0)
})
