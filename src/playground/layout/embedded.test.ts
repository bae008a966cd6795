import { expect, test } from 'vitest'
import { embeddedAddress, embedElement } from './embedded.ts'

test('the query of an embedded address stands before its fragment', () => {
  expect(embeddedAddress('https://a.example/p/')).toBe('https://a.example/p/?embed')
  expect(embeddedAddress('https://a.example/p/?seed=7')).toBe('https://a.example/p/?seed=7&embed')
  expect(embeddedAddress('https://a.example/p/#run=x&at=5')).toBe('https://a.example/p/?embed#run=x&at=5')
})

test('an embedding element quotes its address and title', () => {
  const element = embedElement('https://a.example/?a=1', 'a "b" <c>')
  expect(element).toContain('src="https://a.example/?a=1&amp;embed"')
  expect(element).toContain('title="a &quot;b&quot; &lt;c>"')
})
