import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { equalValues } from './equal-values.ts'

const cyclic = (n: number) => {
  const value: { n: number; self?: unknown } = { n }
  value.self = value
  return value
}

class Money {
  readonly #cents: number
  constructor(cents: number) {
    this.#cents = cents
  }
  get cents(): number {
    return this.#cents
  }
}

describe('structural equality', () => {
  const equal: Record<string, [unknown, unknown]> = {
    'objects with fields in another order': [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    'an undefined and an absent field': [{ a: 1, b: undefined }, { a: 1 }],
    'NaN and NaN': [[Number.NaN], [Number.NaN]],
    'maps filled in another order': [
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
      new Map([
        ['b', 2],
        ['a', 1],
      ]),
    ],
    'maps with objects as keys': [new Map([[{ k: 1 }, 'x']]), new Map([[{ k: 1 }, 'x']])],
    'sets filled in another order': [new Set([1, { a: 2 }]), new Set([{ a: 2 }, 1])],
    'dates of one instant': [new Date(7), new Date(7)],
    'invalid dates': [new Date(Number.NaN), new Date(Number.NaN)],
    'typed arrays': [Float64Array.of(0.5, Number.NaN), Float64Array.of(0.5, Number.NaN)],
    'a view and a copy of its part': [Uint8Array.of(9, 1, 2).subarray(1), Uint8Array.of(1, 2)],
    buffers: [Uint8Array.of(1).buffer, Uint8Array.of(1).buffer],
    'errors of one class and message': [new RangeError('far'), new RangeError('far')],
    'objects that contain themselves': [cyclic(1), cyclic(1)],
    'objects without prototype': [
      Object.assign(Object.create(null), { a: 1 }),
      Object.assign(Object.create(null), { a: 1 }),
    ],
  }
  for (const [what, [a, b]] of Object.entries(equal)) {
    test(`${what} are equal`, () => expect([equalValues(a, b), equalValues(b, a)]).toEqual([true, true]))
  }

  const unequal: Record<string, [unknown, unknown]> = {
    'maps with another value': [new Map([['a', 1]]), new Map([['a', 2]])],
    'maps with another key': [new Map([['a', 1]]), new Map([['b', 1]])],
    'a map and its part': [new Map([['a', 1]]), new Map()],
    'sets with another member': [new Set([1]), new Set([2])],
    'a map and a set': [new Map(), new Set()],
    'dates of two instants': [new Date(7), new Date(8)],
    'a date and an empty object': [new Date(7), {}],
    'typed arrays with other content': [Uint8Array.of(1), Uint8Array.of(2)],
    'typed arrays of two kinds': [Uint8Array.of(1), Int8Array.of(1)],
    'views of two data views': [new DataView(Uint8Array.of(1).buffer), new DataView(Uint8Array.of(2).buffer)],
    'an array and one with an undefined item more': [[1], [1, undefined]],
    'an array and an object with its indices': [[1], { 0: 1 }],
    'errors of two classes': [new RangeError('far'), new TypeError('far')],
    'errors with two messages': [new Error('far'), new Error('near')],
    'an error and a plain object': [new RangeError('far'), { name: 'RangeError', message: 'far' }],
    'two functions of one text': [() => 1, () => 1],
    'two instances of a class with hidden content': [new Money(1), new Money(2)],
    'two regular expressions': [/a/, /b/],
    'two promises': [Promise.resolve(1), Promise.resolve(1)],
    'two weak maps': [new WeakMap(), new WeakMap()],
    'objects that contain themselves and differ': [cyclic(1), cyclic(2)],
    'null and an empty object': [null, {}],
    'zero and minus zero': [0, -0],
  }
  for (const [what, [a, b]] of Object.entries(unequal)) {
    test(`${what} are not equal`, () =>
      expect([equalValues(a, b), equalValues(b, a)]).toEqual([false, false]))
  }

  test('an instance of a class equals only itself, also inside a message', () => {
    const money = new Money(1)
    expect(equalValues({ money }, { money })).toBe(true)
  })

  test('a copy of plain data is equal, and equality is symmetric', () => {
    const plain = fc.anything({ withMap: true, withSet: true, withDate: true, withTypedArray: true })
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(equalValues(a, structuredClone(a))).toBe(true)
        expect(equalValues(a, b)).toBe(equalValues(b, a))
      }),
    )
  })
})

test('a second watchWith with a Map of other content fails the watcher [A-172, A-174]', () => {
  const kit = ActorTestKit.create()
  const target = kit.spawn(Behaviors.ignore, 'target')
  const watcher = (name: string, first: unknown, second: unknown) =>
    kit.spawn<unknown>(
      Behaviors.setup(context => {
        context.watchWith(target, first)
        context.watchWith(target, second)
        return Behaviors.ignore
      }),
      name,
    )
  watcher('same', { of: new Map([['a', 1]]) }, { of: new Map([['a', 1]]) })
  watcher('other', { of: new Map([['a', 1]]) }, { of: new Map([['a', 2]]) })
  kit.runUntilIdle()
  expect(kit.eventsOf('ActorFailed').map(event => event.actor.split('#')[0])).toEqual(['/user/other'])
})
