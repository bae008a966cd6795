import { describe, expect, test } from 'vitest'
import { describeImportCircles } from './import-circles.ts'

const graph = (imports: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(imports))

describe('the check for import circles', () => {
  test('finds none in files that import each other in one direction only', () => {
    expect(describeImportCircles(graph({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([])
  })

  test('prints a circle of two files as a chain', () => {
    expect(describeImportCircles(graph({ a: ['b'], b: ['a'], c: ['a'] }))).toEqual([
      'Import circle: a → b → a. Move what both sides need into a file below them.',
    ])
  })

  test('prints the shortest chain of a larger knot and names the other files', () => {
    expect(describeImportCircles(graph({ a: ['b'], b: ['c'], c: ['a', 'd'], d: ['c'] }))).toEqual([
      'Import circle: c → d → c. Move what both sides need into a file below them. 2 more files are part of the same knot: a, b.',
    ])
  })

  test('prints separate circles separately, the largest first', () => {
    const circles = describeImportCircles(
      graph({ a: ['b'], b: ['a'], x: ['y'], y: ['z'], z: ['x'], self: ['self'] }),
    )
    expect(circles.map(circle => circle.slice(0, circle.indexOf('.')))).toEqual([
      'Import circle: x → y → z → x',
      'Import circle: a → b → a',
      'Import circle: self → self',
    ])
  })
})
