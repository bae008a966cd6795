import { expect, test } from 'vitest'
import type { Conductor } from '../conductor/conductor.ts'
import { lostRequests } from '../playground/client/lost-requests.ts'
import { LossAnnouncer } from '../playground/events/loss-announcer.ts'
import { initialCursor } from '../playground/store/playback.ts'
import { type Action, EventLog, isRefused } from '../trace/index.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

const write: Action = {
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key: 'hoge', value: 'fuga' },
}

/** A formed `cqrs` cluster; its client talks to node-1, which hosts the writer. */
function formed(): Conductor {
  const run = simulate(cqrsHeader(1, {}), { until: 15_000 })
  if (isRefused(run)) throw new Error(run.refused)
  return run
}

function act(run: Conductor, action: Action, thenMs: number): void {
  const done = run.do(action)
  if (done instanceof Promise || isRefused(done)) throw new Error(`Refused: ${JSON.stringify(done)}`)
  run.advanceTo(run.frontier + thenMs)
}

/** The lost requests at an instant, without their messages. */
function lostIn({ trace, frontier }: Conductor, at = frontier) {
  const log = new EventLog()
  log.append(trace)
  return [...lostRequests(log.viewAt(log.countUntil(at)), log).values()].map(({ loss, count }) => ({
    to: loss.to,
    because: loss.because,
    reply: loss.reply,
    count,
  }))
}

const lostAtNode1 = { to: 'node-1', because: 'stopped', reply: false, count: 1 }

test('a write to a contact that has died is lost at once, and not before', () => {
  const run = formed()
  act(run, { type: 'Kill', participant: 'node-1' }, 500)
  const before = run.frontier
  act(run, write, 1)
  expect(lostIn(run)).toEqual([lostAtNode1])
  expect(lostIn(run, before), 'the cursor goes back').toEqual([])
})

test('a write is lost when its contact dies while it flies, and not while it flies', () => {
  const run = formed()
  act(run, write, 50)
  expect(lostIn(run)).toEqual([])
  act(run, { type: 'Kill', participant: 'node-1' }, 1)
  expect(lostIn(run)).toEqual([lostAtNode1])
})

test('each message of a burst to a dead contact counts', () => {
  const run = formed()
  act(run, { type: 'Kill', participant: 'node-1' }, 500)
  act(run, { ...write, times: 5 }, 1)
  expect(lostIn(run)).toEqual([{ ...lostAtNode1, count: 5 }])
})

test('a reply that meets a cut link is lost, and its request was handled', () => {
  const run = formed()
  act(run, write, 280)
  act(run, { type: 'Cut', links: [{ from: 'node-1', to: 'client' }] }, 2000)
  expect(lostIn(run)).toEqual([{ to: 'client', because: 'dropped', reply: true, count: 1 }])
})

test('a request of which a duplicate still flies is not lost', () => {
  const run = formed()
  act(run, write, 1)
  const sent = run.trace.findLast(event => event.type === 'MessageSent' && event.toNode === 'node-1')
  const message = `${sent?.node}/${sent?.seq}`
  act(run, { type: 'Duplicate', participant: 'node-1', message }, 1)
  act(run, { type: 'Drop', participant: 'node-1', message }, 1)
  expect(lostIn(run)).toEqual([])
})

test('a write that the cluster answers is never lost', () => {
  const run = formed()
  act(run, write, 5000)
  expect(lostIn(run)).toEqual([])
})

test('each lost request is announced once when it is shown, and none after a jump', () => {
  const run = formed()
  act(run, { type: 'Kill', participant: 'node-1' }, 500)
  const before = run.frontier
  act(run, write, 1)
  act(run, { ...write, message: { type: 'Get', key: 'hoge' } }, 100)
  const log = new EventLog()
  log.append(run.trace)
  const said: string[] = []
  let position = log.countUntil(before)
  const announcer = new LossAnnouncer(
    { cursor: () => ({ ...initialCursor, position, following: false }), view: () => log.viewAt(position) },
    ({ type }, { loss }) => said.push(`${type} to ${loss.to}`),
  )
  announcer.begin(log, position)
  for (; position <= log.length; position++) announcer.add()
  expect(said).toEqual(['Write to node-1', 'Get to node-1'])
  position = log.length
  announcer.begin(log, position)
  announcer.add()
  expect(said).toHaveLength(2)
})
