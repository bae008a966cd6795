import { expect, test } from 'vitest'
import { eventFamilies, familyOf, type Verbosity, verbosityOf } from '../../narration/index.ts'
import { EventLog } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import { diagramPartOf, diagramParts } from '../timeline/diagram-part.ts'
import { classesOf, classesOfPart, classOfEvent } from './event-classes.ts'

test('each family, verbosity and part of the diagram has a class of its own, within a byte', () => {
  const classes = eventFamilies.flatMap(family => [...classesOf([family])])
  expect(new Set(classes).size).toBe(eventFamilies.length * 3 * diagramParts.length)
  expect(Math.max(...classes)).toBeLessThan(256)
})

test('a log selects the events of some families up to a verbosity', () => {
  const trace = SampleTrace.pair()
  trace.deliver(trace.beat('node-1', 'node-2'))
  trace.deliver(trace.send('node-1', 'node-2', 'Write', '/user/a'))
  const log = new EventLog({ classify: classOfEvent })
  log.append(trace.events)
  for (const families of [eventFamilies, ['message'], ['run', 'membership'], []] as const) {
    for (const verbosity of [1, 2, 3] as const satisfies readonly Verbosity[]) {
      const selected = log.select({ classes: classesOf(families, verbosity) })
      const expected = trace.events.flatMap((event, position) =>
        (families as readonly string[]).includes(familyOf(event)) && verbosityOf(event, log.view) <= verbosity
          ? [position]
          : [],
      )
      expect(selected, `${families} ${verbosity}`).toEqual(expected)
    }
  }
})

test('a log selects the events that are one part of the diagram', () => {
  const trace = SampleTrace.pair()
  trace.deliver(trace.beat('node-1', 'node-2'))
  trace.deliver(trace.send('node-1', 'node-2', 'Write', '/user/a'))
  const log = new EventLog({ classify: classOfEvent })
  log.append(trace.events)
  for (const part of diagramParts) {
    const expected = trace.events.flatMap((event, position) =>
      diagramPartOf(event) === part ? [position] : [],
    )
    expect(expected, part).not.toEqual([])
    expect(log.select({ classes: classesOfPart(part) }), part).toEqual(expected)
  }
})
