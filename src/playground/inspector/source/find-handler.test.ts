import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findHandlers, type Handled, parseSource } from './find-handler.ts'
import { highlightLines } from './highlight-lines.ts'

const read = (file: string) => readFileSync(new URL(`../../../scenarios/${file}`, import.meta.url), 'utf8')
/** The first line of each handler. */
const found = (source: string, label: string, kind: Handled = 'message') => {
  const handlers = findHandlers(source, parseSource(source), label, kind)
  const lines = source.split('\n')
  return handlers && { how: handlers.how, at: handlers.lines.map(({ from }) => lines[from - 1]?.trim()) }
}

test('the handler of a command or signal is its case clause', () => {
  const writer = read('cqrs/writer.ts')
  expect(found(writer, 'Write')).toEqual({ how: 'exact', at: ["case 'Write':"] })
  expect(found(writer, 'RecoveryCompleted', 'signal')).toEqual({
    how: 'exact',
    at: ["case 'RecoveryCompleted':"],
  })
})

test('a message that two behaviors of an actor handle has two handlers', () => {
  expect(found(read('cqrs/reader.ts'), 'Get')).toEqual({ how: 'exact', at: ["case 'Get':", "case 'Get': {"] })
})

test('an if statement that compares the type is a handler', () => {
  expect(found(read('cqrs/client.ts'), 'Answered')).toEqual({
    how: 'exact',
    at: ["if (message.type === 'Answered') {"],
  })
})

test('a function outside a handler that compares the type is not a handler', () => {
  const source = `
const nameOf = (message) => { switch (message.type) { case 'Get': return 'a' } }
export const a = () => Behaviors.receiveMessage(message => { log(nameOf(message)); return Behaviors.same })
`
  expect(found(source, 'Get')).toEqual({
    how: 'any',
    at: [
      'export const a = () => Behaviors.receiveMessage(message => { log(nameOf(message)); return Behaviors.same })',
    ],
  })
})

test('a handler without labels handles every message, but no signal', () => {
  const filesystem = read('web-server/filesystem.ts')
  expect(found(filesystem, 'FsFind')).toEqual({
    how: 'any',
    at: ['return Behaviors.receiveMessage<FsFind>(({ path, replyTo }) => {'],
  })
  expect(found(filesystem, 'PreRestart', 'signal')).toEqual({ how: 'exact', at: ["case 'PreRestart':"] })
})

test('labels of one clause have the lines of that clause', () => {
  const source = `Behaviors.receiveMessage(message => {
  switch (message.type) {
    case 'A':
    case 'B':
      work()
      return same
    case 'C':
      return same
  }
})`
  expect(findHandlers(source, parseSource(source), 'A', 'message')?.lines).toEqual([{ from: 3, to: 6 }])
  expect(findHandlers(source, parseSource(source), 'B', 'message')?.lines).toEqual([{ from: 4, to: 6 }])
  expect(findHandlers(source, parseSource(source), 'C', 'message')?.lines).toEqual([{ from: 7, to: 8 }])
})

test('the highlighted lines of a file have the text of the file', () => {
  const source = read('cqrs/reader.ts')
  const lines = highlightLines(source, parseSource(source))
  expect(`${lines.map(line => line.map(piece => piece.text).join('')).join('\n')}\n`).toBe(source)
  expect(lines.flat()).toContainEqual({ text: 'import', kind: 'code-keyword' })
})
