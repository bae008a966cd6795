import { expect, test } from 'vitest'
import { InvalidPersistenceId, PersistenceId } from './persistence-id.ts'

test('[P-246] type and id are joined by the default, another, or no separator', () => {
  expect(PersistenceId.of('cart', '7')).toBe('cart|7')
  expect(PersistenceId.of('cart', '7', '#/#')).toBe('cart#/#7')
  expect(PersistenceId.of('cart', '7', '')).toBe('cart7')
})

test('[P-247] a separator inside either part is refused', () => {
  expect(() => PersistenceId.of('ca|rt', '7')).toThrow(InvalidPersistenceId)
  expect(() => PersistenceId.of('cart', '|7')).toThrow(InvalidPersistenceId)
  expect(() => PersistenceId.of('ca#rt', '7', '#')).toThrow(InvalidPersistenceId)
  expect(() => PersistenceId.of('cart', '7#', '#')).toThrow(InvalidPersistenceId)
})

test('[P-248] type and id can be told from each other again', () => {
  expect(PersistenceId.parts('cart|7')).toEqual({ type: 'cart', id: '7' })
  expect(PersistenceId.parts('plain')).toEqual({ type: '', id: 'plain' })
})

test('a blank id is refused', () => {
  for (const blank of ['', '  ']) expect(() => PersistenceId.ofUniqueId(blank)).toThrow(InvalidPersistenceId)
})
