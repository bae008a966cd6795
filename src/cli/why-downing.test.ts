import { expect, test } from 'vitest'
import { explain } from '../narration/index.ts'
import { findScenario } from '../scenarios/find-scenario.ts'
import { type Action, EventLog, eventId, isRefused, type Plain } from '../trace/index.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

type Sides = readonly [readonly string[], readonly string[]]

/** The sentences about all downing decisions after an act on the cqrs cluster, in which node-1 is the oldest. */
function decisions(downing: { readonly [field: string]: Plain }, act: Action, lang: 'en' | 'ja' = 'en') {
  const header = cqrsHeader(7, { cluster: { downing } })
  const conductor = simulate(header, { until: 8000 })
  if (isRefused(conductor)) throw new Error(conductor.refused)
  const done = conductor.do(act)
  if (done instanceof Promise || isRefused(done)) throw new Error(JSON.stringify(done))
  conductor.advanceTo(24_000)
  const log = new EventLog()
  log.append(conductor.trace)
  const settings = findScenario(header)?.settings as Plain
  const context = { log, view: log.view, count: log.length, names: log.view, settings }
  return conductor.trace
    .filter(({ type }) => type === 'DowningDecided')
    .map(event => explain(context, { type: 'event', id: eventId(event) }).parts[0]?.steps[0]?.text[lang])
}

const resolver = { stableAfterMs: 3000, downAllWhenUnstableMs: null }
const keepMajority = { ...resolver, strategy: 'keep-majority', role: '' }
const staticQuorum = { ...resolver, strategy: 'static-quorum', role: '' }
const leaseMajority = {
  ...resolver,
  strategy: 'lease-majority',
  acquireLeaseDelayForMinorityMs: 2000,
  releaseAfterMs: 40_000,
  leaseName: '',
  role: '',
}
const keepOldest = { ...resolver, strategy: 'keep-oldest', downIfAlone: true, role: '' }

const oneAlone: Sides = [['node-1'], ['node-2', 'node-3', 'node-4']]
const halves: Sides = [
  ['node-1', 'node-2'],
  ['node-3', 'node-4'],
]

test.each<[{ readonly [field: string]: Plain }, Sides, readonly string[]]>([
  [
    keepMajority,
    oneAlone,
    [
      'node-1 decides with keep-majority: DownReachable, marking node-1 as Down, because it reaches only 1 of 4 members',
      'node-2 decides with keep-majority: DownUnreachable, marking node-1 as Down, because it reaches 3 of 4 members',
    ],
  ],
  [
    keepMajority,
    halves,
    [
      'node-1 decides with keep-majority: DownUnreachable, marking node-3 and node-4 as Down, because each side has 2 of 4 members, and its own has the lowest address',
      'node-3 decides with keep-majority: DownReachable, marking node-4 and node-3 as Down, because each side has 2 of 4 members, and the other has the lowest address',
    ],
  ],
  [
    { ...keepMajority, role: 'update' },
    halves,
    [
      'node-1 decides with keep-majority: DownUnreachable, marking node-3 and node-4 as Down, because it reaches 2 of 2 members with the role “update”',
      'node-3 decides with keep-majority: DownReachable, marking node-4 and node-3 as Down, because it reaches only 0 of 2 members with the role “update”',
    ],
  ],
  [
    { ...staticQuorum, quorumSize: 3 },
    oneAlone,
    [
      'node-1 decides with static-quorum: DownReachable, marking node-1 as Down, because it reaches only 1 of 4 members and the quorum is 3',
      'node-2 decides with static-quorum: DownUnreachable, marking node-1 as Down, because it reaches 3 of 4 members and the quorum is 3',
    ],
  ],
  [
    { ...staticQuorum, quorumSize: 2 },
    halves,
    [
      'node-1 decides with static-quorum: DownAll, marking node-2, node-3, node-4 and node-1 as Down, because 4 members are more than the 3 that a quorum of 2 allows',
      'node-3 decides with static-quorum: DownAll, marking node-1, node-2, node-4 and node-3 as Down, because 4 members are more than the 3 that a quorum of 2 allows',
    ],
  ],
  [
    keepOldest,
    oneAlone,
    [
      'node-1 decides with keep-oldest: DownReachable, marking node-1 as Down, because the oldest member, node-1, is alone against 3 other members',
      'node-2 decides with keep-oldest: DownUnreachable, marking node-1 as Down, because the oldest member, node-1, is alone against 3 other members',
    ],
  ],
  [
    { ...keepOldest, downIfAlone: false },
    oneAlone,
    [
      'node-1 decides with keep-oldest: DownUnreachable, marking node-2, node-3 and node-4 as Down, because the oldest member, node-1, is on its own side, with 1 of 4 members',
      'node-2 decides with keep-oldest: DownReachable, marking node-3, node-4 and node-2 as Down, because the oldest member, node-1, is on the other side, with 1 of 4 members',
    ],
  ],
  [
    leaseMajority,
    oneAlone,
    [
      'node-2 decides with lease-majority: AcquireLeaseAndDownUnreachable, marking node-1 as Down, because it holds the lease HogeCluster-pekko-sbr; it reaches 3 of 4 members',
      'node-1 decides with lease-majority: DownReachable, marking node-1 as Down, because node-2 holds the lease HogeCluster-pekko-sbr; it reaches 1 of 4 members',
    ],
  ],
  [
    { ...resolver, strategy: 'down-all' },
    halves,
    [
      'node-1 decides with down-all: DownAll, marking node-2, node-3, node-4 and node-1 as Down, because it does not reach 2 of 4 members and the strategy keeps no side',
      'node-3 decides with down-all: DownAll, marking node-1, node-2, node-4 and node-3 as Down, because it does not reach 2 of 4 members and the strategy keeps no side',
    ],
  ],
])('a decision of %j after the partition %j is told with its numbers', (downing, sides, expected) =>
  expect(decisions(downing, { type: 'Partition', sides })).toEqual(expected),
)

test('a decision about indirectly connected members says that some members reach them', () => {
  const links = [{ from: 'node-3', to: 'node-4' }]
  expect(decisions(keepMajority, { type: 'Cut', links })).toEqual([
    'node-1 decides with keep-majority: DownIndirectlyConnected, marking node-3 and node-4 as Down, because some members are unreachable for one member and reachable for another',
  ])
})

test('a decision is told in Japanese with the same numbers', () =>
  expect(decisions({ ...staticQuorum, quorumSize: 3 }, { type: 'Partition', sides: oneAlone }, 'ja')).toEqual(
    [
      'node-1 が static-quorum で判断: DownReachable、node-1 を Down に(クォーラムは3で、全4メンバーのうち1台にしか届かないため)',
      'node-2 が static-quorum で判断: DownUnreachable、node-1 を Down に(クォーラムは3で、全4メンバーのうち3台に届くため)',
    ],
  ))
