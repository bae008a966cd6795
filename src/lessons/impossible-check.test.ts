import { describe, expect, test } from 'vitest'
import type { Action, Check } from '../trace/index.ts'
import { impossibleAct } from './impossible-act.ts'
import { impossiblePart, impossibleWait } from './impossible-check.ts'

const participants = new Set(['node-1', 'node-2', 'client'])
const failed = { event: 'ActorFailed' } as const
const wrong = { event: 'ActorFailed', where: { wrong: 1 } } as const
const elsewhere = { fact: 'singleton-on', node: 'node-9' } as const
const one = { fact: 'singletons', atMost: 1 } as const

describe('the part of a check that can never hold is found in', () => {
  test.each<[string, Check, readonly (string | number)[]]>([
    ['after', { type: 'eventually', what: failed, after: wrong }, ['after', 'where', 'wrong']],
    ['after as a fact', { type: 'eventually', what: failed, after: elsewhere }, ['after', 'node']],
    ['while', { type: 'always', what: one, while: elsewhere }, ['while', 'node']],
    ['unless', { type: 'always', what: one, unless: [failed, wrong] }, ['unless', 1, 'where', 'wrong']],
    ['then', { type: 'leadsTo', when: failed, then: elsewhere }, ['then', 'node']],
    [
      'by of a sequence',
      { type: 'leadsTo', when: failed, then: failed, withinMs: 1, by: { when: 'actor', then: 'wrong' } },
      ['by', 'then'],
    ],
    ['by of a count', { type: 'atMost', what: failed, times: 1, by: 'wrong.deep' }, ['by']],
    ['by of an overlap', { type: 'atMostOne', begin: failed, end: failed, by: 'wrong' }, ['by']],
    ['field', { type: 'rises', what: failed, field: 'wrong' }, ['field']],
    [
      'nodes',
      { type: 'never', what: { fact: 'members', status: 'Up', nodes: ['node-1', 'node-9'] } },
      ['what', 'nodes', 1],
    ],
    [
      'limits that exclude each other',
      { type: 'eventually', what: { fact: 'singletons', atLeast: 2, atMost: 1 } },
      ['what', 'atMost'],
    ],
    ['an empty choice', { type: 'all', checks: [{ type: 'any', checks: [] }] }, ['checks', 0, 'checks']],
  ])('%s', (_, check, steps) => {
    expect(impossiblePart(check, participants)?.steps).toEqual(steps)
  })

  test('no part of a check that names existing things only', () => {
    const by = { when: 'actor', then: 'error.name' }
    const check: Check = { type: 'leadsTo', when: failed, then: failed, withinMs: 1, by, while: one }
    expect(impossiblePart(check, participants)).toBeNull()
  })
})

test('a choice between checks that are decided at the end only cannot be waited for', () => {
  const never: Check = { type: 'never', what: failed }
  const eventually: Check = { type: 'eventually', what: failed }
  expect(impossibleWait({ type: 'any', checks: [never, never] }, participants)?.message).toContain(
    'never-decided',
  )
  expect(impossibleWait({ type: 'any', checks: [never, eventually] }, participants)).toBeNull()
})

test.each<[Action, readonly (string | number)[] | null]>([
  [{ type: 'Leave', node: 'node-9' }, ['node']],
  [{ type: 'Down', node: 'node-1', by: 'node-9' }, ['by']],
  [{ type: 'Heal', links: [{ from: 'node-9', to: 'node-1' }] }, ['links', 0, 'from']],
  [{ type: 'Partition', sides: [['node-1'], ['node-2', 'node-9']] }, ['sides', 1, 1]],
  [{ type: 'Partition', sides: [['node-1'], ['node-2', 'client']] }, null],
  [{ type: 'Heal' }, null],
])('the act %j names an unknown participant at %j', (action, steps) => {
  expect(impossibleAct(action, participants)?.steps ?? null).toEqual(steps)
})
