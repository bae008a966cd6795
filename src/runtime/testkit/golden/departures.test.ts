import { expect, test } from 'vitest'
import recordedCluster from './cluster.pekko-1.7.0.json'
import { clusterDepartures } from './cluster-record.ts'
import { departures } from './departures.ts'
import { judgedCluster, judgedPersistence, judgedSupervision, renamedErrors } from './judged-exceptions.ts'
import persistence from './persistence.pekko-1.7.0.json'
import supervision from './supervision.pekko-1.7.0.json'

test('a missing line, an additional line and two exchanged lines of one actor are departures', () => {
  const pekko = { lines: ['g setup', 'a setup', 'a m1 n=1', 'c setup'], undelivered: ['dead m2 to a'] }
  expect(departures(pekko, { ...pekko, lines: ['g setup', 'a setup', 'c setup'] })).toEqual(['- a m1 n=1'])
  expect(departures(pekko, { ...pekko, undelivered: [] })).toEqual(['- dead m2 to a'])
  expect(departures(pekko, { ...pekko, lines: [...pekko.lines, 'c stop n=1'] })).toEqual(['+ c stop n=1'])
  expect(departures(pekko, { ...pekko, lines: ['g setup', 'a m1 n=1', 'a setup', 'c setup'] })).toEqual([
    '- a setup',
    '+ a setup',
  ])
})

test('the interleaving of lines of different actors is no departure', () => {
  const lines = ['g setup', 'a setup', 'a m1 n=1', 'c setup']
  const pekko = { lines, undelivered: [] }
  expect(departures(pekko, { ...pekko, lines: ['c setup', 'a setup', 'g setup', 'a m1 n=1'] })).toEqual([])
})

test('a cluster record departs only where it equals no recorded run of that node', () => {
  const { runs } = recordedCluster.situations.b
  const [first, second] = runs as [string[], string[]]
  expect(clusterDepartures(runs, second)).toEqual([])
  const withoutStart = first.filter(line => !line.endsWith('node-2 WRITER started'))
  expect(clusterDepartures(runs, withoutStart)).toEqual(['- node-2/writer WRITER started'])
})

test('each renamed error class occurs in the recordings', () => {
  const recorded = JSON.stringify([supervision, persistence])
  for (const name of Object.keys(renamedErrors)) expect(recorded).toContain(name)
})

test('each judged exception has a unique situation, departures and a reason', () => {
  const judged = [...judgedSupervision, ...judgedPersistence, ...judgedCluster]
  expect(new Set(judged.map(({ id }) => id)).size).toBe(judged.length)
  for (const { differs, because } of judged) {
    expect(differs).not.toEqual([])
    expect(because).toMatch(/^[A-Z].+\.$/)
  }
})
