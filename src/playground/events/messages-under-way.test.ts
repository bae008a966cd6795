import { expect, test } from 'vitest'
import { emptyView, foldAll, type TraceEventBody } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import { messagesUnderWay } from './messages-under-way.ts'

/** A trace in which node-1 sends three messages to node-2, and one to an actor of its own. */
function sample() {
  const trace = SampleTrace.pair()
  const emit = (node: string, body: object) => trace.emit(node, body as TraceEventBody)
  emit('node-2', { type: 'ActorStarted', actor: '/user/b#1' })
  const send = (label: string, after: number) =>
    emit('node-1', {
      type: 'MessageSent',
      from: '/user/a#1',
      to: 'pekko://sample@127.0.0.1:2552/user/b#1',
      toNode: 'node-2',
      dueAt: trace.at + after,
      label,
      body: '{}',
    })
  send('Late', 30)
  send('Early', 10)
  send('Heartbeat', 20)
  return { view: () => foldAll(emptyView, trace.events), trace, emit }
}

const labels = (list: readonly { readonly label: string }[]) => list.map(({ label }) => label)

test('messages in flight are listed in the order of their arrival, periodic ones apart', () => {
  const { view, trace } = sample()
  const { flights, background, mail } = messagesUnderWay(view(), trace.at, null)
  expect(labels(flights)).toEqual(['Early', 'Late'])
  expect(labels(background)).toEqual(['Heartbeat'])
  expect(mail).toEqual([])
})

test('a message is no longer listed at the instant of its arrival, although the view still holds it', () => {
  const { view, trace } = sample()
  expect(labels(messagesUnderWay(view(), trace.at + 10, null).flights)).toEqual(['Late'])
})

test('the messages of a participant are those that it sends and those that it gets', () => {
  const { view, trace } = sample()
  for (const id of ['node-1', 'node-2'])
    expect(labels(messagesUnderWay(view(), trace.at, id).flights)).toEqual(['Early', 'Late'])
  expect(messagesUnderWay(view(), trace.at, 'node-3').flights).toEqual([])
})

test('a message that its receiver will not get is marked as lost', () => {
  const { view, trace } = sample()
  trace.kill('node-2')
  expect(messagesUnderWay(view(), trace.at, null).flights.map(({ lost }) => lost)).toEqual([true, true])
})

test('messages that wait in a mailbox are listed with their actor', () => {
  const { view, trace, emit } = sample()
  for (const label of ['First', 'Second'])
    emit('node-2', { type: 'MessageSent', from: null, to: '/user/b#1', label, body: '{}' })
  const { mail } = messagesUnderWay(view(), trace.at, 'node-2')
  expect(mail.map(({ label, participant, actor }) => `${participant}${actor} ${label}`)).toEqual([
    'node-2/user/b First',
    'node-2/user/b Second',
  ])
  expect(messagesUnderWay(view(), trace.at, 'node-1').mail).toEqual([])
})
