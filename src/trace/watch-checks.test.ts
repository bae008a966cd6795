import { expect, test } from 'vitest'
import { emptyView, Folding } from './fold.ts'
import { SampleTrace } from './sample-trace.ts'
import type { TraceEvent } from './trace-event.ts'
import { CheckWatch, type WatchedCheck } from './watch-checks.ts'

const log = (trace: SampleTrace, text: string) =>
  trace.emit('node-1', { type: 'Logged', actor: '/user/a', level: 'info', text })
const logged = (text: string) => ({ event: 'Logged', where: { text } }) as const
const never = (id: string, text: string, from = 0): WatchedCheck => ({
  id,
  check: { type: 'never', what: logged(text) },
  from,
})
const follow = (watch: CheckWatch, events: readonly TraceEvent[]) => {
  const folding = new Folding()
  for (const event of events) {
    folding.add(event)
    watch.feed(event, folding.draft)
  }
  return watch
}

test('each check is decided once, at its event, in the order of the trace', () => {
  const trace = new SampleTrace()
  const [, x, , y] = ['a', 'x', 'x', 'y'].map(text => log(trace, text))
  const watch = follow(
    new CheckWatch([never('y', 'y'), never('x', 'x'), never('z', 'z')], emptyView),
    trace.events,
  )
  expect(watch.decisions).toEqual([
    { id: 'x', verdict: 'false', at: 0, events: 2, event: x, since: null },
    { id: 'y', verdict: 'false', at: 0, events: 4, event: y, since: null },
  ])
})

test('events before `from` do not count', () => {
  const trace = new SampleTrace()
  for (const text of ['x', 'x', 'x']) log(trace, text)
  const watch = follow(new CheckWatch([never('x', 'x', 1)], emptyView), trace.events)
  expect(watch.decisions).toMatchObject([{ events: 2 }])
  expect(follow(new CheckWatch([never('x', 'x', 3)], emptyView), trace.events).decisions).toEqual([])
})

test('a check may begin in the middle of a run, from which on its events count', () => {
  const trace = new SampleTrace()
  for (const text of ['x', 'a', 'x']) log(trace, text)
  const folding = new Folding()
  folding.add(trace.events[0]!)
  const watch = new CheckWatch([], folding.draft, 1)
  watch.add({ id: 'x', check: { type: 'never', what: logged('x') } }, folding.draft)
  for (const event of trace.events.slice(1)) watch.feed(event, folding.draft)
  expect(watch.decisions).toMatchObject([{ id: 'x', events: 3 }])
})

test('a removed check is not decided', () => {
  const trace = new SampleTrace()
  log(trace, 'x')
  const watch = new CheckWatch([never('x', 'x')], emptyView)
  watch.remove('x')
  expect(follow(watch, trace.events).decisions).toEqual([])
})

test('an overdue event is missing from its deadline on, before the event that shows it', () => {
  const trace = new SampleTrace()
  const asked = log(trace, 'ask')
  log(trace.after(10), 'a')
  log(trace.after(190), 'answer')
  const answered: WatchedCheck = {
    id: 'answered',
    check: { type: 'leadsTo', when: logged('ask'), then: logged('answer'), withinMs: 100 },
  }
  const decision = { id: 'answered', verdict: 'false', at: 100, events: 2, event: null, since: asked }
  expect(follow(new CheckWatch([answered], emptyView), trace.events).decisions).toEqual([decision])
  const waiting = follow(new CheckWatch([answered, never('x', 'x')], emptyView), trace.events.slice(0, 2))
  expect(waiting.deadline()).toBe(100)
  expect(waiting.deadline(new Set(['x']))).toBeNull()
  expect(waiting.pass(99)).toEqual([])
  expect(waiting.pass(150)).toEqual([decision])
})
