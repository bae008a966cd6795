import { expect, test } from 'vitest'
import { messageOf } from './message-of.ts'

test('an error without a message is described by its name', () => {
  expect(messageOf(new DOMException('', 'QuotaExceededError'))).toBe(
    'The browser reported [QuotaExceededError]. Load the page again.',
  )
  expect(messageOf(new TypeError('No such thing.'))).toBe('No such thing.')
  expect(messageOf('text')).toBe('text')
})
