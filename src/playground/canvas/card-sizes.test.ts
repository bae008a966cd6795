import { expect, test } from 'vitest'
import { leastZoom, levelFor, levels, shownAtZoom, sizesAt, textSize } from './card-sizes.ts'

test('text is at least 13 px at the least zoom, and 20 px when presenting', () => {
  expect(leastZoom(false) * textSize(false)).toBeGreaterThanOrEqual(13)
  expect(leastZoom(true) * textSize(true)).toBeGreaterThanOrEqual(20)
})

test.each(levels)('a card of the size of the level %s shows that level', level => {
  for (const presenting of [false, true]) {
    for (const kind of ['node', 'outside', 'bin'] as const) {
      const size = sizesAt(level, presenting)[kind]
      expect(levels.indexOf(levelFor(size, kind, presenting))).toBeLessThanOrEqual(levels.indexOf(level))
    }
  }
})

test('a card that is zoomed out shows less, with text of the same size on the screen', () => {
  const full = { level: 'full', ...sizesAt('full', false).node } as const
  expect(shownAtZoom(full, 1, 'node', false)).toEqual({ level: 'full', scale: 1 })
  const { level, scale } = shownAtZoom(full, 0.6, 'node', false)
  expect(level).toBe('chip')
  expect(textSize(false) * scale * 0.6).toBeCloseTo(13)
})

test('a card that is zoomed in shows more once there is room, and else only grows', () => {
  const compact = { level: 'compact', ...sizesAt('compact', false).node } as const
  expect(shownAtZoom(compact, 1.2, 'node', false)).toEqual({ level: 'compact', scale: 1 })
  expect(shownAtZoom(compact, 2, 'node', false)).toEqual({ level: 'medium', scale: 0.5 })
  const full = { level: 'full', ...sizesAt('full', false).node } as const
  expect(shownAtZoom(full, 2, 'node', false)).toEqual({ level: 'full', scale: 1 })
})
