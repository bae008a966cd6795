import { expect, test } from 'vitest'
import { Conductor, inProcessHosts, Replay } from '../conductor/index.ts'
import { inMemoryStores } from '../runtime/index.ts'
import { createParticipant } from '../scenarios/index.ts'
import type { Action, LoggedAction } from '../trace/action.ts'
import { testHeader } from '../trace/sample-run.ts'
import { cqrsParts, PortPage } from './port-page.fixture.ts'
import { type RunPlaces, RunStorage } from './run-storage.ts'
import { WorkerHosts } from './worker-hosts.ts'

const header = testHeader('cqrs', 11)

const { code, plan, makeParticipant } = await cqrsParts(header)

let runs = 0

async function overPorts(
  play: (conductor: Conductor, page: PortPage) => Promise<void>,
  places: RunPlaces | null = null,
): Promise<Conductor> {
  const page = new PortPage(makeParticipant)
  const runId = `worker-hosts-test-${process.pid}-${++runs}`
  const hosts = new WorkerHosts({
    runId,
    header,
    requests: page.requests,
    storage: new RunStorage({ runId, places, failure: null, now: () => 0 }),
  })
  const conductor = new Conductor({ plan, hosts: hosts.create })
  try {
    await conductor.start()
    await play(conductor, page)
  } finally {
    hosts.close()
    page.close()
  }
  return conductor
}

function inOneThread(actions: readonly LoggedAction[], until: number): Conductor {
  const stores = inMemoryStores()
  const hosts = inProcessHosts((who, boot) => createParticipant(code, header, who, boot, stores))
  const conductor = new Conductor({ plan, hosts })
  new Replay(conductor, actions).advanceTo(until)
  return conductor
}

const write = (key: string): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key, value: `${key}'s value` },
})

test('a run over ports and channels has the trace of a run in one thread, with kills, starts and a power failure', async () => {
  const there = await overPorts(async (conductor, page) => {
    await conductor.advanceTo(8000)
    await conductor.do(write('a'))
    await conductor.advanceTo(10_000)
    await conductor.do({ type: 'Kill', participant: 'node-1' })
    await conductor.do({ type: 'Kill', participant: 'database' })
    await conductor.advanceTo(11_000)
    await conductor.do({ type: 'Start', participant: 'database' })
    await conductor.do({ type: 'Start', participant: 'node-1' })
    await conductor.do({ type: 'Start', participant: 'node-5', roles: ['read'] })
    await conductor.advanceTo(13_000)
    await conductor.do({ type: 'PowerFailure' })
    await conductor.advanceTo(20_000)
    expect(page.spawned).toContain('node-1#3')
  })
  const here = inOneThread(there.actions, 20_000)
  expect(here.trace.some(event => event.type === 'EventPersisted')).toBe(true)
  expect(there.trace).toEqual(here.trace)
})

test('a disk that fails during a run does not change its trace', async () => {
  let writes = 0
  const append = async (): Promise<void> => {
    writes += 1
    if (writes > 1) throw new DOMException('', 'QuotaExceededError')
  }
  const places = {
    catalog: { update: async () => undefined, close: () => undefined },
    stores: { journal: { append }, close: () => undefined },
  } as unknown as RunPlaces
  const there = await overPorts(async conductor => {
    await conductor.advanceTo(8000)
    for (const key of ['a', 'b', 'c']) {
      await conductor.do(write(key))
      await conductor.advanceTo(conductor.frontier + 1000)
    }
    await conductor.do({ type: 'Kill', participant: 'database' })
    await conductor.do({ type: 'Kill', participant: 'node-1' })
    await conductor.do({ type: 'Start', participant: 'database' })
    await conductor.do({ type: 'Start', participant: 'node-1' })
    await conductor.advanceTo(25_000)
  }, places)
  expect(writes).toBe(2)
  const here = inOneThread(there.actions, 25_000)
  expect(here.trace.filter(event => event.type === 'EventPersisted').length).toBeGreaterThan(1)
  expect(there.trace).toEqual(here.trace)
})

test('a crash of a worker counts as a kill, and the run continues', async () => {
  const there = await overPorts(async (conductor, page) => {
    await conductor.advanceTo(3000)
    page.crash('node-2#1', { name: 'RangeError', detail: 'out of memory' })
    await conductor.advanceTo(6000)
  })
  expect(there.actions).toMatchObject([{ action: { type: 'Kill', participant: 'node-2', reason: 'failed' } }])
  expect(there.trace).toEqual(inOneThread(there.actions, 6000).trace)
})

test('a closed run keeps its idle workers for the next run and terminates killed and busy ones', async () => {
  const page = new PortPage(makeParticipant)
  const runId = `worker-hosts-test-${process.pid}-${++runs}`
  const storage = new RunStorage({ runId, places: null, failure: null, now: () => 0 })
  const hosts = new WorkerHosts({ runId, header, requests: page.requests, storage })
  const conductor = new Conductor({ plan, hosts: hosts.create })
  await conductor.start()
  await conductor.advanceTo(1000)
  await conductor.do({ type: 'Kill', participant: 'node-1' })
  await conductor.advanceTo(2000)
  const { host } = conductor.participants.running.find(({ id }) => id === 'node-2')!
  const round = host!.advance({ from: 2000, to: 2001, commands: [], expect: [] })
  await Promise.all([expect(round).rejects.toThrow('terminated'), hosts.close()])
  expect(page.terminated).toEqual(['node-1#1', 'node-2#1'])
  expect(page.retired.toSorted()).toEqual(['client#1', 'database#1', 'node-3#1', 'node-4#1'])
  page.close()
})
