import { expect, test } from 'vitest'
import { maxNesting } from '../../../trace/nesting-limits.ts'
import { bodyLimit } from '../../../trace/trace-event.ts'
import { FatalError } from './actor-error.ts'
import { ActorInitializationException, InjectedFailure } from './actor-errors.ts'
import { caught, errorText, failureText, fatalOf, inWords, jsonText, reasonOf } from './error-text.ts'
import { bodyOf } from './message-text.ts'

class Mine extends Error {}

/** An error thrown by the JavaScript engine, with a message that differs between engines. */
function thrownBy(run: () => unknown): Error {
  try {
    run()
  } catch (thrown) {
    return thrown as Error
  }
  throw new Error('Nothing was thrown.')
}

const nativeError = thrownBy(() => (undefined as unknown as { field: unknown }).field)
const deeper = (depth: number): number => deeper(depth + 1) + 1
const overflow = thrownBy(() => deeper(0))

test.each([
  ['an error of a scenario', new Mine('no disk'), 'Mine: no disk', 'no disk'],
  ['an error without a message', new Mine(), 'Mine: ', 'Mine'],
  ['an error of the engine', nativeError, 'TypeError', 'TypeError'],
  [
    'a renamed error of the engine',
    Object.assign(
      thrownBy(() => JSON.parse('{')),
      { name: 'Mine' },
    ),
    'Mine',
    'Mine',
  ],
  [
    'an error of a browser',
    new DOMException('full', 'QuotaExceededError'),
    'QuotaExceededError',
    'QuotaExceededError',
  ],
  [
    'an error that another one caused',
    new ActorInitializationException('/user/a', nativeError),
    undefined,
    'Actor [/user/a] could not start: [TypeError].',
  ],
  [
    'an injected failure',
    new InjectedFailure('Boom'),
    'Boom: [Boom] was thrown on request.',
    '[Boom] was thrown on request.',
  ],
])(
  'the text of %s has its class, and its message only where the engine did not write it',
  (_, error, text, reason) => {
    if (text !== undefined) expect(errorText(error)).toBe(text)
    expect(reasonOf(error)).toBe(reason)
    expect(JSON.stringify(failureText(error))).not.toMatch(/properties|JSON|full/)
  },
)

test('caught returns an error, unless it is fatal', () => {
  expect(caught(nativeError)).toBe(nativeError)
  expect(caught('text')).toMatchObject({ name: 'ThrownValue' })
  expect(() => caught(overflow)).toThrow(RangeError)
  expect(() => caught(new FatalError('stop'))).toThrow(FatalError)
  expect(fatalOf(overflow)).toBe(overflow)
  expect(fatalOf(nativeError)).toBeNull()
})

test.each([
  ['a function, whose source a bundler changes', () => 1, 'function'],
  ['an object that contains itself', cyclic(), 'object'],
  ['an object', { a: [1] }, '{"a":[1]}'],
  ['a symbol', Symbol('x'), 'Symbol(x)'],
  ['a long text', 'x'.repeat(200), `${'x'.repeat(100)}…`],
])('%s has the same words everywhere', (_, value, words) => {
  expect(inWords(value)).toBe(words)
})

function cyclic(): unknown {
  const loop: { self?: unknown } = {}
  loop.self = loop
  return loop
}

const nested = (levels: number): unknown => {
  let value: unknown = 1
  for (let i = 0; i < levels; i++) value = { v: value }
  return value
}

test('the body of a message is cut at a fixed nesting depth, independent of the stack size', () => {
  expect(bodyOf(nested(maxNesting))).toBe(JSON.stringify(nested(maxNesting)).slice(0, bodyLimit))
  expect(bodyOf(nested(maxNesting + 1))).toBeUndefined()
  expect(bodyOf(nested(100_000))).toBeUndefined()
  expect(bodyOf(cyclic())).toBeUndefined()
})

test('a toJSON that throws yields no text, and one that exhausts the stack is fatal', () => {
  const failing = (error: unknown) => ({
    toJSON: () => {
      throw error
    },
  })
  expect(jsonText({ a: failing(nativeError) })).toBeUndefined()
  expect(() => jsonText({ a: failing(overflow) })).toThrow(overflow)
})
