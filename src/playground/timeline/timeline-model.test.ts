import { expect, test } from 'vitest'
import { EventLog, segmentLength } from '../../trace/index.ts'
import type { MessagePurpose } from '../../trace/protocol.ts'
import { SampleTrace, sampleAddress } from '../../trace/sample-trace.ts'
import { TimelineModel } from './timeline-model.ts'

/** The model of a trace, read in one go. */
function modelOf(trace: SampleTrace): TimelineModel {
  const log = new EventLog()
  log.append(trace.events)
  const model = new TimelineModel(log)
  while (model.read());
  return model
}

const changed = (trace: SampleTrace, node: string, member: string, status: 'Up' | 'Removed') =>
  trace.emit(node, {
    type: 'MemberChanged',
    member: sampleAddress(member),
    uid: trace.uid(member),
    status,
    upNumber: 1,
    roles: [],
  })

test('a lane has the status that its node has in its own view, with start and end', () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  trace.after(100)
  changed(trace, 'node-1', 'node-1', 'Up')
  trace.after(50).kill('node-1')
  expect(modelOf(trace).lanes[0]!.statuses).toEqual([
    { status: 'running', from: 0, until: 100 },
    { status: 'Up', from: 100, until: 150 },
    { status: 'gone', from: 150, until: null },
  ])
})

test('the ghost of a killed node ends when the first other node has removed it', () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  trace.start('node-2')
  changed(trace, 'node-1', 'node-1', 'Up')
  trace.after(10).kill('node-1')
  trace.after(500)
  changed(trace, 'node-2', 'node-1', 'Removed')
  trace.after(500).start('node-1')
  const statuses = modelOf(trace).lanes.find(({ id }) => id === 'node-1')!.statuses
  expect(statuses.slice(-2)).toEqual([
    { status: 'gone', from: 10, until: 510 },
    { status: 'running', from: 1010, until: null },
  ])
})

test('the first removal of a node that does not know of it is a mark on its lane', () => {
  const trace = new SampleTrace()
  for (const id of ['node-1', 'node-2', 'node-3']) trace.start(id)
  for (const id of ['node-1', 'node-2']) changed(trace, id, id, 'Up')
  const marks = () => {
    const { marks } = modelOf(trace)
    return Array.from({ length: marks.length }, (_, i) => marks.at(i)).filter(
      ({ kind }) => kind === 'removed',
    )
  }
  trace.after(10)
  // node-3 is not Up in its own view.
  changed(trace, 'node-1', 'node-3', 'Removed')
  expect(marks()).toEqual([])
  changed(trace, 'node-1', 'node-2', 'Removed')
  trace.after(10)
  changed(trace, 'node-3', 'node-2', 'Removed')
  expect(marks()).toMatchObject([{ lane: 'node-2', at: 10 }])
  changed(trace, 'node-1', 'node-1', 'Removed')
  expect(marks()).toHaveLength(1)
})

test('leader and singleton are spans of the node that has them, and end with its process', () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  trace.after(10).emit('node-1', { type: 'LeaderChanged', leader: sampleAddress('node-1') })
  trace.after(10).emit('node-1', {
    type: 'SingletonManagerChanged',
    actor: '/user/m',
    from: 'Start',
    to: 'Oldest',
  })
  trace.after(10).kill('node-1')
  const [lane] = modelOf(trace).lanes
  expect(lane!.leader).toEqual([{ from: 10, until: 30 }])
  expect(lane!.singleton).toEqual([{ from: 20, until: 30 }])
})

test('lanes are ordered: clients, nodes by number, databases', () => {
  const trace = new SampleTrace()
  trace.start('database', [], 'database')
  trace.start('node-10')
  trace.start('node-2')
  trace.start('client', [], 'client')
  expect(modelOf(trace).lanes.map(({ id }) => id)).toEqual(['client', 'node-2', 'node-10', 'database'])
})

test('messages between participants are lines, periodic traffic is none, and a dead letter is lost', () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  const send = (label: string, purpose: MessagePurpose) =>
    trace.emit('node-1', {
      type: 'MessageSent',
      from: '/user/a',
      to: '/user/b',
      toNode: 'node-2',
      dueAt: trace.at + 200,
      label,
      ...purpose,
    })
  const write = send('Write', { protocol: 'user' })
  send('Heartbeat', { protocol: 'failure-detector', periodic: true })
  trace.after(200).emit(
    'node-2',
    {
      type: 'DeadLetter',
      to: '/user/b',
      from: '/user/a',
      label: 'Write',
      reason: 'no-such-actor',
    } as never,
    `node-1/${write.seq}`,
  )
  const { userMessages, otherMessages } = modelOf(trace)
  expect([otherMessages.length, userMessages.length]).toEqual([0, 1])
  expect([userMessages.at(0)]).toMatchObject([
    { label: 'Write', from: 'node-1', to: 'node-2', sentAt: 0, dueAt: 200, loss: { at: 200, position: 3 } },
  ])
})

test('failures, acts and ends are marks of their lanes in the order of time', () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  trace.after(10).emit('node-1', {
    type: 'ActorFailed',
    actor: '/user/a',
    error: { name: 'IOException' },
    decision: 'restart',
  })
  trace.after(10).emit('conductor', {
    type: 'ActionDone',
    index: 0,
    action: { type: 'Kill', participant: 'node-1' },
  })
  trace.kill('node-1')
  const { marks } = modelOf(trace)
  expect(marks.between(0, 20, 99, 0).map(({ kind, at, lane }) => [kind, at, lane])).toEqual([
    ['failure', 10, 'node-1'],
    ['act', 20, 'node-1'],
    ['stop', 20, 'node-1'],
  ])
})

test('a model of a log that has dropped events has the lanes as they are at the first held event', () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  changed(trace, 'node-1', 'node-1', 'Up')
  trace.emit('node-1', { type: 'LeaderChanged', leader: sampleAddress('node-1') })
  for (let i = 0; i < 2 * segmentLength; i++) trace.after(1).send('node-1', 'node-2', 'Hello', '/user/a')
  const log = new EventLog({ openSegments: 1, maxSegments: 1 })
  log.append(trace.events)
  const model = new TimelineModel(log)
  while (model.read());
  expect(model.isComplete).toBe(true)
  const from = log.heldFrom
  expect(model.lanes).toMatchObject([
    { id: 'node-1', statuses: [{ status: 'Up', from, until: null }], leader: [{ from, until: null }] },
  ])
})

test('the model grows with its log and reads each event once', () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  const log = new EventLog()
  const model = new TimelineModel(log)
  expect(model.read()).toBe(false)
  log.append(trace.events)
  expect(model.read()).toBe(true)
  trace.after(10).kill('node-1')
  log.append(trace.events.slice(-1))
  model.read()
  expect(model.isComplete).toBe(true)
  expect(model.marks).toHaveLength(1)
})
