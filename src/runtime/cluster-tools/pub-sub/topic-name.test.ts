import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkName } from '../../actor/base/actor-name.ts'
import { decodeName, encodeName } from './topic-name.ts'

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)),
  minLength: 1,
})

test('every topic is encoded as a valid actor name and decoded unchanged', () => {
  fc.assert(
    fc.property(anyText, topic => {
      const name = encodeName(topic)
      checkName(name)
      expect(decodeName(name)).toBe(topic)
    }),
  )
})

test('lone surrogates and their pair are encoded as different names', () => {
  const names = ['\ud83d', '\ude00', '\ud83d\ude00', '\ude00\ud83d', '\ufffd'].map(encodeName)
  expect(new Set(names).size).toBe(names.length)
  expect(names[0]).toBe('%ED%A0%BD')
  expect(names[2]).toBe('%F0%9F%98%80')
})
