import { expect, test } from 'vitest'
import { nextNode } from './next-node.ts'

test('the number of a new node follows the highest number so far', () => {
  expect(nextNode(['client', 'database', 'node-1', 'node-2', 'node-10'])).toBe('node-11')
  expect(nextNode([])).toBe('node-1')
})
