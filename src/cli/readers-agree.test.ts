import { describe, expect, test } from 'vitest'
import { lampsOf } from '../scenarios/lamps.ts'
import { type Action, isRefused, type TraceEvent } from '../trace/index.ts'
import { cqrsHeader } from './random-run.ts'
import { decisionsAlong, redLampSentences } from './red-lamps.ts'
import { simulate } from './simulation.ts'

const lamps = lampsOf('cqrs').filter(({ id }) => id === 'readers-agree')

const decisionsOf = (trace: readonly TraceEvent[], end: number) => decisionsAlong(lamps, trace, end)

const tell = (message: Extract<Action, { type: 'Tell' }>['message']): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message,
})
const write = (key: string, value = key): Action => tell({ type: 'Write', key, value })
const follow = { 'pub-sub': 'FollowPubSub', query: 'FollowJournal', 'hinted-query': 'FollowHints' } as const
type Feed = keyof typeof follow
const feeds: readonly Feed[] = ['pub-sub', 'query', 'hinted-query']

/** A formed cluster whose readers follow this feed. The acts are at their instants. */
function runOf(feed: Feed, acts: readonly (readonly [at: number, ...Action[]])[], until: number) {
  const conductor = simulate(cqrsHeader(7), { until: 15_000 })
  if (isRefused(conductor)) throw new Error(conductor.refused)
  const all: typeof acts = [[15_000, tell({ type: follow[feed] })], ...acts]
  for (const [at, ...actions] of all) {
    conductor.advanceTo(at)
    for (const action of actions) {
      const done = conductor.do(action)
      if (done instanceof Promise || isRefused(done)) throw new Error(JSON.stringify(done))
    }
  }
  conductor.advanceTo(until)
  return { trace: conductor.trace, decisions: decisionsOf(conductor.trace, conductor.frontier) }
}

/** The reader on node-3 gets no message of the writer's node while event 2 is stored. */
const missed: readonly (readonly [number, ...Action[]])[] = [
  [18_000, write('a')],
  [22_000, { type: 'Cut', links: [{ from: 'node-1', to: 'node-3' }] }, write('b')],
  [24_000, { type: 'Heal' }],
]

describe('the lamp “readers agree with the journal”', () => {
  test.each(feeds)('stays green in a healthy run whose readers follow %s', feed => {
    const acts = Array.from({ length: 12 }, (_, i): readonly [number, ...Action[]] => [
      18_000 + 900 * i,
      write(`key-${i % 3}`, `value-${i}`),
      i === 6 ? tell({ type: 'SaveSnapshot' }) : tell({ type: 'Get', key: `key-${i % 3}` }),
    ])
    const { decisions, trace } = runOf(feed, acts, 60_000)
    expect(decisions).toEqual([])
    expect(trace.filter(event => event.type === 'JournalChanged')).not.toHaveLength(0)
    expect(trace.filter(event => 'label' in event && event.label === 'GetReply')).not.toHaveLength(0)
  })

  test('turns red when pub/sub lost a publication to a reader, names the event, and is green once the reader has caught up', () => {
    const { decisions, trace } = runOf('pub-sub', [...missed, [60_000, write('c')]], 90_000)
    const commit = trace.find(event => event.type === 'JournalChanged' && event.highestSequenceNr === 2)
    const [red, green, ...others] = decisions
    expect(red).toMatchObject({
      verdict: 'false',
      event: null,
      since: commit,
      behind: { node: 'node-3', sequenceNr: 2 },
    })
    // The nodes agree again some time after the link is healed.
    expect(red?.at).toBeGreaterThanOrEqual(24_000 + 15_000)
    expect(green).toMatchObject({ verdict: 'open', event: { type: 'StateChanged', node: 'node-3' } })
    expect(green?.at).toBeGreaterThan(60_000)
    expect(others).toEqual([])
    expect(redLampSentences(lamps, trace, 90_000), 'it is green in the end').toEqual([])
    expect(
      redLampSentences(
        lamps,
        trace.filter(({ at }) => at < 60_000),
        60_000,
      ),
    ).toEqual([
      `At ${red?.at} ms the lamp [readers-agree] turned red: ${red?.behind?.actor} on node-3 misses event 2.`,
    ])
  })

  test.each(['query', 'hinted-query'] as const)(
    'stays green in the same run if the readers follow %s',
    feed => {
      expect(runOf(feed, missed, 60_000).decisions).toEqual([])
    },
  )

  test('does not count the time during which a node is cut off', () => {
    expect(runOf('pub-sub', missed.slice(0, 2), 60_000).decisions).toEqual([])
  })

  test('is green again when the reader that is behind is killed', () => {
    const kill: Action = { type: 'Kill', participant: 'node-3' }
    const { decisions } = runOf('pub-sub', [...missed, [60_000, kill]], 70_000)
    expect(decisions.map(({ verdict }) => verdict)).toEqual(['false', 'open'])
    expect(decisions[1]?.event).toMatchObject({ type: 'ParticipantStopped', participant: 'node-3' })
  })
})

describe('the lamp “readers agree with the journal” turns red for good', () => {
  const { trace } = runOf(
    'pub-sub',
    [
      [18_000, write('a', 'old')],
      [21_000, write('a', 'new'), write('b')],
      [24_000, tell({ type: 'Get', key: 'a' })],
    ],
    30_000,
  )

  /** The trace with other text in the last event that `matches`, and a right event after it. */
  function forged(
    matches: (event: TraceEvent) => boolean,
    field: 'state' | 'body',
    from: string,
    to: string,
  ) {
    const place = trace.findLastIndex(matches)
    const right = trace[place]! as TraceEvent & Readonly<Record<'state' | 'body', string>>
    expect(right[field]).toContain(from)
    const wrong = { ...right, [field]: right[field].replace(from, to) } as TraceEvent
    return { wrong, decisions: decisionsOf(trace.with(place, wrong), 30_000) }
  }
  const readerState = (event: TraceEvent) => event.type === 'StateChanged' && event.node === 'node-3'
  const reply = (event: TraceEvent) =>
    event.type === 'MessageSent' &&
    event.label === 'GetReply' &&
    event.from?.startsWith('/user/read#') === true

  test.each([
    ['holds another value', '"a":"new"', '"a":"old"'],
    ['holds an entry that no event has set', '"a":"new"', '"a":"new","c":"d"'],
    ['lacks an entry', '"b":"b"', '"a":"new"'],
    ['holds an event that the journal does not have', '"sequenceNr":3', '"sequenceNr":4'],
    ['holds the data of a later event than it states', '"sequenceNr":3', '"sequenceNr":1'],
  ])('when a reader %s', (_, from, to) => {
    const { wrong, decisions } = forged(readerState, 'state', from, to)
    expect(decisions).toMatchObject([{ verdict: 'false', event: wrong, at: wrong.at }])
  })

  test('when a reader answers with another value than the journal has at the number of the answer', () => {
    const { wrong, decisions } = forged(reply, 'body', '"value":"new"', '"value":"old"')
    expect(decisions).toMatchObject([{ verdict: 'false', event: wrong }])
  })

  test('when a reader that is behind also contradicts the journal', () => {
    const { trace } = runOf('pub-sub', [...missed, [50_000, write('c')]], 60_000)
    const isFirst = (event: TraceEvent) =>
      event.type === 'StateChanged' &&
      event.node === 'node-3' &&
      event.state.endsWith('"sequenceNr":1,"catchingUp":true}')
    const place = trace.findLastIndex(isFirst)
    const right = trace[place] as Extract<TraceEvent, { type: 'StateChanged' }>
    const wrong = { ...right, state: right.state.replace('"a":"a"', '"a":"b"') }
    const decisions = decisionsOf(trace.with(place, wrong), 60_000)
    expect(decisions.map(({ verdict, event }) => [verdict, event])).toEqual([
      ['false', null],
      ['false', wrong],
    ])
  })
})

test('the lamp “readers agree with the journal” knows events whose writer died before it heard of the commit', () => {
  const fault = {
    type: 'BreakDatabase',
    participant: 'database',
    fault: { type: 'crash-after-commit' },
  } as const
  const { trace, decisions } = runOf(
    'query',
    [
      [18_000, fault as Action, write('a')],
      [22_000, { type: 'Kill', participant: 'node-1' }, { type: 'Start', participant: 'database' }],
      [40_000, write('b')],
    ],
    60_000,
  )
  expect(decisions).toEqual([])
  const persisted = trace.filter(event => event.type === 'EventPersisted')
  expect(persisted.map(event => event.type === 'EventPersisted' && event.sequenceNr)).not.toContain(1)
  const place = trace.findLastIndex(
    event =>
      event.type === 'StateChanged' &&
      event.state.includes('"a":"a"') &&
      event.state.includes('"sequenceNr":2'),
  )
  const right = trace[place] as Extract<TraceEvent, { type: 'StateChanged' }>
  const wrong = { ...right, state: right.state.replace('"a":"a"', '"a":"b"') }
  expect(decisionsOf(trace.with(place, wrong), 60_000)).toMatchObject([{ event: wrong }])
})
