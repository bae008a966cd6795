import { expect, test } from 'vitest'
import { workbenchLamps } from '../scenarios/workbench/lamps.ts'
import { exhibits } from '../scenarios/workbench/settings.ts'
import { redLampSentences } from './red-lamps.ts'
import { randomWorkbenchRun } from './workbench-schedule.ts'

test.each(exhibits.map((exhibit, i) => [exhibit, i] as const))(
  'random acts at the exhibit %s keep every lamp green, and the same seed gives the same run',
  (_, first) => {
    for (const seed of [first, first + exhibits.length]) {
      const { trace, frontier, broken } = randomWorkbenchRun(seed, 10_000)
      expect(broken).toBeNull()
      expect(redLampSentences(workbenchLamps, trace, frontier)).toEqual([])
    }
    const hash = () => randomWorkbenchRun(first, 5000).traceHash()
    expect(hash()).toBe(hash())
  },
)
