import { expect, test } from 'vitest'
import type { TraceEventOf } from '../../../trace/index.ts'
import { SampleTrace } from '../../../trace/sample-trace.ts'
import { handlerOf, MessageChains } from './message-chains.ts'

type Sent = TraceEventOf<'MessageSent'>

const chains = new MessageChains()
const trace = SampleTrace.pair()
const send = (from: string | null, to: string, ask: Pick<Sent, 'reply' | 'asker'> = {}): Sent => {
  const sent = { type: 'MessageSent', from, to, label: 'Get', protocol: 'user', ...ask } as const
  const event = trace.emit('node-2', sent) as Sent
  chains.record(event)
  return event
}

test('a chain of messages at one instant is counted, and a later message starts a new chain', () => {
  trace.after(10)
  send(null, '/user/a#1')
  send('/user/a#1', '/user/a/b#2')
  send('/user/a/b#2', '/user/a/c#3')
  expect(chains.hops('node-2', '/user/a/c', trace.at)).toBe(3)
  trace.after(1)
  expect(chains.hops('node-2', '/user/a/c', trace.at)).toBe(0)
  send('/user/a/c#3', '/user/a#1')
  expect(chains.hops('node-2', '/user/a#1', trace.at)).toBe(1)
})

test('the reply to an ask goes on with the chain of the actor that asked', () => {
  trace.after(1)
  send(null, '/user/a#1')
  const request = send('/user/a#1', '/user/a/b#2', { asker: '/user/a#1' })
  expect(handlerOf(request)).toBe('/user/a/b')
  const reply = send('/user/a/b#2', '/temp/$a#77', { asker: '/user/a#1', reply: true })
  expect(handlerOf(reply)).toBe('/user/a')
  expect(chains.hops('node-2', '/user/a', trace.at)).toBe(3)
})

test('a reply to an asker of another participant is handled by the actor that forwards it, one to outside by none', () => {
  const there = { asker: 'pekko://sample@client:1/user/a#1', reply: true } as const
  expect(handlerOf(send('/user/read#1', '/system/receptionist/$b#2', there))).toBe('/system/receptionist/$b')
  expect(handlerOf(send('/user/read#1', '/temp/$b#2', { asker: null, reply: true }))).toBe(null)
})
