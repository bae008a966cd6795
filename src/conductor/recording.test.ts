import { expect, test } from 'vitest'
import { emptyView, foldAll } from '../trace/fold.ts'
import { SampleTrace } from '../trace/sample-trace.ts'
import { traceHash } from '../trace/trace-hash.ts'
import { Recording } from './recording.ts'

/** Two nodes and a message between them every 10 virtual ms. */
function sampleEvents() {
  const trace = SampleTrace.pair()
  for (let i = 0; i < 20; i++) trace.after(10).deliver(trace.send('node-1', 'node-2', 'Hello', '/user/a'))
  return trace.events
}

const events = sampleEvents()

function recordingOf(forgotten: readonly number[]): Recording {
  const recording = new Recording()
  for (const position of forgotten) {
    recording.append(events.slice(recording.length, position + 3))
    recording.forget(position)
  }
  recording.append(events.slice(recording.length))
  return recording
}

test('a recording that forgets keeps positions, views and the hash of the whole trace', () => {
  const whole = recordingOf([])
  const recent = recordingOf([4, 9, 30])
  expect([whole.firstHeld, recent.firstHeld]).toEqual([0, 30])
  expect(recent.held).toHaveLength(events.length - 30)
  for (const recording of [whole, recent]) {
    expect(recording).toHaveLength(events.length)
    expect(recording.slice(30, 35)).toEqual(events.slice(30, 35))
    for (const count of [33, 30, events.length])
      expect(recording.viewAt(count)).toEqual(foldAll(emptyView, events.slice(0, count)))
    expect(recording.hash()).toBe(traceHash(events))
  }
  expect(() => recent.slice(29)).toThrow('Events before position [30] are forgotten; [29] was read.')
})

test('a recording finds the first held event of an instant', () => {
  const recording = recordingOf([10])
  const at = events[20]!.at
  expect(recording.positionAt(at)).toBe(events.findIndex(event => event.at >= at))
  expect(recording.positionAt(0)).toBe(10)
  expect(recording.positionAt(1e9)).toBe(events.length)
})
