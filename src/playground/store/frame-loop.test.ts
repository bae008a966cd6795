import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Frame, FrameLoop } from './frame-loop.ts'

const media = { matches: false }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.stubGlobal('document', { hidden: false })
  vi.stubGlobal('matchMedia', () => media)
  vi.stubGlobal('requestAnimationFrame', (run: (wallMs: number) => void) =>
    setTimeout(() => run(performance.now()), 10),
  )
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A loop that always moves, and its frames: when each was, and how much time it shows. */
function movingLoop() {
  const loop = new FrameLoop()
  const began = performance.now()
  const frames: (readonly [number, number])[] = []
  loop.subscribe(({ wallMs, elapsedMs }: Frame) => {
    frames.push([wallMs - began, elapsedMs])
    return true
  })
  return { loop, frames }
}

test('a moving picture has every animation frame', () => {
  media.matches = false
  const { loop, frames } = movingLoop()
  loop.requestMotion()
  vi.advanceTimersByTime(30)
  expect(frames).toEqual([
    [10, 0],
    [20, 10],
    [30, 10],
  ])
})

test('with reduced motion a moving picture rests for 100 ms between frames and loses no time', () => {
  media.matches = true
  const { loop, frames } = movingLoop()
  loop.requestMotion()
  vi.advanceTimersByTime(330)
  expect(frames).toEqual([
    [110, 0],
    [220, 110],
    [330, 110],
  ])
})

test('with reduced motion the response to a person comes in the next animation frame', () => {
  media.matches = true
  const { loop, frames } = movingLoop()
  loop.requestMotion()
  vi.advanceTimersByTime(50)
  loop.request()
  loop.requestMotion()
  loop.request()
  vi.advanceTimersByTime(10)
  expect(frames).toEqual([[60, 0]])
  vi.advanceTimersByTime(110)
  expect(frames, 'the rest begins again').toEqual([
    [60, 0],
    [170, 110],
  ])
})

test('a rest cancels the requested frame', () => {
  media.matches = true
  const { loop, frames } = movingLoop()
  loop.requestMotion()
  loop.rest()
  loop.request()
  loop.rest()
  vi.advanceTimersByTime(500)
  expect(frames).toEqual([])
})
