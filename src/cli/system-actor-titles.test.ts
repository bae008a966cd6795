import { expect, test } from 'vitest'
import { systemActorTitle } from '../narration/index.ts'
import { isRefused, localPath } from '../trace/index.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

test('every system actor of a cluster with a client, a write and a leaving node has a title', () => {
  const conductor = simulate(cqrsHeader(7), { until: 8000 })
  if (isRefused(conductor)) throw new Error(conductor.refused)
  const message = { type: 'Write', key: 'hoge', value: 'fuga' }
  void conductor.do({ type: 'Tell', participant: 'client', actor: '/user/client', message })
  conductor.advanceTo(9000)
  void conductor.do({ type: 'Leave', node: 'node-1' })
  conductor.advanceTo(20_000)
  const paths = new Set<string>()
  for (const event of conductor.trace) {
    if (event.type === 'ActorStarted') paths.add(localPath(event.actor))
    if (event.type === 'MessageSent') {
      paths.add(localPath(event.to))
      if (event.from !== null && event.from !== undefined) paths.add(localPath(event.from))
    }
  }
  const system = [...paths].filter(path => path.startsWith('/system/'))
  expect(system.length).toBeGreaterThan(10)
  expect(system.filter(path => systemActorTitle(path) === undefined)).toEqual([])
  expect(systemActorTitle('/system/distributedPubSubMediator/read')).toEqual({
    en: 'Topic read',
    ja: 'トピック read',
  })
  const lease = '/system/cluster/core/daemon/downingProvider/lease'
  for (const path of ['/system/clusterReceptionist', lease, '/system/lease', '/system/lease-1'])
    expect(systemActorTitle(path)).toBeDefined()
  expect(systemActorTitle('/user/system/journal')).toBeUndefined()
})
