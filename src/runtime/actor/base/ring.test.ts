import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ring } from './ring.ts'

test('a ring adds and removes at both ends like an array, at any size', () => {
  const step = fc.constantFrom('push', 'push', 'unshift', 'shift', 'pop')
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), steps => {
      const ring = new Ring<number>()
      const list: number[] = []
      steps.forEach((operation, i) => {
        if (operation === 'push' || operation === 'unshift') {
          ring[operation](i)
          list[operation](i)
        } else if (list.length > 0) {
          expect(ring[operation]()).toBe(list[operation]())
        }
        expect(ring.size).toBe(list.length)
      })
      while (list.length > 0) expect(ring.shift()).toBe(list.shift())
    }),
  )
})
