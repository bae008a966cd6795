import { expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'
import { compareAppVersions } from './app-version.ts'

test('versions compare part by part, with a qualifier below the release and commit counts as numbers [C-168]', () => {
  const ascending = [
    '0.9',
    '1',
    '1.0.1-M2',
    '1.0.1-M10',
    '1.0.1-RC1',
    '1.0.1',
    '1.0.1+3-ab',
    '1.0.1+10-ab',
    '1.2',
    '1.10.0',
    '2.0',
  ]
  for (let i = 0; i + 1 < ascending.length; i++) {
    const [lower, higher] = [ascending[i]!, ascending[i + 1]!]
    expect(compareAppVersions(lower, higher), `${lower} < ${higher}`).toBeLessThan(0)
    expect(compareAppVersions(higher, lower)).toBeGreaterThan(0)
  }
  expect(compareAppVersions('1.0.0', '1.0')).toBe(0)
})

const versions = (cluster: TestCluster, id: string) =>
  cluster.at(id).state.members.map(({ appVersion }) => appVersion ?? '0.0.0')

test('all nodes see the version of each member [C-168]', () => {
  const cluster = new TestCluster({ seeds: ['a'] })
  cluster.start('a')
  cluster.start('b', { settings: { appVersion: '1.1.0' } })
  cluster.awaitAgreement()
  for (const id of ['a', 'b']) expect(versions(cluster, id)).toEqual(['0.0.0', '1.1.0'])
})

test('a node whose version is supplied later does not join before, and a failure gives the configured one [C-168]', () => {
  for (const [supplied, expected] of [
    ['2.0.0', '2.0.0'],
    [null, '1.0.0'],
  ] as const) {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.start('a')
    cluster.start('b', { join: false, settings: { appVersion: '1.0.0' } })
    const supply = cluster.at('b').setAppVersionLater()
    cluster.at('b').join(cluster.network.addressOf('a'))
    cluster.network.advance(5000)
    expect(cluster.at('b').selfMember.status).toBe('Removed')
    expect(cluster.view('a')).toBe('a Up')
    supply(supplied)
    cluster.awaitAgreement()
    for (const id of ['a', 'b']) expect(versions(cluster, id)).toEqual(['0.0.0', expected])
  }
})
