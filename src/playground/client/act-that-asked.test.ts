import { expect, test } from 'vitest'
import { cqrsCard } from '../../scenarios/cqrs/card.ts'
import type { Action, ActionView } from '../../trace/index.ts'
import { actThatAsked } from './act-that-asked.ts'

const tell = (value: string, times?: number): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key: 'a', value },
  ...(times === undefined ? {} : { times }),
})

const viewsOf = (...actions: readonly Action[]): readonly ActionView[] =>
  actions.map((action, index) => ({ index, at: index, action, event: `conductor/${index}` }))

const asked = (id: number, value: string, actions: readonly ActionView[]) =>
  actThatAsked({ id, request: `Write a = ${value}` }, actions, cqrsCard, 'en')

test('the act of a request is found by its number, also within a burst', () => {
  const actions = viewsOf(tell('1'), { type: 'Kill', participant: 'node-1' }, tell('2', 3), tell('3'))
  expect(asked(1, '1', actions)).toBe('conductor/0')
  for (const id of [2, 3, 4]) expect(asked(id, '2', actions)).toBe('conductor/2')
  expect(asked(5, '3', actions)).toBe('conductor/3')
  expect(asked(6, '3', actions)).toBeNull()
})

test('a client that starts again counts from the beginning', () => {
  const client = 'client'
  const actions = viewsOf(
    tell('1'),
    { type: 'Kill', participant: client },
    { type: 'Start', participant: client },
    tell('2'),
  )
  expect(asked(1, '2', actions)).toBe('conductor/3')
})

test('an act whose command differs from the request is not offered', () => {
  expect(asked(1, 'else', viewsOf(tell('1')))).toBeNull()
})
