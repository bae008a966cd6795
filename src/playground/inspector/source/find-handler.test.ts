import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findHandlers, type Handled, parseSource } from './find-handler.ts'
import { highlightLines } from './highlight-lines.ts'

const read = (file: string) => readFileSync(new URL(`../../../scenarios/${file}`, import.meta.url), 'utf8')
/** First lines of what was found. */
const found = (source: string, label: string, kind: Handled = 'message') => {
  const handlers = findHandlers(source, parseSource(source), label, kind)
  const lines = source.split('\n')
  return handlers && { how: handlers.how, at: handlers.lines.map(({ from }) => lines[from - 1]?.trim()) }
}

test('a command is handled where its case stands, and a signal too', () => {
  const writer = read('cqrs/writer.ts')
  expect(found(writer, 'Write')).toEqual({ how: 'exact', at: ["case 'Write':"] })
  expect(found(writer, 'RecoveryCompleted', 'signal')).toEqual({
    how: 'exact',
    at: ["case 'RecoveryCompleted':"],
  })
})

test('where two behaviors of an actor handle it, both are found', () => {
  expect(found(read('cqrs/reader.ts'), 'Get')).toEqual({ how: 'exact', at: ["case 'Get':", "case 'Get': {"] })
})

test('a branch is found by what it asks', () => {
  expect(found(read('cqrs/client.ts'), 'Answered')).toEqual({
    how: 'exact',
    at: ["if (message.type === 'Answered') {"],
  })
})

test('an aid that asks for the type is no handler', () => {
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

test('a handler that names no message takes them all; signals have handlers of their own', () => {
  const filesystem = read('web-server/filesystem.ts')
  expect(found(filesystem, 'FsFind')).toEqual({
    how: 'any',
    at: ['return Behaviors.receiveMessage<FsFind>(({ path, replyTo }) => {'],
  })
  expect(found(filesystem, 'PreRestart', 'signal')).toEqual({ how: 'exact', at: ["case 'PreRestart':"] })
})

test('labels that share a clause share its lines', () => {
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

test('a file comes out of its colours as it went in', () => {
  const source = read('cqrs/reader.ts')
  const lines = highlightLines(source, parseSource(source))
  expect(`${lines.map(line => line.map(piece => piece.text).join('')).join('\n')}\n`).toBe(source)
  expect(lines.flat()).toContainEqual({ text: 'import', kind: 'code-keyword' })
})
