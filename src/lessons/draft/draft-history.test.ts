import { expect, test } from 'vitest'
import { changed, historyOf, redone, undone } from './draft-history.ts'

test('a change is undone and redone', () => {
  const history = changed(changed(historyOf('a'), 'b', null), 'c', null)
  expect(undone(history).present).toBe('b')
  expect(undone(undone(history)).present).toBe('a')
  expect(redone(undone(history)).present).toBe('c')
})

test('letters typed into one field are undone together, and those of another field are not', () => {
  let history = historyOf('')
  for (const text of ['h', 'ho', 'hog', 'hoge']) history = changed(history, text, 'title')
  history = changed(history, 'hoge fuga', 'about')
  expect(undone(history).present).toBe('hoge')
  expect(undone(undone(history)).present).toBe('')
})

test('typing after an undo begins a new change and drops what could be redone', () => {
  const history = changed(undone(changed(historyOf('a'), 'b', 'title')), 'c', 'title')
  expect(history.future).toEqual([])
  expect(undone(history).present).toBe('a')
})

test('the ends of a history stay', () => {
  const history = historyOf('a')
  expect(undone(history)).toBe(history)
  expect(redone(history)).toBe(history)
})
