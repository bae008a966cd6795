import { expect, test } from 'vitest'
import { parseCheck } from './check-schema.ts'
import { conductorId, matchesEvent } from './index.ts'
import { patternOfEvent } from './pattern-of-event.ts'
import { sampleEvents } from './sample-events.ts'

test.each(sampleEvents)(
  'a pattern of $type is valid and matches the event, also in a later incarnation',
  event => {
    const pattern = patternOfEvent(event)
    expect(parseCheck({ type: 'never', what: structuredClone(pattern) })).toEqual({
      type: 'never',
      what: pattern,
    })
    expect(matchesEvent(pattern, { ...event, at: event.at + 1, seq: event.seq + 1000 })).toBe(true)
    if ('actor' in event && event.actor !== null)
      expect(matchesEvent(pattern, { ...event, actor: event.actor.replace(/(#\d+)?$/, '#999') })).toBe(true)
    if (event.node !== conductorId) expect(matchesEvent(pattern, { ...event, node: 'another' })).toBe(false)
  },
)
