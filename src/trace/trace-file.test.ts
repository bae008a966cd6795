import { describe, expect, test } from 'vitest'
import { sampleEvents as events, oneOfEach } from './sample-events.ts'
import { sampleHeader } from './sample-run.ts'
import { SampleTrace } from './sample-trace.ts'
import type { TraceEvent } from './trace-event.ts'
import { traceEventTypes } from './trace-event-schema.ts'
import { formatTraceFile, hashEveryMs, parseTraceFile } from './trace-file.ts'
import { traceHash } from './trace-hash.ts'

const lines = (text: string) => text.split('\n')

describe('a trace file', () => {
  const text = formatTraceFile(sampleHeader, events)

  test('returns every type of event as it was written', () => {
    expect(parseTraceFile(text)).toMatchObject({
      events,
      header: { scenario: 'cqrs', seed: 7, events: events.length },
    })
    expect([...traceEventTypes].sort()).toEqual(Object.keys(oneOfEach).sort())
  })

  test('contains the hash at each virtual minute and at the end', () => {
    const { hash, hashes } = JSON.parse(lines(text)[0] as string)
    expect(hash).toBe(traceHash(events))
    expect(hashes).toEqual(
      [1, 2].map(minute => ({
        at: minute * hashEveryMs,
        hash: traceHash(events.filter(event => event.at <= minute * hashEveryMs)),
      })),
    )
  })

  test('of version 1 is parsed', () => {
    expect(parseTraceFile(changed(1, { version: 1 }))).toMatchObject({ events, header: { version: 1 } })
  })

  test('of version 3 gets the protocols of its messages by a guess', () => {
    const at = { at: 0, node: 'node-1', cause: 'node-1/0' }
    const sent = { ...at, seq: 1, type: 'MessageSent', from: null, to: '/user/a', label: 'GetReply' }
    const delivered = {
      ...at,
      seq: 2,
      type: 'MessageDelivered',
      to: '/user/a',
      label: 'GetReply',
      waiting: 0,
    }
    const old = [sent, delivered] as unknown as TraceEvent[]
    const [header, ...rest] = lines(formatTraceFile(sampleHeader, old))
    const file = [JSON.stringify({ ...JSON.parse(header as string), version: 3 }), ...rest].join('\n')
    expect(parseTraceFile(file)).toMatchObject({
      events: [
        { ...sent, protocol: 'user', reply: true },
        { ...delivered, protocol: 'user' },
      ],
    })
  })

  test('without events is one line', () => {
    expect(parseTraceFile(formatTraceFile(sampleHeader, []))).toMatchObject({ events: [] })
  })

  const changed = (line: number, change: Record<string, unknown>): string => {
    const all = lines(text)
    all[line - 1] = JSON.stringify({ ...JSON.parse(all[line - 1] as string), ...change })
    return all.join('\n')
  }

  test.each<[string, string, string | RegExp]>([
    ['empty', '', 'Line 1: The file is empty. Choose a file that Actorium wrote.'],
    [
      'another file',
      '{"format":"x"}',
      'This is not an Actorium trace file: `header.format` must be "actorium-trace".',
    ],
    ['from the future', changed(1, { version: 9 }), /^`header.version` is 9, but/],
    [
      'without its end',
      lines(text).slice(0, 10).join('\n'),
      `The file holds 9 events, but its header says ${events.length}. The file is incomplete: save the trace again.`,
    ],
    [
      'broken',
      lines(text).with(4, '{').join('\n'),
      'Line 5: This is not JSON. Choose a file that Actorium wrote.',
    ],
    ['wrong', changed(3, { reason: 'bored' }), /^Line 3: `reason` must be one of killed, /],
    ['unknown', changed(3, { type: 'toString' }), /^Line 3: `type` must be one of Participant/],
    ['with more', changed(3, { extra: 1 }), 'Line 3: `extra` is not known here.'],
    ['changed', changed(3, { at: 3001 }), /^The hash of the events differs/],
  ])('%s is refused', (_, spoilt, refused) => {
    expect(parseTraceFile(spoilt)).toMatchObject({
      refused: typeof refused === 'string' ? refused : expect.stringMatching(refused),
    })
  })

  test('of the sample trace is parsed', () => {
    const sample = SampleTrace.pair().events
    expect(parseTraceFile(formatTraceFile(sampleHeader, sample))).toMatchObject({ events: sample })
  })
})
