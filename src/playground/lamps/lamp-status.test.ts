import { expect, test } from 'vitest'
import { type Check, emptyView, type WatchDecision } from '../../trace/index.ts'
import { idlenessOf, type JudgedLamp, lampOf, lampStatusAt } from './lamp-status.ts'

const never: Check = { type: 'never', what: { event: 'ActorFailed' } }
const once: Check = { type: 'eventually', what: { event: 'ActorFailed' } }
const decision = (verdict: WatchDecision['verdict']): WatchDecision => ({
  id: 'a',
  verdict,
  at: 500,
  events: 10,
  event: null,
  since: null,
})
const lamp = (check: Check, verdict: WatchDecision['verdict'] | null, from = 0): JudgedLamp => ({
  check,
  from,
  decisions: verdict === null ? [] : [decision(verdict)],
})

test('a lamp turns red with its event, and green again before it', () => {
  const red = lamp(never, 'false')
  expect(lampStatusAt(red, { position: 9, at: 500 })).toBe('kept')
  expect(lampStatusAt(red, { position: 10, at: 500 })).toBe('broken')
  expect(lampStatusAt(red, { position: 3, at: 100 })).toBe('kept')
})

test('a lamp whose violation has ended is green again from that event on', () => {
  const ended = { ...decision('open'), at: 900, events: 20 }
  const lamp = { check: never, from: 0, decisions: [decision('false'), ended] }
  expect(lampStatusAt(lamp, { position: 19, at: 900 })).toBe('broken')
  expect(lampStatusAt(lamp, { position: 20, at: 900 })).toBe('kept')
})

test('a lamp whose event is missing turns red when the time is over, between two events', () => {
  expect(lampStatusAt(lamp(never, 'false'), { position: 10, at: 499.9 })).toBe('kept')
})

test('a lamp of a person judges nothing before it begins', () => {
  expect(lampStatusAt(lamp(never, 'false', 5), { position: 4, at: 900 })).toBe('later')
  expect(lampStatusAt(lamp(never, null, 5), { position: 5, at: 900 })).toBe('kept')
})

test('a check that waits for something is no invariant', () => {
  expect(lampStatusAt(lamp(once, null), { position: 4, at: 900 })).toBe('waiting')
  expect(lampStatusAt(lamp(once, 'true'), { position: 10, at: 500 })).toBe('met')
  expect(lampOf(once, 'open')).toBe('open')
  expect(lampOf(never, 'open')).toBe('true')
  expect(lampOf(never, 'false')).toBe('false')
})

test('a lamp with a condition is idle while that does not hold, and partly idle if other parts of it judge', () => {
  const running = { fact: 'running', running: true } as const
  const follows: Check = { type: 'always', what: { fact: 'agreed' }, while: running }
  expect(idlenessOf(follows, emptyView)).toEqual({ conditions: [running], whole: true })
  expect(idlenessOf({ type: 'all', checks: [follows, never] }, emptyView)).toEqual({
    conditions: [running],
    whole: false,
  })
  const agrees: Check = {
    type: 'agreesWithJournal',
    persistenceId: 'p',
    actor: '/user/read',
    version: 'version',
    data: 'data',
    key: 'key',
    value: 'value',
    withinMs: 15_000,
    while: running,
  }
  expect(idlenessOf(agrees, emptyView)).toEqual({ conditions: [running], whole: false })
  const always: Check = {
    type: 'always',
    what: { fact: 'agreed' },
    while: { fact: 'running', running: false },
  }
  expect(idlenessOf(always, emptyView)).toEqual({ conditions: [], whole: false })
})
