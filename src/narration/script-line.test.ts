import { expect, test } from 'vitest'
import type { Action } from '../trace/action.ts'
import { scriptLine } from './script-line.ts'

test.each<[Action, string]>([
  [{ type: 'Kill', participant: 'node-2' }, `await playground.do({ type: 'Kill', participant: 'node-2' })`],
  [
    { type: 'Partition', sides: [['node-1'], ['node-2', 'client']] },
    `await playground.do({ type: 'Partition', sides: [['node-1'], ['node-2', 'client']] })`,
  ],
  [
    { type: 'SetLinks', latency: null, lossPercent: 5 },
    `await playground.do({ type: 'SetLinks', latency: null, lossPercent: 5 })`,
  ],
])('an action is one line of script: %j', (action, line) => {
  expect(scriptLine(action)).toBe(line)
})

test('texts with quotes, line ends and odd keys are the same texts when the line runs', async () => {
  const action: Action = {
    type: 'Tell',
    participant: 'client',
    actor: '/user/client',
    message: {
      type: 'Write',
      key: `it's "so"\n\\`,
      'a-b': '\u2028🙂',
      empty: {},
      ...JSON.parse('{"__proto__": "x"}'),
    },
  }
  const done: unknown[] = []
  const run = new Function('playground', `return (async () => { ${scriptLine(action)} })()`)
  await run({ do: (given: unknown) => done.push(given) })
  expect(done).toEqual([action])
})
