import { expect, test } from 'vitest'
import type { Action } from '../trace/index.ts'
import { isSameAct } from './same-act.ts'

const write = (value: string, times?: number): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key: 'a', value },
  ...(times === undefined ? {} : { times }),
})

test.each<[string, Action, Action, boolean]>([
  ['the same message', write('x'), write('x', 1), true],
  ['another value', write('x'), write('y'), false],
  ['another number', write('x'), write('x', 2), false],
  [
    'the default error',
    { type: 'FailNext', participant: 'a', actor: '/user' },
    { type: 'FailNext', participant: 'a', actor: '/user', error: 'Boom', during: 'message' },
    true,
  ],
  [
    'sides in another order',
    { type: 'Partition', sides: [['a'], ['b', 'c']] },
    { type: 'Partition', sides: [['c', 'b'], ['a']] },
    true,
  ],
  [
    'other sides',
    { type: 'Partition', sides: [['a'], ['b', 'c']] },
    { type: 'Partition', sides: [['b'], ['a', 'c']] },
    false,
  ],
  [
    'links in another order',
    {
      type: 'Heal',
      links: [
        { from: 'a', to: 'b' },
        { from: 'a', to: 'c' },
      ],
    },
    {
      type: 'Heal',
      links: [
        { from: 'a', to: 'c' },
        { from: 'a', to: 'b' },
      ],
    },
    true,
  ],
  ['another act', { type: 'Kill', participant: 'a' }, { type: 'Freeze', participant: 'a' }, false],
])('two acts with %s', (_, a, b, same) => {
  expect(isSameAct(a, b)).toBe(same)
})
