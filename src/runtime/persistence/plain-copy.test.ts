import { describe, expect, test } from 'vitest'
import { maxStoredNesting } from '../../trace/nesting-limits.ts'
import { isStorable, NotStorable, plainCopy } from './plain-copy.ts'

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
const cycle: { self?: unknown } = {}
cycle.self = cycle

describe('isStorable agrees with plainCopy', () => {
  test.each([
    ['texts, numbers, booleans and null', { a: ['x', 1, true, null] }],
    ['a field with undefined', { a: undefined }],
    ['an object without a prototype', Object.create(null)],
    ['the deepest nesting', nested(maxStoredNesting)],
  ])('it accepts %s', (_, value) => {
    expect(isStorable(value)).toBe(true)
    expect(() => plainCopy(value)).not.toThrow()
  })

  test.each([
    ['undefined in a list', [undefined]],
    ['an infinite number', { a: Number.POSITIVE_INFINITY }],
    ['a function', { a: () => 1 }],
    ['an instance of a class', { a: new Date(0) }],
    ['a value that contains itself', cycle],
    ['a deeper nesting', nested(maxStoredNesting + 1)],
  ])('it rejects %s', (_, value) => {
    expect(isStorable(value)).toBe(false)
    expect(() => plainCopy(value)).toThrow(NotStorable)
  })
})
