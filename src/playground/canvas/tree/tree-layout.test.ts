import { expect, test } from 'vitest'
import { assignSlots } from './actor-slots.ts'
import { type Box, layoutTree, type TreeMeasures } from './tree-layout.ts'

const measures: TreeMeasures = {
  box: { width: 120, height: 48 },
  root: { width: 90, height: 24 },
  system: { width: 92, height: 26 },
  gapX: 12,
  gapY: 60,
  maxRowWidth: 540,
  roomy: false,
}
const layout = (paths: readonly string[], withGuardian = false) =>
  layoutTree(assignSlots(new Map(), paths), measures, withGuardian)

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const trees = {
  empty: [],
  single: ['/user/a'],
  deep: ['/user/a', '/user/a/b', '/user/a/b/c', '/user/a/b/c/d'],
  cluster: ['/user/master', '/user/proxy', '/user/listener', '/user/master/singleton'],
  wide: Array.from({ length: 12 }, (_, index) => `/user/${index}`),
  mixed: ['/user/a', '/user/b', ...Array.from({ length: 9 }, (_, index) => `/user/b/${index}`), '/user/c'],
}

for (const [name, paths] of Object.entries(trees)) {
  test(`a tree (${name}) places every box inside, without overlap, and children below their parent`, () => {
    for (const known of [false, true]) {
      const tree = layout(paths, known)
      const boxes = [...tree.boxes.entries()]
      expect(boxes).toHaveLength(paths.length + 1)
      for (const [path, box] of boxes) {
        expect(box.x, path).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width, path).toBeLessThanOrEqual(tree.width)
        expect(box.y + box.height, path).toBeLessThanOrEqual(tree.height)
        expect(overlap(box, tree.system), path).toBe(false)
        for (const [other, otherBox] of boxes) if (other !== path) expect(overlap(box, otherBox)).toBe(false)
      }
      expect(tree.edges).toHaveLength(paths.length + (known ? 1 : 0))
      for (const { child, chip, top } of tree.edges) {
        const box = tree.boxes.get(child)!
        expect(chip.x).toBe(box.x + box.width / 2)
        expect(chip.y).toBeLessThan(box.y)
        expect(chip.y).toBeGreaterThan(top.y)
      }
    }
  })
}

test('a row that is too wide is split into rows of equal length', () => {
  const rows = new Map<number, number>()
  for (const [path, { y }] of layout(trees.wide).boxes)
    if (path !== '/user') rows.set(y, (rows.get(y) ?? 0) + 1)
  expect([...rows.values()]).toEqual([4, 4, 4])
})
