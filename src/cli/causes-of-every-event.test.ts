import { describe, expect, test } from 'vitest'
import { ruleWords } from '../narration/index.ts'
import { type CauseOrigin, EventLog, eventId, newsIn, nextCause, type TraceEvent } from '../trace/index.ts'
import { randomRun } from './random-run.ts'
import { randomWebServerRun } from './web-server-schedule.ts'

const seeds = Array.from({ length: 25 }, (_, i) => i + 1)
const troubleMs = 12_000

/** Walks from every event of a run to its origin, and returns sentences about chains that end elsewhere. */
function danglingChains(trace: readonly TraceEvent[]): readonly string[] {
  const log = new EventLog({ openSegments: 4096 })
  log.append(trace)
  const walked = new Set<string>()
  const complaints: string[] = []
  for (let position = 0; position < log.length; position++) {
    const event = trace[position] as TraceEvent
    let place: Parameters<typeof nextCause>[1] = { event, position, news: newsIn(event) }
    for (;;) {
      const key = `${place.position} ${JSON.stringify(place.news)}`
      if (walked.has(key)) break
      walked.add(key)
      const next = nextCause(log, place)
      if ('type' in next) {
        if (!isNamed(next))
          complaints.push(`${event.type} ${eventId(event)} leads to ${JSON.stringify(next)}.`)
        break
      }
      if (next.position >= place.position || next.event.at > place.event.at)
        complaints.push(`${eventId(place.event)} follows from the later ${eventId(next.event)}.`)
      place = next
    }
  }
  return complaints
}

/** True for an action, the start of the run, and a rule that has a sentence of its own. */
const isNamed = (origin: CauseOrigin): boolean =>
  origin.type === 'action' ||
  (origin.type === 'start' && origin.event.at === 0) ||
  (origin.type === 'rule' && ruleWords(origin.rule, {}).isKnown)

describe('every event of a fault run leads to an action, a named rule or the start of the run', () => {
  test.each(seeds)('in the cqrs cluster with seed %i', seed => {
    expect(danglingChains(randomRun(seed, troubleMs).conductor.trace)).toEqual([])
  })

  test.each(seeds)('in the web server with seed %i', seed => {
    expect(danglingChains(randomWebServerRun(seed, troubleMs).conductor.trace)).toEqual([])
  })
})
