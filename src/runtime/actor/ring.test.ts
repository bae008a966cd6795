import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ring } from './ring.ts'

test('a ring gives and takes at both ends as a list does, at any size', () => {
  const step = fc.constantFrom('push', 'push', 'unshift', 'shift', 'pop')
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), steps => {
      const ring = new Ring<number>()
      const list: number[] = []
      steps.forEach((what, i) => {
        if (what === 'push' || what === 'unshift') {
          ring[what](i)
          list[what](i)
        } else if (list.length > 0) {
          expect(ring[what]()).toBe(list[what]())
        }
        expect(ring.size).toBe(list.length)
      })
      while (list.length > 0) expect(ring.shift()).toBe(list.shift())
    }),
  )
})
