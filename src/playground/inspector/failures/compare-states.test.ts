import { expect, test } from 'vitest'
import { compareStates } from './compare-states.ts'

const changed = (lines: readonly { text: string; changed: boolean }[]) =>
  lines.filter(line => line.changed).map(line => line.text.trim())

test('a line that only one of two states has is changed on its side', () => {
  const compared = compareStates('{"entries":{"a":"1","b":"2"},"hits":3}', '{"entries":{"b":"2"},"hits":0}')
  expect(changed(compared.before)).toEqual(['"a": "1",', '"hits": 3'])
  expect(changed(compared.after)).toEqual(['"hits": 0'])
  expect(compared.same).toBe(false)
})

test('equal states have no changed line, also when they are cut JSON', () => {
  expect(compareStates('{"a":1}', '{"a":1}').same).toBe(true)
  expect(compareStates('{"a":[1,', '{"a":[1,')).toMatchObject({ same: true, before: [{ changed: false }] })
})
