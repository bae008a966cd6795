import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Plain } from '../trace/plain.ts'
import { isRefused } from '../trace/refused.ts'
import { type RunHeader, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import { scenarioCards } from './cards.ts'
import { planRun } from './plan-run.ts'

const header = (scenario: string, settings: unknown, seed: unknown = 1): RunHeader => ({
  format: runFileFormat,
  version: runFileVersion,
  build: 'test',
  scenario,
  seed: seed as number,
  settings: settings as RunHeader['settings'],
})
const cqrs = (settings: unknown) => header('cqrs', settings)

test.each(scenarioCards)('the default settings of $id fit its schema', ({ id }) => {
  expect(planRun(header(id, {}))).toMatchObject({ scenario: id, seed: 1 })
})

const resolver = { stableAfterMs: 3000, downAllWhenUnstableMs: 4000 }

test.each<{ readonly [key: string]: unknown }>([
  { strategy: 'auto-down', afterMs: 10_000 },
  { ...resolver, strategy: 'static-quorum', quorumSize: 3, role: '' },
  { ...resolver, strategy: 'keep-oldest', downIfAlone: false, role: 'update' },
  { ...resolver, strategy: 'down-all' },
])('another downing strategy is accepted with its own fields: %j', downing => {
  expect(planRun(cqrs({ cluster: { downing } }))).toMatchObject({ scenario: 'cqrs' })
})

test.each([1, 2, 3, 4, 7, 12])(
  'a cluster of %i nodes has writers, readers and seed nodes that exist',
  nodes => {
    const plan = planRun(cqrs({ nodes }))
    if (isRefused(plan)) throw new Error(plan.refused)
    const started = plan.participants.filter(({ kind }) => kind === 'node')
    expect(started.map(({ id }) => id)).toEqual(Array.from({ length: nodes }, (_, i) => `node-${i + 1}`))
    const roles = new Set(started.flatMap(({ roles }) => roles))
    expect([roles.has('update'), roles.has('read')]).toEqual([true, true])
    const { cluster } = plan.settings as unknown as { cluster: { seedNodes: readonly string[] } }
    const addresses = started.map(({ address }) => address)
    expect(cluster.seedNodes.every(seed => addresses.includes(seed))).toBe(true)
  },
)

test.each([0, 13, 2.5, 'four'])('a cluster of %j nodes is refused', nodes => {
  expect(planRun(cqrs({ nodes }))).toMatchObject({
    refused: '`settings.nodes` must be a whole number from 1 to 12.',
  })
})

test('the smallest latency of all links limits the round width', () => {
  expect(planRun(cqrs({ links: { database: { minMs: 3 } } }))).toMatchObject({ smallestLatencyMs: 3 })
})

describe('a header is rejected with a sentence that names the field', () => {
  test.each<[unknown, string]>([
    [5, '`settings` must be an object.'],
    [null, '`settings` must be an object.'],
    [{ cluster: { gossip: 1 } }, '`settings.cluster.gossip` is not known here.'],
    [{ constructor: 1 }, '`settings.constructor` is not known here.'],
    [JSON.parse('{"__proto__":{"a":1}}'), '`settings.__proto__` is not known here.'],
    [{ cluster: 3 }, '`settings.cluster` must be an object.'],
    [
      { cluster: { gossipIntervalMs: 0 } },
      '`settings.cluster.gossipIntervalMs` must be a whole number from 1 to 1000000000.',
    ],
    [
      { cluster: { gossipIntervalMs: null } },
      '`settings.cluster.gossipIntervalMs` must be a whole number from 1 to 1000000000.',
    ],
    [{ cluster: { seedNodes: 'a' } }, '`settings.cluster.seedNodes` must be a list of addresses.'],
    [{ cluster: { seedNodes: [] } }, '`settings.cluster.seedNodes` must name at least one node.'],
    [
      { cluster: { seedNodes: ['pekko://HogeCluster@node-1:2551', 7] } },
      '`settings.cluster.seedNodes[1]` must be text.',
    ],
    [
      { cluster: { seedNodes: ['node-1'] } },
      '`settings.cluster.seedNodes[0]` must be an address like pekko://HogeCluster@node-1:2551.',
    ],
    [
      { cluster: { downing: { strategy: 'hope' } } },
      '`settings.cluster.downing.strategy` must be one of none, auto-down, keep-majority, static-quorum, keep-oldest, lease-majority, down-all.',
    ],
    [
      { cluster: { downing: { strategy: 'auto-down', stableAfterMs: 1 } } },
      '`settings.cluster.downing.afterMs` is missing.',
    ],
    [
      { cluster: { downing: { ...resolver, strategy: 'static-quorum', quorumSize: 0, role: '' } } },
      '`settings.cluster.downing.quorumSize` must be a whole number from 1 to 1000000.',
    ],
    [
      { cluster: { downing: { ...resolver, strategy: 'static-quorum', role: '' } } },
      '`settings.cluster.downing.quorumSize` is missing.',
    ],
    [
      { cluster: { downing: { ...resolver, strategy: 'keep-oldest', downIfAlone: 'on', role: '' } } },
      '`settings.cluster.downing.downIfAlone` must be true or false.',
    ],
    [
      { cluster: { downing: { ...resolver, strategy: 'down-all', role: '' } } },
      '`settings.cluster.downing.role` is not known here.',
    ],
    [{ cluster: { downing: { role: 7 } } }, '`settings.cluster.downing.role` must be text.'],
    [
      { links: { default: { minMs: 0 } } },
      '`settings.links.default.minMs` must be a whole number from 1 to 1000000000.',
    ],
    [
      { links: { default: { minMs: 1.5 } } },
      '`settings.links.default.minMs` must be a whole number from 1 to 1000000000.',
    ],
    [
      { links: { default: { minMs: 400 } } },
      '`settings.links.default` must have a minMs that is not above its maxMs.',
    ],
    [{ maxMessagesPerMs: 0 }, '`settings.maxMessagesPerMs` must be a whole number from 1 to 1000000.'],
    [
      { cluster: { failureDetector: { threshold: 400 } } },
      '`settings.cluster.failureDetector.threshold` must be a number from 0.1 to 100.',
    ],
  ])('%j: %s', (settings, refused) => {
    expect(planRun(cqrs(settings))).toMatchObject({ refused })
  })

  test.each([-1, 1.5, 2 ** 31, '1', Number.NaN])('the seed %s', seed => {
    expect(planRun(header('cqrs', {}, seed))).toMatchObject({
      refused: expect.stringMatching(/^`seed` must be /),
    })
  })

  test('the inherited property name constructor is an unknown scenario', () => {
    expect(planRun(header('constructor', {}))).toMatchObject({
      refused:
        'Scenario [constructor] does not exist. Choose one of: cqrs, cqrs-as-printed, web-server, workbench.',
    })
  })
})

const inherited = fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty')
const known = fc.constantFrom('cluster', 'links', 'downing', 'strategy', 'default', 'minMs', 'seedNodes')
const settings = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue(),
    inherited,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(inherited, known, fc.string()), tie('value'), { maxKeys: 4 }),
  ),
})).value as fc.Arbitrary<Plain>

test('settings of any shape are rejected with one sentence or yield a plan, and never throw', () => {
  fc.assert(
    fc.property(fc.constantFrom('cqrs', 'web-server', 'constructor'), settings, (scenario, overrides) => {
      const plan = planRun(header(scenario, overrides))
      if (isRefused(plan)) expect(plan.refused).toMatch(/^\S[^\n]*\.$/)
      else expect(plan.smallestLatencyMs).toBeGreaterThanOrEqual(1)
    }),
    { seed: 1, numRuns: 1000 },
  )
})
