import { expect, test } from 'vitest'
import { InvalidPersistenceId, PersistenceId } from './persistence-id.ts'

test('[P-246] PersistenceId.of joins type and id with the default, a custom, or no separator', () => {
  expect(PersistenceId.of('cart', '7')).toBe('cart|7')
  expect(PersistenceId.of('cart', '7', '#/#')).toBe('cart#/#7')
  expect(PersistenceId.of('cart', '7', '')).toBe('cart7')
})

test('[P-247] PersistenceId.of throws if either part contains the separator', () => {
  expect(() => PersistenceId.of('ca|rt', '7')).toThrow(InvalidPersistenceId)
  expect(() => PersistenceId.of('cart', '|7')).toThrow(InvalidPersistenceId)
  expect(() => PersistenceId.of('ca#rt', '7', '#')).toThrow(InvalidPersistenceId)
  expect(() => PersistenceId.of('cart', '7#', '#')).toThrow(InvalidPersistenceId)
})

test('[P-248] PersistenceId.parts splits an id into type and id', () => {
  expect(PersistenceId.parts('cart|7')).toEqual({ type: 'cart', id: '7' })
  expect(PersistenceId.parts('plain')).toEqual({ type: '', id: 'plain' })
})

test('PersistenceId.ofUniqueId throws for a blank id', () => {
  for (const blank of ['', '  ']) expect(() => PersistenceId.ofUniqueId(blank)).toThrow(InvalidPersistenceId)
})
