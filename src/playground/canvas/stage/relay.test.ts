import { expect, test } from 'vitest'
import { SampleTrace } from '../../../trace/sample-trace.ts'
import { Relay } from './relay.ts'

const relay = new Relay()
const trace = SampleTrace.pair()
const tell = (from: string | null, to: string, body = '{}') => {
  relay.hear(trace.emit('node-2', { type: 'MessageSent', from, to, label: 'Get', body }))
}

test('a chain of one instant is counted, a later message begins anew', () => {
  trace.after(10)
  tell(null, '/user/a#1')
  tell('/user/a#1', '/user/a/b#2')
  tell('/user/a/b#2', '/user/a/c#3')
  expect(relay.hops('node-2', '/user/a/c', trace.at)).toBe(3)
  trace.after(1)
  expect(relay.hops('node-2', '/user/a/c', trace.at)).toBe(0)
  tell('/user/a/c#3', '/user/a#1')
  expect(relay.hops('node-2', '/user/a#1', trace.at)).toBe(1)
})

test('an answer goes to who asked', () => {
  tell('/user/a#1', '/user/a/b#2', '{"type":"Find","replyTo":"/temp/$a#77"}')
  expect(relay.ownerOf('node-2', '/temp/$a#77')).toBe('/user/a')
  expect(relay.ownerOf('node-1', '/temp/$a#77'), 'names are a node’s own').toBe('/temp/$a')
  expect(relay.ownerOf('node-2', '/user/a/b#2')).toBe('/user/a/b')
})

test.each([20, 200, 1000, 3000])(
  'after %i later questions an answer goes to who asked, unless 2,000 asked since',
  count => {
    for (let i = 0; i <= count; i++) {
      tell('/user/a#1', '/user/a/b#2', `{"type":"Find","replyTo":"/temp/$q${i}#77"}`)
    }
    expect(relay.ownerOf('node-2', `/temp/$q${count}#77`)).toBe('/user/a')
    expect(relay.ownerOf('node-2', `/temp/$q${Math.max(0, count - 1999)}#77`)).toBe('/user/a')
    if (count > 1999) expect(relay.ownerOf('node-2', '/temp/$q0#77')).toBe('/temp/$q0')
  },
)
