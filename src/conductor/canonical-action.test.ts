import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Action, faults } from '../trace/action.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import { isRefused } from '../trace/refused.ts'
import { formatRunFile } from '../trace/run-file.ts'
import { testHeader } from '../trace/sample-run.ts'
import { Conductor } from './conductor.ts'
import { inProcessHosts } from './in-process-host.ts'
import { replay } from './replay.ts'
import { ToyParticipant, toyPlan } from './toy-run.ts'

const plan = toyPlan({ seed: 7, nodes: 2 })
const hosts = () => inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot))
const header = testHeader('toy', 7)

/** Names that an object has already, or that an engine puts in an order of its own. */
const oddKey = fc.constantFrom('constructor', 'toString', '__proto__', 'hasOwnProperty', '1', '0', '-1', '01')
const oddText = fc.constantFrom('\ud800', '\udc00x', '🙂', 'constructor', '', '\u2028')
const oddValue = fc.constantFrom(
  -0,
  0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e21,
  5e-324,
  undefined,
  null,
  true,
)

const value = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    oddValue,
    oddText,
    fc.string(),
    fc.double(),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.oneof(
    fc.dictionary(fc.oneof(oddKey, fc.string()), tie('value'), { maxKeys: 4 }),
    fc
      .dictionary(fc.oneof(oddKey, fc.string()), tie('value'), { maxKeys: 4 })
      .map(fields => Object.assign(Object.create(null) as object, fields)),
  ),
})).value

const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const actor = fc.constantFrom('/user/toy', '/user/constructor')
const participant = fc.constantFrom('node-1', 'client')

const action: fc.Arbitrary<unknown> = fc.oneof(
  fc
    .record({
      fields: fc.dictionary(fc.oneof(oddKey, fc.string()), value, { maxKeys: 5 }),
      type: fc.constantFrom('Hello', '\ud800', '7'),
      typeFirst: fc.boolean(),
      participant,
      actor,
      times: sometimes(fc.integer({ min: 1, max: 9 })),
    })
    .map(({ fields, type, typeFirst, ...rest }) => ({
      message: typeFirst ? Object.assign({ type }, fields, { type }) : { ...fields, type },
      type: 'Tell',
      ...rest,
    })),
  fc.record({
    type: fc.constant('FailNext'),
    error: sometimes(fc.constantFrom('Boom', 'constructor')),
    participant,
    actor,
    fault: sometimes(fc.constantFrom(...faults)),
    times: sometimes(fc.integer({ min: -0, max: 3 })),
    during: sometimes(fc.constantFrom('message', 'start')),
  }),
  fc.record({
    type: fc.constant('Supervise'),
    participant,
    actor,
    supervision: fc.constantFrom(
      null,
      { rules: [], around: undefined },
      {
        rules: [
          {
            strategy: {
              stopChildren: true,
              randomFactor: -0,
              type: 'backoff',
              minBackoffMs: 10,
              maxBackoffMs: 20,
              maxRestarts: undefined,
            },
            error: 'constructor',
          },
        ],
      },
    ),
  }),
  fc.record({
    type: fc.constant('Kill'),
    participant,
    reason: fc.constant(undefined),
    during: fc.constant(undefined),
  }),
  fc.record({
    type: fc.constant('Start'),
    participant: fc.constantFrom('node-3', 'constructor'),
    roles: sometimes(fc.constant(['read'])),
  }),
  fc.record({ type: fc.constant('Down'), node: participant, by: sometimes(participant) }),
  fc.record({ type: fc.constant('PowerFailure'), more: fc.constant(undefined) }),
)

test('an action has the same hash live, exported and replayed, with any fields', async () => {
  let done = 0
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 4 }), async given => {
      const live = new Conductor({ plan, hosts: hosts() })
      await live.start()
      for (const each of given) {
        await live.advanceTo(live.frontier + 40)
        const answer = await live.do(each as Action)
        if (isRefused(answer)) expect(answer.refused).toMatch(/^\S[^\n]*\.$/)
        else done += 1
      }
      await live.advanceTo(live.frontier + 100)
      const text = formatRunFile({
        header,
        actions: live.actions,
        until: live.frontier,
        hash: live.traceHash(),
      })
      const file = parseRunFile(text)
      if (isRefused(file)) throw new Error(file.refused)
      expect(file.actions, 'equal to the sign of a zero').toEqual(live.actions)
      expect(formatRunFile(file), 'the file as it is written again').toBe(text)
      const again = await replay({ plan, hosts: hosts() }, file.actions, live.frontier)
      expect(again.traceHash()).toBe(file.hash)
      expect(JSON.stringify(again.trace)).toBe(JSON.stringify(live.trace))
    }),
    { seed: 7, numRuns: 120 },
  )
  expect(done, 'actions that could be done').toBeGreaterThan(100)
})
