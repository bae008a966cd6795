import { afterEach, expect, test } from 'vitest'
import type { Frame } from '../conductor/index.ts'
import { PairChannels } from './pair-channels.ts'

const opened: PairChannels[] = []
let runs = 0
const freshRun = () => `pair-channels-test-${process.pid}-${++runs}`

function end(runId: string, id: string, incarnation = 1) {
  const frames: Frame[] = []
  let heard: () => void = () => undefined
  const first = new Promise<void>(resolve => {
    heard = resolve
  })
  const channels = new PairChannels(runId, id, incarnation, frame => {
    frames.push(frame)
    heard()
  })
  opened.push(channels)
  return { channels, frames, first }
}

const frame = (from: string, to: string): Frame => ({
  from,
  fromIncarnation: 1,
  to,
  toIncarnation: 1,
  earlier: 0,
  envelopes: [],
})

afterEach(() => {
  for (const channels of opened.splice(0)) channels.close()
})

test('a frame posted on an open channel arrives only at its peer', async () => {
  const run = freshRun()
  const [a, b, c] = [end(run, 'a'), end(run, 'b'), end(run, 'c')]
  const stranger = end(freshRun(), 'b')
  await Promise.all([
    a.channels.open(['a', 'b', 'c']),
    b.channels.open(['a', 'c']),
    c.channels.open(['a', 'b']),
    stranger.channels.open(['a', 'c']),
  ])
  a.channels.post(frame('a', 'b'))
  await b.first
  b.channels.post(frame('b', 'c'))
  await c.first
  expect(a.frames).toEqual([])
  expect(b.frames).toEqual([frame('a', 'b')])
  expect(c.frames).toEqual([frame('b', 'c')])
  expect(stranger.frames).toEqual([])
})

test('a channel reopened for the next incarnation receives frames', async () => {
  const run = freshRun()
  const [a, b] = [end(run, 'a'), end(run, 'b')]
  await Promise.all([a.channels.open(['b']), b.channels.open(['a'])])
  b.channels.close()
  const next = end(run, 'b', 2)
  await next.channels.open(['a'])
  await a.channels.open(['b'])
  a.channels.post(frame('a', 'b'))
  await next.first
  expect(b.frames).toEqual([])
})
