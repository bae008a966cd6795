import { expect, test } from 'vitest'
import { PlayoutClock } from './playout-clock.ts'

/** The shown times of one second of frames; the frontier jumps every `leap` ms of the page's time. */
function second(clock: PlayoutClock, rate: number, leap: number): readonly number[] {
  const shown: number[] = []
  for (let wall = 0; wall <= 1000; wall += 16) {
    clock.frame(wall, Math.floor(wall / leap) * leap * rate, rate, true)
    shown.push(clock.shownAt)
  }
  return shown
}

test.each([0.1, 1, 20])('at %s× the shown time never moves back and never passes the frontier', rate => {
  const clock = new PlayoutClock()
  let before = 0
  for (const [frame, shown] of second(clock, rate, 48).entries()) {
    expect(shown).toBeGreaterThanOrEqual(before)
    expect(shown).toBeLessThanOrEqual(frame * 16 * rate + 1e-9)
    before = shown
  }
})

test('the shown time follows the frontier by less than two jumps', () => {
  const clock = new PlayoutClock()
  const shown = second(clock, 1, 48)
  expect(shown.at(-1)).toBeGreaterThan(1000 - 48 - 2 * 50)
})

test('in a paused run the shown time reaches the frontier and stays', () => {
  const clock = new PlayoutClock()
  let moving = true
  let frames = 0
  for (let wall = 0; moving; wall += 16) {
    moving = clock.frame(wall, 300, 0, false)
    frames += 1
    expect(frames).toBeLessThan(120)
  }
  expect(clock.shownAt).toBe(300)
  expect(clock.frame(5000, 300, 0, false)).toBe(false)
})

test('a frontier behind the shown time, as in a new run, moves the shown time back', () => {
  const clock = new PlayoutClock()
  clock.jumpTo(5000)
  clock.frame(0, 10, 1, true)
  expect(clock.shownAt).toBe(10)
})
