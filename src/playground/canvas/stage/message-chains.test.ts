import { expect, test } from 'vitest'
import { SampleTrace } from '../../../trace/sample-trace.ts'
import { MessageChains } from './message-chains.ts'

const chains = new MessageChains()
const trace = SampleTrace.pair()
const send = (from: string | null, to: string, body = '{}') => {
  chains.record(trace.emit('node-2', { type: 'MessageSent', from, to, label: 'Get', body }))
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

test('a reply to an ask is attributed to the actor that asked', () => {
  send('/user/a#1', '/user/a/b#2', '{"type":"Find","replyTo":"/temp/$a#77"}')
  expect(chains.askerOf('node-2', '/temp/$a#77')).toBe('/user/a')
  expect(chains.askerOf('node-1', '/temp/$a#77'), 'temporary names of different nodes differ').toBe(
    '/temp/$a',
  )
  expect(chains.askerOf('node-2', '/user/a/b#2')).toBe('/user/a/b')
})

test.each([20, 200, 1000, 3000])('after %i asks the asker is known for the newest 2,000', count => {
  for (let i = 0; i <= count; i++) {
    send('/user/a#1', '/user/a/b#2', `{"type":"Find","replyTo":"/temp/$q${i}#77"}`)
  }
  expect(chains.askerOf('node-2', `/temp/$q${count}#77`)).toBe('/user/a')
  expect(chains.askerOf('node-2', `/temp/$q${Math.max(0, count - 1999)}#77`)).toBe('/user/a')
  if (count > 1999) expect(chains.askerOf('node-2', '/temp/$q0#77')).toBe('/temp/$q0')
})
