import { expect, test } from 'vitest'
import { EventLog, eventId } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import { joinHidden } from './joined-messages.ts'
import { visibleMessages } from './timeline-geometry.ts'
import { TimelineModel } from './timeline-model.ts'

/** A command from the client by two nodes to the database, and the answer by the same nodes. */
function journey(): TimelineModel {
  const trace = new SampleTrace()
  trace.start('client', [], 'client')
  for (const node of ['node-1', 'node-2']) trace.start(node)
  trace.start('database', [], 'database')
  const purpose = { protocol: 'user' } as const
  let sent = trace.after(10).send('client', 'node-1', 'Write', '/user/a')
  const hops = ['node-1', 'node-2', 'database', 'node-2', 'node-1', 'client']
  for (const [index, at] of hops.slice(0, -1).entries()) {
    const delivered = eventId(trace.after(20).deliver(sent))
    const state = { type: 'StateChanged', actor: '/user/a', state: `${index}` } as const
    const changed = eventId(trace.emit(at, state, delivered))
    sent = trace.send(at, hops[index + 1]!, 'Write', '/user/a', 20, purpose, changed)
  }
  trace.after(20).deliver(sent)
  // A message that no message led to.
  trace.after(10).send('node-1', 'client', 'News', '/user/a')
  const log = new EventLog()
  log.append(trace.events)
  const model = new TimelineModel(log)
  while (model.read());
  return model
}

const window = { from: 0, span: 1000 }
const shown = { until: 1000, count: Number.POSITIVE_INFINITY }

const joined = (...hidden: string[]) => {
  const model = journey()
  return joinHidden(model, visibleMessages(model, window, shown), new Set(hidden)).map(({ first, last }) => [
    first.from,
    first.sentAt,
    last.to,
    last.dueAt,
  ])
}

test('without hidden lanes nothing is joined', () => {
  expect(joined()).toEqual([])
})

test('messages through one hidden lane are joined at both of its sides', () => {
  expect(joined('node-1')).toEqual([
    ['client', 10, 'node-2', 50],
    ['node-2', 90, 'client', 130],
  ])
})

test('a way through several hidden lanes is one line, and leads back to the lane where it began', () => {
  expect(joined('node-1', 'node-2')).toEqual([
    ['client', 10, 'database', 70],
    ['database', 70, 'client', 130],
  ])
  expect(joined('node-1', 'node-2', 'database')).toEqual([['client', 10, 'client', 130]])
})
