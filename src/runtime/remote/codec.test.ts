import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxNesting } from '../../trace/nesting-limits.ts'
import type { Plain } from '../../trace/plain.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import {
  immutableProtocol,
  isToolkitMessage,
  ToolkitMessage,
  toolkitProtocol,
} from '../actor/base/toolkit-message.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { decode, encode, NotPlain } from './codec.ts'

const kit = ActorTestKit.create()
const { address } = kit.system
const there = 'pekko://other@b:1'
const resolve = (path: string) => kit.system.resolve(path)
const roundTrip = (message: unknown) => decode(encode(message, address), resolve)

test('plain data arrives equal, as a deep copy', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      fc.pre(!JSON.stringify(value).includes('"$ref"') && !JSON.stringify(value).includes('"__proto__"'))
      fc.pre(!JSON.stringify(value).includes('"$toolkit"'))
      expect(roundTrip(value)).toEqual(value)
    }),
  )
  const message = { list: [{ n: 1 }] }
  const copy = roundTrip(message) as typeof message
  expect(copy.list[0]).not.toBe(message.list[0])
})

test('refs are encoded as paths with address, and decoded as refs', () => {
  const ref = kit.spawn(Behaviors.ignore, 'a')
  const remote = resolve(`${there}/user/b#7`)
  const encoded = encode({ replyTo: ref, others: [remote] }, address)
  expect(encoded).toEqual({ replyTo: { $ref: address + ref.path }, others: [{ $ref: `${there}/user/b#7` }] })
  const decoded = decode(encoded, resolve) as { replyTo: unknown; others: { path: string }[] }
  expect(decoded.replyTo).toBe(ref)
  expect(decoded.others[0]?.path).toBe(remote.path)
})

test('the ref that the reply to an ask is sent to is encoded with its asker', () => {
  const replyTo = Object.assign(resolve(`${there}/temp/$a#7`), { '~asker': '/user/b#7' })
  const encoded = encode({ replyTo }, address)
  expect(encoded).toEqual({ replyTo: { $ref: `${there}/temp/$a#7`, asker: `${address}/user/b#7` } })
  const askers: unknown[] = []
  decode(encoded, (path, asker) => {
    askers.push(asker)
    return resolve(path)
  })
  expect(askers).toEqual([`${address}/user/b#7`])
})

test('typed arrays are copied, undefined fields left out, NaN and infinities kept', () => {
  const bytes = new Uint8Array([1, 2, 3])
  const copy = roundTrip({ bytes, floats: new Float64Array([0.5]), missing: undefined, nan: Number.NaN }) as {
    bytes: Uint8Array
  }
  expect(copy).toEqual({ bytes, floats: new Float64Array([0.5]), nan: Number.NaN })
  expect(copy.bytes).not.toBe(bytes)
  expect('missing' in copy).toBe(false)
})

test('any other value is rejected with its path inside the message', () => {
  class Cart {}
  const loop: { self?: unknown } = {}
  loop.self = loop
  const refused: [unknown, string][] = [
    [{ items: [{}, {}, { when: new Date(0) }] }, '[message.items[2].when] is a Date'],
    [{ f: () => 1 }, '[message.f] is a function'],
    [[undefined], '[message[0]] is undefined'],
    [new Map(), '[message] is a Map'],
    [{ cart: new Cart() }, '[message.cart] is a Cart'],
    [{ big: 1n }, '[message.big] is a bigint'],
    [{ s: Symbol('x') }, '[message.s] is a symbol'],
    [{ error: new Error('x') }, '[message.error] is a Error'],
    [{ view: new DataView(new ArrayBuffer(1)) }, '[message.view] is a DataView'],
    [loop, '[message.self] contains itself'],
    [{ a: { $ref: 'x' } }, '[message.a.$ref] uses a reserved field name'],
    [JSON.parse('{"__proto__": {}}'), '[message.__proto__] uses a reserved field name'],
  ]
  for (const [message, words] of refused) expect(() => encode(message, address)).toThrow(words)
})

test('a message that is nested too deep is rejected with the path, for every stack size', () => {
  const nested = (levels: number): unknown => {
    let value: unknown = 1
    for (let i = 0; i < levels; i++) value = { v: value }
    return value
  }
  expect(roundTrip(nested(maxNesting))).toEqual(nested(maxNesting))
  const path = `[message${'.v'.repeat(maxNesting)}]`
  for (const levels of [maxNesting + 1, 100_000])
    expect(() => encode(nested(levels), address)).toThrow(`${path} is nested deeper than [100]`)
})

test('a message may contain the same value twice', () => {
  const shared = { n: 1 }
  expect(roundTrip({ a: shared, b: [shared, shared] })).toEqual({ a: shared, b: [shared, shared] })
})

test('a rejected message fails its sender under supervision and is not sent', () => {
  const { system, outbox } = ActorTestKit.create()
  const target = system.resolve<Plain>(`${there}/user/b`)
  expect(() => target.tell(null)).toThrow(/must not be null/)
  target.tell('fine')
  expect(outbox.map(message => [message.to, message.target, message.message])).toEqual([
    [there, '/user/b', 'fine'],
  ])
})

test('toolkit messages keep their class and purpose, and user data cannot imitate them', () => {
  const ref = kit.spawn(Behaviors.ignore, 'branded')
  const beats = toolkitProtocol('failure-detector', 'periodic')
  const own = beats.reply({ type: 'Tick', replyTo: ref, inside: beats.message({ n: 1 }) })
  const arrived = roundTrip({ carried: own }) as { carried: typeof own }
  expect(isToolkitMessage(arrived.carried)).toBe(true)
  expect(isToolkitMessage(arrived.carried.inside)).toBe(true)
  expect(ToolkitMessage.purposeOf(arrived.carried)).toEqual({
    protocol: 'failure-detector',
    reply: true,
    periodic: true,
  })
  expect(arrived.carried.replyTo).toBe(ref)
  expect(isToolkitMessage(roundTrip({ type: 'Tick', replyTo: ref }))).toBe(false)
  expect(() => encode({ $toolkit: { type: 'Tick' } }, address)).toThrow(NotPlain)
})

test('an immutable message reaches nodes of one thread as the same frozen object', () => {
  const gossip = { members: [{ node: { uid: 1 } }] }
  const sent = immutableProtocol('membership', 'periodic').message({ type: 'State', gossip })
  const arrived = roundTrip(sent) as typeof sent
  expect(arrived).toBe(sent)
  expect(Object.isFrozen(arrived.gossip.members[0]?.node)).toBe(true)
})

test('an immutable message keeps its class, purpose and frozen fields over a wire', () => {
  const sent = immutableProtocol('membership').reply({ type: 'State', members: [{ uid: 1 }] })
  const arrived = decode(structuredClone(encode(sent, address)), resolve) as typeof sent
  expect(arrived).toEqual(sent)
  expect(arrived).not.toBe(sent)
  expect(ToolkitMessage.purposeOf(arrived)).toEqual({ protocol: 'membership', reply: true })
  expect(Object.isFrozen(arrived.members[0])).toBe(true)
  expect(roundTrip(arrived)).toBe(arrived)
})
