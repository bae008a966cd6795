import { describe, expect, test } from 'vitest'
import { CaseCluster } from './case-cluster.ts'
import recorded from './cluster.pekko-1.7.0.json'
import { clusterDepartures, timeOf } from './cluster-record.ts'
import { judgedIn } from './departures.ts'
import { judgedCluster } from './judged-exceptions.ts'

const { a, b, c } = recorded.situations

/** The tolerance in comparing times with the recorded ones. */
const toleranceMs = 1000

function expectMilestones(
  runs: readonly (readonly string[])[],
  ours: readonly string[],
  milestones: readonly [string, string][],
) {
  for (const [node, text] of milestones) {
    const times = runs.map(run => timeOf(run, node, text))
    const at = timeOf(ours, node, text)
    expect(at, `${node} ${text}`).toBeGreaterThanOrEqual(Math.min(...times) - toleranceMs)
    expect(at, `${node} ${text}`).toBeLessThanOrEqual(Math.max(...times) + toleranceMs)
  }
}

/** The unacknowledged range at the end of a record: `sent t1-t158, never acknowledged: t20-t98`. */
function unacknowledgedIn(run: readonly string[], node: string): readonly number[] {
  const line = run.find(each => each.includes(` ${node} SENDER sent `))!
  const [, from, to] = /never acknowledged: t(\d+)-t(\d+)$/.exec(line) ?? []
  return from === undefined ? [] : [Number(from), Number(to)]
}

describe('the cluster as in Pekko 1.7.0', () => {
  test(`(a) ${a.text}`, () => {
    const played = new CaseCluster()
    const { network } = played.cluster
    played.beginRecording()
    const starts = [
      [0, 'node-1'],
      [4000, 'node-2'],
      [6700, 'node-3'],
      [10_500, 'node-4'],
    ] as const
    for (const [at, id] of starts) {
      network.advanceTo(at)
      played.start(id)
    }
    network.advanceTo(16_300)
    played.startClient()
    network.advanceTo(16_850)
    played.write('node-2', 'hoge')
    network.advanceTo(16_950)
    played.write('client', 'fuga')
    network.advanceTo(18_000)

    expect(clusterDepartures(a.runs, played.lines)).toEqual(judgedIn(judgedCluster, 'a'))
    expectMilestones(a.runs, played.lines, [
      ['node-1', 'WRITER started'],
      ['node-2', 'EVENT MemberUp 2552'],
      ['node-4', 'EVENT MemberUp 2554'],
      ['node-3', 'READER updates hoge'],
      ['client', 'SENDER ack:fuga'],
    ])
  })

  test(`(b) ${b.text}`, () => {
    const played = new CaseCluster()
    played.form()
    played.startClient()
    played.cluster.network.advance(1000)
    const senders = ['node-2', 'client']
    const next = played.writeSteadily(senders, 1, 1900)
    played.beginRecording()
    played.cluster.kill('node-1')
    const last = played.writeSteadily(senders, next, 14_000) - 1
    const { lines } = played

    expect(clusterDepartures(b.runs, lines)).toEqual(judgedIn(judgedCluster, 'b'))
    expectMilestones(b.runs, lines, [
      ['node-2', 'EVENT UnreachableMember 2551'],
      ['node-3', 'EVENT UnreachableMember 2551'],
      ['node-2', 'EVENT MemberDowned 2551'],
      ['node-2', 'EVENT MemberRemoved 2551 was Down'],
      ['node-2', 'WRITER started'],
    ])
    // Writes are lost until the member is removed, because the proxy buffers only from then on.
    for (const id of senders) {
      const lost = played.unacknowledged(id, last)
      const [first, end] = [lost[0]!, lost.at(-1)!]
      expect(lost).toHaveLength(end - first + 1)
      for (const run of b.runs) {
        const [from, to] = unacknowledgedIn(run, id)
        expect(Math.abs(first - from!)).toBeLessThanOrEqual(toleranceMs / 100)
        expect(Math.abs(end - to!)).toBeLessThanOrEqual(toleranceMs / 100)
      }
    }
  })

  test(`(c) ${c.text}`, () => {
    const played = new CaseCluster()
    played.form()
    const next = played.writeSteadily(['node-2'], 1, 1900)
    played.beginRecording()
    played.cluster.leave('node-1')
    const last = played.writeSteadily(['node-2'], next, 5000) - 1
    const { lines } = played

    expect(clusterDepartures(c.runs, lines)).toEqual(judgedIn(judgedCluster, 'c'))
    expectMilestones(c.runs, lines, [
      ['node-1', 'WRITER stopped'],
      ['node-2', 'WRITER started'],
      ['node-4', 'EVENT MemberRemoved 2551 was Exiting'],
    ])
    for (const run of [...c.runs, lines])
      expect(timeOf(run, 'node-1', 'WRITER stopped')).toBeLessThan(timeOf(run, 'node-2', 'WRITER started'))
    expect(c.runs.map(run => unacknowledgedIn(run, 'node-2'))).toEqual([[], []])
    // As in Pekko, its subscribers receive MemberRemoved for all members; the trace has only the node's own.
    const { network } = played.cluster
    const removed = network.eventsOf('MemberChanged', 'node-1').filter(({ status }) => status === 'Removed')
    expect(removed.map(({ member }) => member)).toEqual([network.addressOf('node-1')])
    expect(played.unacknowledged('node-2', last)).toEqual([])
  })
})
