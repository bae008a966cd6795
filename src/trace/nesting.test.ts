import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { deepestEnclosed, maxNesting, nestingFault } from './nesting-limits.ts'

const nested = (levels: number): unknown => {
  let value: unknown = 1
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { v: value }
  return value
}

test('a value as deep as the limit is accepted, and one level more is refused with its path', () => {
  expect(nestingFault(nested(maxNesting), 'state')).toBeNull()
  expect(nestingFault({ a: [0, nested(2)] }, 'state', 3)).toBe(
    '[state.a[1].v] is nested deeper than [3] objects and lists',
  )
})

test('a value that contains itself is refused with its path, and a shared value is accepted', () => {
  const loop: { list: unknown[] } = { list: [{}] }
  loop.list.push(loop)
  expect(nestingFault({ loop }, 'message')).toBe('[message.loop.list[1]] contains itself')
  const twice = {}
  expect(nestingFault([twice, twice], 'message')).toBeNull()
})

test('an object with toJSON is checked as the value that JSON writes', () => {
  const ref: { toJSON: () => string; self?: unknown } = { toJSON: () => '/user/a' }
  ref.self = ref
  expect(nestingFault({ ref }, 'message')).toBeNull()
  expect(nestingFault({ toJSON: () => nested(2) }, 'message', 1)).toContain('[message.v] is nested deeper')
})

test('canonical JSON of a value beyond the limit is refused before the call stack overflows', () => {
  expect(canonicalJson(nested(deepestEnclosed))).toContain('{"v":')
  expect(() => canonicalJson(nested(deepestEnclosed + 1))).toThrow(/is nested deeper than \[110\]/)
  expect(() => canonicalJson(nested(100_000))).toThrow(/is nested deeper than \[110\]/)
})
