import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Check, EventPattern, Fact } from './check.ts'
import type { ClusterView } from './cluster-view.ts'
import { CheckEvaluator } from './evaluate-check.ts'
import { factHolds } from './fact.ts'
import { emptyView, foldAll } from './fold.ts'
import { fieldOf, matchesEvent } from './match-event.ts'
import { SampleTrace } from './sample-trace.ts'
import type { TraceEvent } from './trace-event.ts'

/*
 * The evaluator takes one event at a time; here each operator is defined over the whole trace, as a person reads it. Both
 * must agree on every prefix.
 */

/** The views before the first event, and after each. */
function viewsOf(events: readonly TraceEvent[]): readonly ClusterView[] {
  const views: ClusterView[] = [emptyView]
  for (const event of events) views.push(foldAll(views.at(-1)!, [event]))
  return views
}

const local = (value: unknown): unknown => String(value)

/** True when `check` is violated by `events`, given that nothing else happens up to the instant `end`. */
function isViolated(
  check: Check,
  events: readonly TraceEvent[],
  views: readonly ClusterView[],
  end: number,
): boolean {
  const holdsAfter = (fact: Fact, count: number): boolean => factHolds(fact, views[count]!)
  const metAt = (what: EventPattern | Fact, place: number): boolean =>
    'fact' in what ? holdsAfter(what, place + 1) : matchesEvent(what, events[place]!)
  switch (check.type) {
    case 'never':
      return (
        ('fact' in check.what && holdsAfter(check.what, 0)) || events.some((_, i) => metAt(check.what, i))
      )
    case 'always': {
      const first = views.findIndex((_, count) => holdsAfter(check.what, count))
      if (first < 0) return false
      const instantOf = (count: number): number => (count === 0 ? 0 : events[count - 1]!.at)
      let lostAt: number | null = null
      for (let count = first; count < views.length; count++) {
        const lost =
          !holdsAfter(check.what, count) && (check.while === undefined || holdsAfter(check.while, count))
        if (lost && check.recoversWithinMs === undefined) return true
        if (lostAt !== null && instantOf(count) > lostAt + (check.recoversWithinMs ?? 0)) return true
        lostAt = lost ? (lostAt ?? instantOf(count)) : null
      }
      return lostAt !== null && end >= lostAt + (check.recoversWithinMs ?? 0)
    }
    case 'leadsTo': {
      const { when, then, by, withinMs, unless = [] } = check
      if ('fact' in when || withinMs === undefined) throw new Error('Not generated.')
      return events.some((event, i) => {
        const counts = (count: number): boolean => check.while === undefined || holdsAfter(check.while, count)
        if (!matchesEvent(when, event) || !counts(i + 1)) return false
        if (by !== undefined && fieldOf(event, by.when) === undefined) return false
        const released = events.findIndex(
          (later, j) =>
            (j > i || (j === i && 'fact' in then)) &&
            ((metAt(then, j) &&
              (by === undefined || local(fieldOf(later, by.then)) === local(fieldOf(event, by.when)))) ||
              (j > i && unless.some(pattern => matchesEvent(pattern, later))) ||
              (j > i && !counts(j + 1))),
        )
        const limit = event.at + withinMs
        return released < 0 ? end >= limit : events[released]!.at > limit
      })
    }
    case 'atMost':
      return events.some((event, i) => {
        // An event without the field `by` does not count.
        const key = check.by === undefined ? null : fieldOf(event, check.by)
        const same = (other: TraceEvent): boolean =>
          key !== undefined &&
          matchesEvent(check.what, other) &&
          (check.by === undefined || fieldOf(other, check.by) === key)
        return same(event) && events.slice(0, i + 1).filter(same).length > check.times
      })
    case 'rises': {
      const matching = events.filter(event => matchesEvent(check.what, event))
      return matching.some((event, i) => {
        const before = matching
          .slice(0, i)
          .findLast(other => check.by === undefined || fieldOf(other, check.by) === fieldOf(event, check.by))
        if (before === undefined) return false
        const [value, last] = [Number(fieldOf(event, check.field)), Number(fieldOf(before, check.field))]
        return value < last || (check.strictly === true && value === last)
      })
    }
    case 'all':
      return check.checks.some(part => isViolated(part, events, views, end))
    default:
      throw new Error('Not generated.')
  }
}

const texts = ['a', 'b', 'c'] as const
const pattern: fc.Arbitrary<EventPattern> = fc.oneof(
  fc.constantFrom(...texts).map((text): EventPattern => ({ event: 'Logged', where: { text } })),
  fc.constantFrom<EventPattern>(
    { event: 'Logged', node: 'node-1' },
    { event: 'Logged', not: { text: 'a' } },
    { event: 'MessagesUnstashed' },
    { event: 'ParticipantStopped' },
  ),
)
const fact: fc.Arbitrary<Fact> = fc.constantFrom<Fact>(
  { fact: 'running', participant: 'node-1', running: true },
  { fact: 'running', participant: 'node-2', running: false },
  { fact: 'agreed' },
  { fact: 'healthy' },
  { fact: 'sees', node: 'node-1', member: 'node-2', status: 'Up' },
)
const ms = fc.constantFrom(0, 5, 20)
const simpleCheck: fc.Arbitrary<Check> = fc.oneof(
  fc.oneof(pattern, fact).map((what): Check => ({ type: 'never', what })),
  fc.record({ type: fc.constant('always' as const), what: fact, recoversWithinMs: ms, while: fact }),
  fact.map((what): Check => ({ type: 'always', what })),
  fc.record({
    type: fc.constant('leadsTo' as const),
    when: pattern,
    then: fc.oneof(pattern, fact),
    withinMs: ms,
    while: fact,
    unless: fc.array(pattern, { maxLength: 1 }),
  }),
  fc.record({
    type: fc.constant('leadsTo' as const),
    when: pattern,
    then: pattern,
    withinMs: ms,
    by: fc.constantFrom({ when: 'text', then: 'text' }, { when: 'node', then: 'text' }),
  }),
  fc.record({
    type: fc.constant('atMost' as const),
    what: pattern,
    times: fc.nat(2),
    by: fc.constantFrom('text', 'node'),
  }),
  fc.record({
    type: fc.constant('rises' as const),
    what: fc.constant<EventPattern>({ event: 'MessagesUnstashed' }),
    field: fc.constant('size'),
    by: fc.constantFrom('node', 'actor'),
    strictly: fc.boolean(),
  }),
)
const check: fc.Arbitrary<Check> = fc.oneof(
  { weight: 4, arbitrary: simpleCheck },
  {
    weight: 1,
    arbitrary: fc.array(simpleCheck, { maxLength: 3 }).map((checks): Check => ({ type: 'all', checks })),
  },
)

const nodes = ['node-1', 'node-2'] as const
type Step = (trace: SampleTrace) => unknown
const node = fc.constantFrom(...nodes)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(node, fc.constantFrom(...texts)).map(
    ([id, text]): Step =>
      trace =>
        trace.emit(id, { type: 'Logged', actor: '/user/a', level: 'info', text }),
  ),
  fc.tuple(node, fc.nat(3)).map(
    ([id, size]): Step =>
      trace =>
        trace.emit(id, { type: 'MessagesUnstashed', actor: '/user/a', count: 1, size }),
  ),
  node.map(
    (id): Step =>
      trace =>
        trace.start(id),
  ),
  node.map(
    (id): Step =>
      trace =>
        trace.kill(id),
  ),
  fc.tuple(node, node, fc.constantFrom('Up' as const, 'Leaving' as const)).map(
    ([id, member, status]): Step =>
      trace =>
        trace.sees(id, member, status),
  ),
)
const traceOf = fc
  .array(fc.tuple(step, fc.constantFrom(0, 0, 3, 5, 20)), { minLength: 10, maxLength: 25 })
  .map(steps => {
    const trace = new SampleTrace()
    for (const [act, waitMs] of steps) act(trace.after(waitMs))
    return trace.events
  })

test('the verdict event by event is the verdict over the whole trace, for every prefix', () => {
  const violations = new Map<string, number>()
  fc.assert(
    fc.property(check, traceOf, ms, (check, events, rest) => {
      // Once, because a fold for each prefix takes most of the test's time.
      const allViews = viewsOf(events)
      for (let count = 0; count <= events.length; count++) {
        const prefix = events.slice(0, count)
        const end = (prefix.at(-1)?.at ?? 0) + rest
        const views = allViews.slice(0, count + 1)
        const evaluator = new CheckEvaluator(check).begin(emptyView)
        for (const [i, event] of prefix.entries()) evaluator.feed(event, views[i + 1]!)
        evaluator.pass(end)
        const violated = isViolated(check, prefix, views, end)
        expect(evaluator.verdict === 'false').toBe(violated)
        if (violated) violations.set(check.type, (violations.get(check.type) ?? 0) + 1)
      }
    }),
    { seed: 11, numRuns: 1000 },
  )
  for (const type of ['never', 'always', 'leadsTo', 'atMost', 'rises', 'all'])
    expect(violations.get(type), `violated prefixes of ${type}`).toBeGreaterThan(200)
})
