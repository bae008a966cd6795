import { expect, test } from 'vitest'
import type { TraceEventBody } from '../../trace/trace-event.ts'
import { causedEvent } from './frequent-events.ts'

type BodyOf<T extends TraceEventBody['type']> = Extract<TraceEventBody, { readonly type: T }>
/** With every field, so that a field which is added to an event is a compile error here. */
type Whole<T extends TraceEventBody['type']> = Required<BodyOf<T>>

const delivered: Whole<'MessageDelivered'> = {
  type: 'MessageDelivered',
  to: '/user/a',
  label: 'Hello',
  waiting: 1,
  protocol: 'user',
  periodic: true,
}
const sent: Whole<'MessageSent'> = {
  type: 'MessageSent',
  from: '/user/a',
  to: '/user/b',
  toNode: 'node-2',
  dueAt: 5,
  label: 'Hello',
  body: '{}',
  protocol: 'user',
  reply: true,
  periodic: true,
  asker: '/user/c',
  notice: true,
}
const changed: Whole<'StateChanged'> = {
  type: 'StateChanged',
  actor: '/user/a',
  state: '1',
  cut: true,
}
const persisted: Whole<'EventPersisted'> = {
  type: 'EventPersisted',
  actor: '/user/a',
  persistenceId: 'p',
  sequenceNr: 1,
  label: 'Added',
  body: '{}',
}
const journal: Whole<'JournalChanged'> = {
  type: 'JournalChanged',
  persistenceId: 'p',
  change: 'appended',
  highestSequenceNr: 1,
  events: 1,
  snapshots: [1],
}

/** The event, and those without one or two of its optional fields. */
function variants(body: TraceEventBody, optional: readonly string[]): readonly TraceEventBody[] {
  const without = (...keys: readonly (string | undefined)[]) =>
    Object.fromEntries(
      Object.entries(body).filter(([key]) => !keys.includes(key)),
    ) as unknown as TraceEventBody
  return [undefined, ...optional].flatMap(one => [undefined, ...optional].map(two => without(one, two)))
}

const sentOptional = ['toNode', 'dueAt', 'body', 'reply', 'periodic', 'asker', 'notice']
const { periodic: _1, asker: _2, notice: _3, ...ordinary } = sent

test.each([
  ...variants(delivered, ['periodic']),
  ...variants(sent, sentOptional),
  ...variants(ordinary, ['toNode', 'dueAt', 'body', 'reply']),
  ...variants(changed, ['cut']),
  persisted,
  journal,
])('a frequent event has every field of its body: %j', body => {
  expect(causedEvent(7, 'node-1', 3, 'node-1 0.2', body)).toStrictEqual({
    at: 7,
    node: 'node-1',
    seq: 3,
    cause: 'node-1 0.2',
    ...body,
  })
})
