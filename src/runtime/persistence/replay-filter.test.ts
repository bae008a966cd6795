import { describe, expect, test } from 'vitest'
import { ReplayedByOldWriter } from './persistence-errors.ts'
import { ReplayFilter, type ReplayFilterMode } from './replay-filter.ts'

/** `a1 a2 b2`: the writer and the number of each event, in the order of the stream. */
function filter(stream: string, mode: ReplayFilterMode, windowSize = 100, maxOldWriters = 10) {
  const warnings: string[] = []
  const replay = new ReplayFilter({ mode, windowSize, maxOldWriters, warn: text => warnings.push(text) })
  const events = stream.split(' ').map(text => ({
    persistenceId: 'p',
    writerUuid: text.replace(/\d+/, ''),
    sequenceNr: Number(text.replace(/\D+/, '')),
    timestamp: 0,
    payload: null,
  }))
  const delivered = [...events.flatMap(event => replay.push(event)), ...replay.flush()]
  return {
    delivered: delivered.map(each => each.writerUuid + each.sequenceNr).join(' '),
    warnings: warnings.length,
  }
}

const repair = (stream: string, windowSize?: number, maxOldWriters?: number) =>
  filter(stream, 'repair-by-discard-old', windowSize, maxOldWriters)

describe('the replay filter in mode repair', () => {
  test('[P-028] delivers a stream of one writer', () => {
    expect(repair('a1 a2 a3')).toEqual({ delivered: 'a1 a2 a3', warnings: 0 })
  })

  test('[P-029, P-030] delivers a change of writer without overlap, also from an empty writer id', () => {
    expect(repair('1 2 a3 b4 b5')).toEqual({ delivered: '1 2 a3 b4 b5', warnings: 0 })
  })

  test("[P-031] keeps the newer writer's event where two writers used one number", () => {
    expect(repair('a1 a2 a3 b3 b4')).toEqual({ delivered: 'a1 a2 b3 b4', warnings: 1 })
  })

  test('[P-032] discards later events of a superseded writer', () => {
    expect(repair('a1 a2 b3 a3 b4 a4')).toEqual({ delivered: 'a1 a2 b3 b4', warnings: 2 })
  })

  test('[P-033] discards later events of every superseded writer', () => {
    expect(repair('a1 b2 c3 a2 b3 c4')).toEqual({ delivered: 'a1 b2 c3 c4', warnings: 2 })
  })

  test('delivers the same events for both interleavings of two writers', () => {
    for (const stream of ['a1 a2 a3 a4 b3 b4', 'a1 a2 a3 b3 a4 b4'])
      expect(repair(stream)).toEqual({ delivered: 'a1 a2 b3 b4', warnings: 2 })
  })

  test('discards a lower number of the same writer and delivers an equal number', () => {
    expect(repair('a1 a2 a2 a1')).toEqual({ delivered: 'a1 a2 a2', warnings: 1 })
  })

  test('cannot discard events outside its window or of a forgotten writer', () => {
    expect(repair('a1 a2 a3 b2', 2).delivered).toBe('a1 a2 b2')
    expect(repair('a1 a2 a3 b1', 2).delivered).toBe('a1 a2 b1')
    expect(repair('a1 b2 c3 a4', 100, 1).delivered).toBe('a1 b2 c3 a4')
  })
})

test('[P-036] the replay filter in mode fail throws at the first event of a superseded writer', () => {
  expect(() => filter('a1 b2 a2', 'fail')).toThrow(ReplayedByOldWriter)
  expect(() => filter('a1 a2 b2', 'fail')).toThrow(ReplayedByOldWriter)
  expect(filter('a1 b2 c3', 'fail').delivered).toBe('a1 b2 c3')
})

test('[P-037] the replay filter in mode warn delivers all events', () => {
  for (const [stream, warnings] of [
    ['a1 a2 b2', 1],
    ['a1 b2 a2 a3', 2],
    ['a1 b2 c3 a2 b3', 2],
  ] as const)
    expect(filter(stream, 'warn')).toEqual({ delivered: stream, warnings })
})

test('the replay filter in mode off delivers all events without a warning', () => {
  expect(filter('a2 b1 a1', 'off')).toEqual({ delivered: 'a2 b1 a1', warnings: 0 })
})
