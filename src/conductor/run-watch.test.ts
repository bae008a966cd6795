import { expect, test } from 'vitest'
import type { Check } from '../trace/check.ts'
import { SampleTrace } from '../trace/sample-trace.ts'
import { Recording } from './recording.ts'
import { RunWatch } from './run-watch.ts'

const keepsRunning: Check = {
  type: 'always',
  what: { fact: 'running', participant: 'node-1', running: true },
}

test('a check that is added to a watch without checks begins with the view of the forgotten events', () => {
  const trace = new SampleTrace()
  const recording = new Recording()
  const watch = new RunWatch(recording)
  const record = (): void => {
    recording.append(trace.events.slice(recording.length))
    watch.catchUp(trace.at)
    recording.forget(recording.length)
  }
  trace.start('node-1')
  trace.after(10).start('node-2')
  record()
  expect(watch.add({ id: 'keeps-running', check: keepsRunning })).toBe(2)
  trace.after(10).deliver(trace.send('node-1', 'node-2', 'Hello', '/user/a'))
  record()
  expect(watch.decisions).toEqual([])
  const kill = trace.after(10).kill('node-1')
  record()
  expect(watch.decisions).toMatchObject([{ id: 'keeps-running', verdict: 'false', at: 30, event: kill }])
})
