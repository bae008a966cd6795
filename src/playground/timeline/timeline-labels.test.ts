import { expect, test } from 'vitest'
import { geometryOf, textSizeOf } from './timeline-geometry.ts'
import { namesOf, namesWithRoom, ticksOf } from './timeline-labels.ts'

const ids = (nodes: number) => [
  'client',
  ...Array.from({ length: nodes }, (_, index) => `node-${index + 1}`),
  'database',
]
/** A width that no letter of the page's font exceeds on average. */
const writing = (textSize: number) => ({
  textSize,
  widthOf: (text: string) => text.length * textSize * 0.56,
})
const timeText = (at: number) => `${Math.floor(at / 60_000)}:${String((at % 60_000) / 1000).padStart(4, '0')}`

interface Place {
  readonly width: number
  readonly height: number
  readonly presenting?: true
}

/** Sizes of the time line as in its style sheet. */
const places: Readonly<Record<string, (lanes: number) => Place>> = {
  desk: lanes => ({ width: 970, height: Math.min(168, Math.max(96, 22 + lanes * 15)) }),
  'large desk': lanes => ({ width: 1450, height: Math.min(168, Math.max(96, 22 + lanes * 15)) }),
  tablet: lanes => ({ width: 554, height: Math.min(168, Math.max(96, 22 + lanes * 15)) }),
  phone: lanes => ({ width: 282, height: Math.min(196, Math.max(84, 24 + lanes * 14)) }),
  'desk, presenting': lanes => ({
    width: 970,
    height: Math.min(220, Math.max(120, 30 + lanes * 21)),
    presenting: true,
  }),
}
const windows = {
  'first 30 s': [0, 30_000],
  'a late second': [3_599_100, 1000],
  'an hour': [0, 3_800_000],
} as const

test.each(Object.keys(places).flatMap(place => [3, 4, 5, 10].map(nodes => [place, nodes] as const)))(
  'on a %s with %i nodes, no text of the time line is cut off, covers another, or is too small',
  (place, nodes) => {
    const lanes = ids(nodes)
    const { presenting = false, ...size } = places[place]!(lanes.length)
    const textSize = textSizeOf(presenting)
    expect(textSize).toBeGreaterThanOrEqual(presenting ? 20 : 13)
    const text = writing(textSize)
    for (const [from, span] of Object.values(windows)) {
      const geometry = geometryOf(size, { window: { from, span }, lanes: lanes.length, textSize })
      const names = namesOf(lanes, geometry, text)
      if (!presenting || nodes < 10) expect(names.map(name => name.text)).toEqual(lanes)
      for (const [index, { text: name, x, y }] of names.entries()) {
        expect(x + text.widthOf(name)).toBeLessThan(geometry.gutter)
        expect(y + textSize / 2).toBeLessThanOrEqual(size.height)
        const above = names[index - 1]
        if (above !== undefined) expect(y - above.y).toBeGreaterThanOrEqual(textSize * 0.85)
      }
      const labels = ticksOf(geometry, text, timeText, 0).flatMap(({ label }) =>
        label === null ? [] : [label],
      )
      expect(labels.length).toBeGreaterThanOrEqual(1)
      for (const [index, { text: name, x }] of labels.entries()) {
        expect(x).toBeGreaterThanOrEqual(geometry.gutter)
        expect(x + text.widthOf(name)).toBeLessThanOrEqual(size.width)
        const before = labels[index - 1]
        if (before !== undefined) expect(x).toBeGreaterThan(before.x + text.widthOf(before.text))
      }
    }
  },
)

test('a long name is shortened to the room beside the lanes', () => {
  const geometry = geometryOf(
    { width: 282, height: 96 },
    { window: { from: 0, span: 1000 }, lanes: 1, textSize: 13 },
  )
  const [name] = namesOf(['a-participant-with-a-long-name'], geometry, writing(13))
  expect(name!.text).toMatch(/^a-part.*…$/)
})

test('names of messages overlap neither each other nor the edge, and the selected one is first', () => {
  const window = { from: 0, span: 10_000 }
  const geometry = geometryOf({ width: 800, height: 400 }, { window, lanes: 6, textSize: 13 })
  const name = (text: string, x: number, y: number, selected = false) => ({ text, x, y, selected })
  const texts = (...wanted: ReturnType<typeof name>[]) =>
    namesWithRoom(wanted, geometry, writing(13)).map(({ text }) => text)
  expect(texts(name('WriteMessages', 300, 100), name('WriteAck', 340, 104))).toEqual(['WriteMessages'])
  expect(texts(name('WriteMessages', 300, 100), name('WriteAck', 340, 104, true))).toEqual(['WriteAck'])
  expect(texts(name('WriteMessages', 300, 100), name('WriteAck', 340, 120))).toHaveLength(2)
  expect(texts(name('InitJoinNack', geometry.gutter + 5, 100), name('Welcome', 795, 100))).toEqual([])
})

test('the label of the tick under the cursor is left out, and no other', () => {
  const geometry = geometryOf(
    { width: 970, height: 112 },
    { window: { from: 0, span: 30_000 }, lanes: 6, textSize: 13 },
  )
  // The last tick is at the edge, where a label has no room.
  const labels = (shownAt: number) =>
    ticksOf(geometry, writing(13), timeText, shownAt)
      .slice(0, -1)
      .map(({ label }) => label?.text ?? null)
  const all = labels(29_000)
  expect(all).not.toContain(null)
  expect(labels(10_400)).toEqual(all.map(text => (text === timeText(10_000) ? null : text)))
  expect(labels(8000)).toEqual(all)
})
