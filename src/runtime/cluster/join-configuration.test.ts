import { describe, expect, test } from 'vitest'
import { Cluster } from '../cluster/index.ts'
import { TestNetwork } from '../testkit/test-network.ts'
import { fastProfile } from './cluster-settings.ts'
import { type JoinChecks, JoinCompatibility } from './join-configuration.ts'

interface Configured {
  readonly joinChecks?: JoinChecks
  readonly sensitiveJoinKeys?: readonly string[]
  readonly enforceOnJoin?: boolean
  readonly downing?: 'none' | 'keep-majority'
}

/** Starts a as the cluster and b as the joining node; returns the outcome at b. */
function join(a: Configured, b: Configured, restarts = false) {
  const network = TestNetwork.create()
  const add = (id: string, { enforceOnJoin = true, downing = 'keep-majority', ...checks }: Configured) =>
    network.addNode(id, {
      setup: system =>
        void Cluster.start(system, {
          settings: {
            ...fastProfile,
            seedNodes: [network.addressOf('a')],
            configurationCompatibilityCheck: { enforceOnJoin },
            downing: downing === 'none' ? { strategy: 'none' } : fastProfile.downing,
          },
          roles: [],
          ...checks,
        }),
    })
  add('a', a)
  add('b', b)
  network.advance(15_000)
  if (restarts) {
    network.restart('b')
    network.advance(30_000)
  }
  const { running, ended, system } = network.node('b')
  const logged = network.eventsOf('Logged', 'b').map(({ text }) => text)
  return {
    outcome: running ? Cluster.get(system).selfMember.status : `ended: ${ended}`,
    logged: (text: string) => logged.some(line => line.includes(text)),
    trace: network.trace,
  }
}

const shards = (number: string, more: { readonly allowsMissing?: boolean } = {}): Configured => ({
  joinChecks: { sharding: { required: { 'sharding.number-of-shards': number }, ...more } },
})

describe('a joining node', () => {
  test('with equal required settings joins [C-136]', () =>
    expect(join(shards('100'), shards('100')).outcome).toBe('Up'))

  test('with another value, or one that is missing on either side, does not join and shuts down [C-136]', () => {
    for (const [a, b] of [
      [shards('100'), shards('10')],
      [shards('100'), {}],
      [{}, shards('100')],
    ] as const) {
      const { outcome, logged } = join(a, b)
      expect(outcome).toBe('ended: failed')
      expect(logged("Couldn't join [pekko://test@a:1]")).toBe(true)
      expect(logged('[sharding.number-of-shards] is [')).toBe(true)
    }
  })

  test('that does not enforce the check joins with a warning in the same cases [C-137]', () => {
    for (const [a, b] of [
      [shards('100'), { ...shards('10'), enforceOnJoin: false }],
      [shards('100'), { enforceOnJoin: false }],
      [{}, { ...shards('100'), enforceOnJoin: false }],
    ] as const) {
      const { outcome, logged } = join(a, b)
      expect(outcome).toBe('Up')
      expect(logged('[sharding.number-of-shards] is [')).toBe(true)
    }
  })

  test('that restarts is checked again [C-138]', () => {
    expect(join(shards('100'), shards('100'), true).outcome).toBe('Up')
    expect(join(shards('100'), { ...shards('10'), enforceOnJoin: false }, true).outcome).toBe('Up')
    expect(join(shards('100'), shards('10'), true).outcome).toBe('ended: failed')
  })

  test('with another downing strategy is refused; without any on both sides it joins [C-139]', () => {
    expect(join({}, { downing: 'none' }).outcome).toBe('ended: failed')
    expect(join({ downing: 'none' }, { downing: 'none' }).outcome).toBe('Up')
  })

  test('joins when a single check is switched off on both sides [C-140]', () => {
    const off = { joinChecks: { downing: null } }
    expect(join(off, { ...off, downing: 'none' }).outcome).toBe('Up')
  })

  test('with a new required setting joins when the check allows it to be missing [C-141]', () => {
    expect(join({}, shards('100', { allowsMissing: true })).outcome).toBe('Up')
    expect(join(shards('10'), shards('100', { allowsMissing: true })).outcome).toBe('ended: failed')
  })
})

test('a sensitive setting is neither sent nor compared [C-140]', () => {
  const checks = { access: { required: { 'access.token': 'secret', 'access.url': 'x' } } }
  const compatibility = new JoinCompatibility(checks, ['access.token'])
  expect(compatibility.configuration).toEqual({ 'access.url': 'x' })
  expect(compatibility.complaintsAbout({ 'access.url': 'x', 'access.token': 'other' })).toEqual([])
  const { outcome } = join(
    { joinChecks: checks, sensitiveJoinKeys: ['access.token'] },
    {
      joinChecks: { access: { required: { 'access.token': 'other', 'access.url': 'x' } } },
      sensitiveJoinKeys: ['access.token'],
    },
  )
  expect(outcome).toBe('Up')
})
