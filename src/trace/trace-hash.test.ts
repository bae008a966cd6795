import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CanonicalEvents, canonicalJson } from './canonical-json.ts'
import type { TraceEvent } from './trace-event.ts'
import { TraceHash, traceHash } from './trace-hash.ts'

const logged = (seq: number, text: string): TraceEvent => ({
  at: seq * 10,
  node: 'node-1',
  seq,
  type: 'Logged',
  actor: '/user/a',
  level: 'info',
  text,
})

const reversed = (event: TraceEvent): TraceEvent =>
  Object.fromEntries(Object.entries(event).reverse()) as unknown as TraceEvent

describe('canonical JSON', () => {
  test('sorts keys at every depth and leaves out undefined fields', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[1,{"c":"x","d":null}]}',
    )
  })

  test('equals JSON.stringify except for the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('is equal for equal values with keys in another order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), record => {
        const turned = Object.fromEntries(Object.entries(record).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(record))
      }),
    )
  })

  test('of an event has sorted keys although an earlier event of its type had other keys', () => {
    const lines = new CanonicalEvents()
    const plain = logged(1, 'a')
    const caused = { ...logged(2, 'b'), cause: 'node-1/1' }
    for (const event of [plain, caused, reversed(caused), plain]) {
      expect(lines.line(event)).toBe(`${canonicalJson(event)}\n`)
    }
  })
})

describe('trace hash', () => {
  const events = Array.from({ length: 500 }, (_, i) => logged(i + 1, `write ${i} 日本語 😀 "q"`))

  test('is the SHA-256 of the canonical lines', () => {
    const lines = events.map(event => `${canonicalJson(event)}\n`).join('')
    expect(traceHash(events)).toBe(createHash('sha256').update(lines).digest('hex'))
  })

  test('does not depend on the order of keys', () => {
    expect(traceHash(events.map(reversed))).toBe(traceHash(events))
  })

  test('changes with one changed constant', () => {
    const changed = events.map(event => (event.seq === 250 ? { ...event, at: event.at + 1 } : event))
    expect(traceHash(changed)).not.toBe(traceHash(events))
  })

  test('is the same when it is read between events', () => {
    const whole = traceHash(events)
    for (const every of [1, 7, 499]) {
      const hash = new TraceHash()
      events.forEach((event, i) => {
        hash.update(event)
        if (i % every === 0) hash.hex()
      })
      expect(hash.hex()).toBe(whole)
      expect(hash.hex()).toBe(whole)
      expect(hash.events).toBe(500)
    }
  })

  test('hashes a lone surrogate as its escape', () => {
    expect(traceHash([logged(1, '\ud800')])).toBe(
      createHash('sha256')
        .update(`${canonicalJson(logged(1, '\ud800'))}\n`)
        .digest('hex'),
    )
    expect(canonicalJson('\ud800')).toBe('"\\ud800"')
  })
})
