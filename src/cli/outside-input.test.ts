import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verdictOver } from '../conductor/verdict-over.ts'
import { type Action, faults } from '../trace/action.ts'
import { parseCheck } from '../trace/check-schema.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import { isRefused } from '../trace/refused.ts'
import { formatRunFile } from '../trace/run-file.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'
import { webServerHeader } from './web-server-run.ts'

const sentence = /^[^\n]+\.$/
const name = fc.constantFrom(
  'constructor',
  '__proto__',
  'toString',
  'client',
  'node-1',
  'server',
  'database',
  '',
)
const path = fc.constantFrom(
  '/user/constructor',
  '/user/client',
  '/user/browser',
  '/user',
  '/system/__proto__',
  '/',
)
const json = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.oneof(name, fc.string()), fc.jsonValue(), { maxKeys: 3 }),
)

const message = fc.oneof(
  json,
  fc.record({
    type: fc.constantFrom('Write', 'Get', 'SaveSnapshot', 'Start', 'constructor'),
    key: fc.oneof(name, json),
    value: fc.oneof(name, json),
    path: fc.oneof(name, json),
    constructor: fc.option(fc.constant('x'), { nil: undefined }),
  }),
)
const supervision = fc.oneof(
  json,
  fc.constantFrom(null, { rules: [] }, { rules: [{ error: 'constructor', strategy: { type: 'resume' } }] }),
)
const fields = {
  participant: name,
  node: name,
  by: name,
  actor: path,
  message,
  supervision,
  roles: fc.oneof(fc.array(name, { maxLength: 2 }), json),
  error: fc.oneof(name, json),
  fault: fc.oneof(fc.constantFrom(...faults), json),
}
/** Actions with the fields of their type and arbitrary values. */
const action = fc.oneof(
  json,
  ...(
    [
      ['Start', ['participant', 'roles']],
      ['Kill', ['participant']],
      ['Leave', ['node']],
      ['Down', ['node', 'by']],
      ['Tell', ['participant', 'actor', 'message']],
      ['FailNext', ['participant', 'actor', 'error', 'fault']],
      ['Supervise', ['participant', 'actor', 'supervision']],
      ['PowerFailure', []],
    ] as const
  ).map(([type, known]) =>
    fc
      .record(Object.fromEntries(known.map(field => [field, fields[field]])))
      .map(rest => ({ type, ...rest })),
  ),
)
const fact = fc.oneof(
  json,
  fc.record({ fact: fc.constant('running'), participant: name, running: fc.boolean() }),
  fc.record({ fact: fc.constant('state'), node: name, actor: path, contains: name }),
  fc.record({ fact: fc.constant('members'), status: fc.constant('Up'), nodes: fc.array(name) }),
  fc.record({ event: fc.constant('ActorStarted'), node: name, where: fc.dictionary(name, name) }),
)
const check = fc.record({ type: fc.constantFrom('eventually', 'never', 'always'), what: fact })

describe.each([
  ['cqrs', cqrsHeader],
  ['web-server', webServerHeader],
] as const)('%s', (_, header) => {
  test('an action or check with arbitrary values works or is refused in one sentence', () => {
    let done = 0
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 4 }), check, (given, asked) => {
        const run = simulate(header(1), { until: 100 })
        if (isRefused(run)) throw new Error(run.refused)
        for (const each of given) {
          const answer = run.do(each as Action)
          if (isRefused(answer)) expect(answer.refused).toMatch(sentence)
          else done += 1
          run.advanceTo(run.frontier + 100)
        }
        const parsed = parseCheck(asked)
        if (isRefused(parsed)) expect(parsed.refused).toMatch(sentence)
        else expect(verdictOver(parsed, run.trace, run.frontier)).toMatch(/^(?:open|true|false)$/)
        expect(run.broken).toBeNull()
        const { actions, frontier } = run
        const file = parseRunFile(formatRunFile({ header: header(1), actions, until: frontier }))
        if (isRefused(file)) throw new Error(file.refused)
        const again = simulate(file.header, { actions: file.actions, until: frontier })
        if (isRefused(again)) throw new Error(again.refused)
        expect(again.traceHash()).toBe(run.traceHash())
      }),
      { seed: 5, numRuns: 100 },
    )
    expect(done, 'actions that could be done').toBeGreaterThan(30)
  })
})

test('a run file with an impossible action is refused with the action’s number', () => {
  const actions = [{ index: 0, at: 10, action: { type: 'Kill', participant: 'constructor' } }] as const
  expect(simulate(cqrsHeader(1), { actions, until: 100 })).toMatchObject({
    refused: 'Action [0] of the recording cannot be performed: There is no participant [constructor].',
  })
})
