import { expect, test } from 'vitest'
import { nextNode } from './next-node.ts'

test('a new node gets an address nobody ever had', () => {
  expect(nextNode(['client', 'database', 'node-1', 'node-2', 'node-10'])).toBe('node-11')
  expect(nextNode([])).toBe('node-1')
})
