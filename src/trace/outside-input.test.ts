import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeEvent } from '../narration/describe-event.ts'
import { summaryOf } from '../narration/summary.ts'
import { parseAction } from './action-schema.ts'
import { causesOf } from './causes/causes-of.ts'
import { parseCheck } from './check-schema.ts'
import { CheckEvaluator } from './evaluate-check.ts'
import { EventLog } from './event-log/event-log.ts'
import { emptyView, Folding, fold, foldAll } from './fold.ts'
import { parseRunFile } from './parse-run-file.ts'
import { isRefused } from './refused.ts'
import { sampleEvents } from './sample-events.ts'
import { sampleHeader, sampleRun } from './sample-run.ts'
import type { TraceEvent } from './trace-event.ts'
import { formatTraceFile, parseTraceFile } from './trace-file.ts'
import { believedLeaders, leaderByMajority, nodesAgree, oldestOf } from './views-agree.ts'

const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'] as const
const name = fc.constantFrom(...inherited)

/** Any JSON, often with the names of inherited properties as keys and texts. */
const json = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue(),
    name,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(name, fc.string()), tie('value'), { maxKeys: 4 }),
  ),
})).value

/** The value with up to three of its parts replaced: mostly valid, so that a parser reads far into it. */
const spoilt = (value: unknown): fc.Arbitrary<unknown> =>
  fc.array(fc.tuple(fc.nat(200), fc.oneof(name, json)), { maxLength: 3 }).map(changes => {
    let copy: unknown = structuredClone(value)
    for (const [place, part] of changes) {
      let count = 0
      const replace = (here: unknown): unknown => {
        count += 1
        if (count - 1 === place) return part
        if (Array.isArray(here)) return here.map(replace)
        if (typeof here !== 'object' || here === null) return here
        return Object.fromEntries(Object.entries(here).map(([key, field]) => [key, replace(field)]))
      }
      copy = replace(copy)
    }
    return copy
  })

const sentence = /^[^\n]+\.$/
const runs = { seed: 3, numRuns: 1000 }

/** A trace file with one event and the hash that fits it. */
const traceFileWith = (event: unknown): string => {
  const found = typeof event === 'object' && event !== null && !Array.isArray(event) ? event : { event }
  return formatTraceFile(sampleHeader, [{ ...found, at: 5 } as TraceEvent])
}

test.each([
  ['a run file', parseRunFile, spoilt(sampleRun).map(run => JSON.stringify(run) ?? '')],
  ['a trace file', parseTraceFile, fc.oneof(...sampleEvents.map(spoilt)).map(traceFileWith)],
] as const)('%s of any JSON is refused with one sentence or parsed, and never throws', (_, parse, near) => {
  let parsed = 0
  fc.assert(
    fc.property(
      fc.oneof(
        json.map(value => JSON.stringify(value) ?? ''),
        near,
      ),
      text => {
        const file = parse(text)
        if (isRefused(file)) expect(file.refused).toMatch(sentence)
        else parsed += 1
      },
    ),
    runs,
  )
  expect(parsed, 'files that were right').toBeGreaterThan(20)
})

test.each([
  ['an action', parseAction],
  ['a check', parseCheck],
] as const)('%s of any value is refused with one sentence or parsed, and never throws', (_, parse) => {
  fc.assert(
    fc.property(fc.oneof(json, ...sampleRun.actions.map(({ action }) => spoilt(action))), value => {
      const parsed = parse(value)
      if (isRefused(parsed)) expect(parsed.refused).toMatch(sentence)
    }),
    runs,
  )
})

describe('names of inherited properties', () => {
  /** The event with one of the names in place of each of its texts, except its type. */
  const renamed = (event: TraceEvent, names: readonly string[]): TraceEvent => {
    let next = 0
    const rename = (value: unknown, key: string): unknown => {
      if (Array.isArray(value)) return value.map(item => rename(item, key))
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, rename(part, field)]))
      const isName = typeof value === 'string' && key !== 'type' && key !== 'text'
      return isName ? names[next++ % names.length] : value
    }
    const copy = rename(event, '') as TraceEvent
    // Fields that allow only certain texts get their own text back.
    const parsed = parseTraceFile(formatTraceFile(sampleHeader, [copy]))
    if (!isRefused(parsed)) return copy
    const choices = [
      'kind',
      'reason',
      'decision',
      'status',
      'level',
      'change',
      'by',
      'error',
      'action',
      'rules',
      'previous',
      'protocol',
    ]
    const kept = Object.entries(event).filter(([field]) => choices.includes(field))
    return { ...copy, ...Object.fromEntries(kept) } as TraceEvent
  }

  test('are valid ids in a trace file, its fold and its index', () => {
    let read = 0
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...sampleEvents), fc.array(name, { minLength: 3, maxLength: 5 })), {
          minLength: 1,
          maxLength: 30,
        }),
        chosen => {
          const events = chosen.map(([event, names]) => renamed(event, names))
          const file = parseTraceFile(formatTraceFile(sampleHeader, events))
          if (isRefused(file)) return
          read += 1
          const view = foldAll(emptyView, file.events)
          expect(view).toEqual(file.events.reduce(fold, emptyView))
          const log = new EventLog({ openSegments: 1 })
          log.append(file.events)
          for (let position = 0; position < log.length; position++) causesOf(log, position)
          log.select({ participants: new Set(inherited), matches: () => true })
          for (const event of file.events) describeEvent(event, view)
          for (const look of [summaryOf, nodesAgree, leaderByMajority, believedLeaders]) look(view)
          oldestOf(view, 'constructor', '__proto__')
          for (const participant of Object.keys(view.participants))
            expect(inherited).toContain(participant as (typeof inherited)[number])
        },
      ),
      { seed: 3, numRuns: 300 },
    )
    expect(read, 'files that were read').toBeGreaterThan(230)
  })

  test.each(inherited)('name no node until it starts: %s', node => {
    const check = parseCheck({
      type: 'eventually',
      what: { fact: 'running', participant: node, running: true },
    })
    if (isRefused(check)) throw new Error(check.refused)
    const evaluator = new CheckEvaluator(check)
    const folding = new Folding()
    evaluator.begin(folding.draft)
    expect(evaluator.verdict).toBe('open')
    const started = { ...sampleEvents.find(event => event.type === 'ParticipantStarted')!, node }
    folding.add(started)
    evaluator.feed(started, folding.draft)
    expect(evaluator.verdict).toBe('true')
    expect(folding.view().participants[node]).toMatchObject({ id: node, running: true })
  })

  test.each([
    { fact: 'members', status: 'Up', nodes: ['constructor'] },
    { fact: 'singleton-on', node: '__proto__' },
    { fact: 'running', participant: 'constructor', running: true },
    { fact: 'state', node: 'constructor', actor: 'toString', contains: '' },
    { fact: 'client-connected', client: 'hasOwnProperty' },
    { event: 'ActorStarted', node: 'constructor', where: { constructor: 'x', 'actor.length': 9 } },
  ])('satisfy no condition in a trace without them: %j', what => {
    const check = parseCheck({ type: 'eventually', what })
    if (isRefused(check)) throw new Error(check.refused)
    const evaluator = new CheckEvaluator(check)
    const folding = new Folding()
    evaluator.begin(folding.draft)
    for (const event of sampleEvents) {
      folding.add(event)
      evaluator.feed(event, folding.draft)
    }
    expect(evaluator.verdict).toBe('open')
  })

  test('stay in a pattern as fields', () => {
    const check = { type: 'never', what: { event: 'Logged', where: { constructor: 'x' } } }
    expect(parseCheck(check)).toEqual(check)
  })
})
