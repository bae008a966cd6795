import { afterAll, describe, expect, test } from 'vitest'
import { cqrsRarely, cqrsSometimes } from '../search/cqrs-sometimes.ts'
import { SituationCount } from '../search/situations.ts'
import { SometimesReached } from '../search/sometimes.ts'
import { brokenPromises } from './cqrs-invariants.ts'
import { writeFailure } from './failure-file.ts'
import { cqrsHeader, randomRun } from './random-run.ts'

const seedsPerFile = 125
const troubleMs = 10_000

/**
 * One quarter of the random runs of `npm test`. Four files hold the quarters, because test workers share files, not tests.
 * Each quarter must reach every condition of `sometimes`.
 */
export function describeRandomRuns(quarter: 1 | 2 | 3 | 4): void {
  const situations = new SituationCount()
  const reached = new SometimesReached([...cqrsSometimes, ...cqrsRarely])
  const first = (quarter - 1) * seedsPerFile + 1

  describe('random faults in a cqrs cluster', () => {
    // One test per seed, so that a failure prints its seed.
    test.each(Array.from({ length: seedsPerFile }, (_, i) => first + i))(
      'break no promise with seed %i',
      seed => {
        situations.beginRun()
        const run = randomRun(seed, troubleMs, {
          observe: (view, events) => {
            situations.add(view)
            reached.observe(view, events)
          },
        })
        const broken = brokenPromises(run)
        if (broken.length > 0)
          console.log(writeFailure(seed, run.conductor, cqrsHeader(seed, run.plan.settings)))
        expect(broken).toEqual([])
      },
    )

    test('reach every condition that they must reach sometimes', () => {
      expect(reached.missing(cqrsSometimes)).toEqual([])
    })

    afterAll(() => console.log(`seeds ${first} to ${first + seedsPerFile - 1}: ${situations}`))
  })
}
