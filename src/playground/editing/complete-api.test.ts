import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { completeApi } from './complete-api.ts'

const complete = (doc: string, explicit = false) =>
  completeApi(new CompletionContext(EditorState.create({ doc }), doc.length, explicit))

test('the members of an object are completed after its dot, with their parameters', () => {
  const found = complete('  context.wat')
  expect(found?.from).toBe('  context.'.length)
  expect(found?.options).toContainEqual({ label: 'watchWith', detail: '(target, message)', type: 'method' })
})

test('the last object of a chain decides', () => {
  expect(complete('context.log.')?.options.map(({ label }) => label)).toEqual([
    'debug',
    'error',
    'info',
    'warn',
  ])
})

test('elsewhere the names of the objects are completed, and an unknown object has no members', () => {
  expect(complete('Beh')?.options.map(({ label }) => label)).toContain('Behaviors')
  expect(complete('other.')).toBeNull()
  expect(complete('')).toBeNull()
  expect(complete('', true)).not.toBeNull()
})
