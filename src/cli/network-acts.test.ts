import { describe, expect, test } from 'vitest'
import type { Conductor } from '../conductor/conductor.ts'
import { seededRandom } from '../runtime/index.ts'
import type { Action } from '../trace/action.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import { isRefused } from '../trace/refused.ts'
import type { TraceEventBody, TraceEventOf } from '../trace/trace-event.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

/** All nodes are Up by then. */
const formedAt = 8000

function formed(seed = 1): Conductor {
  const run = simulate(cqrsHeader(seed), { until: formedAt })
  if (isRefused(run)) throw new Error(run.refused)
  return run
}

function act(run: Conductor, action: Action): void {
  const done = run.do(action)
  if (isRefused(done)) throw new Error(done.refused)
}

const viewOf = (run: Conductor) => foldAll(emptyView, run.trace)

const events = <T extends TraceEventBody['type']>(run: Conductor, type: T): readonly TraceEventOf<T>[] =>
  run.trace.filter((event): event is TraceEventOf<T> => event.type === type)

const write = (key: string, value: string): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key, value },
})

/** Sends a write, and returns its envelope to the cluster once it is in flight. */
function writeInFlight(run: Conductor, key = 'k', value = 'v') {
  act(run, write(key, value))
  for (let waited = 0; waited < 300; waited += 10) {
    run.advanceTo(run.frontier + 10)
    const flight = viewOf(run).flights.find(({ body }) => body?.includes(`"value":"${value}"`))
    if (flight !== undefined) return flight
  }
  throw new Error('The write is not in flight.')
}

const acknowledged = (run: Conductor): number =>
  events(run, 'MessageDelivered').filter(({ node, label }) => node === 'client' && label === 'WriteAck')
    .length

const journalOf = (run: Conductor): number =>
  Object.values(viewOf(run).journal).reduce((sum, { events: count }) => sum + count, 0)

describe('a cut link', () => {
  test('loses what is due on it, also what was sent before', () => {
    const run = formed()
    const { id, to } = writeInFlight(run)
    act(run, { type: 'Cut', links: [{ from: 'client', to }] })
    run.advanceTo(run.frontier + 1000)
    const [cut] = events(run, 'LinkCut')
    expect(events(run, 'MessageDropped')).toContainEqual(
      expect.objectContaining({
        node: to,
        cause: id,
        why: 'the link is cut',
        because: `conductor/${cut!.seq}`,
      }),
    )
    expect(acknowledged(run)).toBe(0)
  })

  test('delivers again once it is healed, and only what is due after that', () => {
    const run = formed()
    const { to } = writeInFlight(run)
    act(run, { type: 'Cut', links: [{ from: 'client', to }] })
    act(run, { type: 'Heal' })
    run.advanceTo(run.frontier + 3000)
    expect(acknowledged(run)).toBe(1)
    expect(viewOf(run).links).toEqual({})
  })

  test('is cut in one direction only when asked', () => {
    const run = formed()
    act(run, { type: 'Cut', links: [{ from: 'node-1', to: 'node-2', oneWay: true }] })
    run.advanceTo(run.frontier + 2000)
    const lost = events(run, 'MessageDropped').filter(({ why }) => why === 'the link is cut')
    expect(new Set(lost.map(({ node }) => node))).toEqual(new Set(['node-2']))
  })

  test('stays cut for the next incarnation of its ends', () => {
    const run = formed()
    act(run, { type: 'Cut', links: [{ from: 'database', to: 'node-1' }] })
    act(run, { type: 'Kill', participant: 'node-1' })
    run.advanceTo(run.frontier + 500)
    act(run, { type: 'Start', participant: 'node-1' })
    const since = run.trace.length
    run.advanceTo(run.frontier + 30_000)
    const answers = run.trace
      .slice(since)
      .filter(
        event =>
          event.type === 'MessageDelivered' && event.node === 'node-1' && event.protocol === 'persistence',
      )
    expect(answers).toEqual([])
  })
})

test('a partition makes the sides unreachable for each other, and healing makes them reachable again [C-117]', () => {
  const run = formed()
  act(run, {
    type: 'Partition',
    sides: [
      ['node-1', 'node-2'],
      ['node-3', 'node-4'],
    ],
  })
  run.advanceTo(run.frontier + 6000)
  const isUnreachable = (viewer: ParticipantId, member: ParticipantId): boolean => {
    const view = viewOf(run)
    return view.participants[viewer]?.beliefs[view.participants[member]!.address]?.reachable === false
  }
  expect([isUnreachable('node-1', 'node-3'), isUnreachable('node-3', 'node-1')]).toEqual([true, true])
  expect(isUnreachable('node-1', 'node-2')).toBe(false)
  act(run, { type: 'Heal' })
  run.advanceTo(run.frontier + 3000)
  expect([isUnreachable('node-1', 'node-3'), isUnreachable('node-3', 'node-1')]).toEqual([false, false])
})

describe('changed links', () => {
  test('have the new latency, also one below the smallest of the scenario', () => {
    const run = formed()
    act(run, { type: 'SetLinks', latency: { minMs: 2, maxMs: 2 } })
    run.advanceTo(run.frontier + 1)
    const since = run.trace.length
    run.advanceTo(run.frontier + 500)
    const flights = run.trace
      .slice(since)
      .flatMap(event => (event.type === 'MessageSent' && event.dueAt !== undefined ? [event] : []))
    expect(flights.length).toBeGreaterThan(20)
    // A message never overtakes an earlier one of the former latency.
    const late = flights.filter(({ at, dueAt }) => dueAt! - at !== 2 && dueAt! > formedAt + 300)
    expect(late).toEqual([])
  })

  test('lose about the wanted share of messages, and none once the loss is 0 again', () => {
    const run = formed()
    act(run, { type: 'SetLinks', lossPercent: 30 })
    run.advanceTo(run.frontier + 5000)
    const lost = events(run, 'MessageDropped').filter(({ why }) => why === 'lost on the link').length
    const sent = events(run, 'MessageSent').filter(
      ({ at, toNode }) => at > formedAt && toNode !== undefined,
    ).length
    expect(lost / sent).toBeGreaterThan(0.15)
    expect(lost / sent).toBeLessThan(0.45)
    act(run, { type: 'SetLinks', lossPercent: 0 })
    run.advanceTo(run.frontier + 600)
    const before = events(run, 'MessageDropped').length
    run.advanceTo(run.frontier + 5000)
    expect(
      events(run, 'MessageDropped')
        .slice(before)
        .filter(({ why }) => why === 'lost on the link'),
    ).toEqual([])
  })

  test('return to the latency of the scenario', () => {
    const run = formed()
    act(run, { type: 'SetLinks', latency: { minMs: 2, maxMs: 2 }, lossPercent: 10 })
    act(run, { type: 'SetLinks', latency: null, lossPercent: 0 })
    run.advanceTo(run.frontier + 10)
    expect(viewOf(run).links).toEqual({})
  })
})

describe('a frozen node', () => {
  test('emits nothing, and handles at the thaw what fell due', () => {
    const run = formed()
    act(run, { type: 'Freeze', participant: 'node-2', forMs: 2000 })
    const frozenAt = run.frontier + 1
    run.advanceTo(frozenAt + 5000)
    const own = run.trace.filter(({ node }) => node === 'node-2').map(({ at }) => at)
    expect(own.filter(at => at >= frozenAt && at < frozenAt + 2000)).toEqual([])
    expect(own.filter(at => at === frozenAt + 2000).length).toBeGreaterThan(5)
    expect(events(run, 'ParticipantThawed')).toMatchObject([{ at: frozenAt + 2000, rule: 'end of a freeze' }])
  })

  test('is unreachable for the others after a while and reachable again after a thaw', () => {
    const run = formed()
    act(run, { type: 'Freeze', participant: 'node-2' })
    run.advanceTo(run.frontier + 6000)
    expect(events(run, 'MemberUnreachable').length).toBeGreaterThan(0)
    act(run, { type: 'Thaw', participant: 'node-2' })
    run.advanceTo(run.frontier + 3000)
    expect(viewOf(run).participants['node-2']).toMatchObject({ running: true, frozenSince: null })
    expect(events(run, 'MemberReachable').length).toBeGreaterThan(0)
  })

  test('can be killed, and starts without the freeze', () => {
    const run = formed()
    act(run, { type: 'Freeze', participant: 'node-2' })
    act(run, { type: 'Kill', participant: 'node-2' })
    act(run, { type: 'Start', participant: 'node-2' })
    const since = run.frontier
    run.advanceTo(since + 1000)
    expect(run.trace.some(({ node, at }) => node === 'node-2' && at > since)).toBe(true)
  })

  test('cannot be frozen twice, and only a frozen one thaws', () => {
    const run = formed()
    act(run, { type: 'Freeze', participant: 'node-2' })
    expect(run.do({ type: 'Freeze', participant: 'node-2' })).toMatchObject({
      refused: '[node-2] is already frozen. Thaw it first.',
    })
    expect(run.do({ type: 'Thaw', participant: 'node-1' })).toMatchObject({
      refused: '[node-1] is not frozen, so it cannot thaw.',
    })
  })
})

describe('a block', () => {
  test('of a node keeps all its actors from handling, while messages arrive', () => {
    const run = formed()
    act(run, { type: 'Block', participant: 'node-2', forMs: 1000 })
    const blockedAt = run.frontier + 1
    run.advanceTo(blockedAt + 3000)
    const handled = events(run, 'MessageDelivered').filter(({ node }) => node === 'node-2')
    expect(handled.filter(({ at }) => at >= blockedAt && at < blockedAt + 1000)).toEqual([])
    expect(handled.some(({ at }) => at === blockedAt + 1000)).toBe(true)
  })

  test('of an actor leaves the others of its node alone', () => {
    const run = formed()
    act(run, { type: 'Block', participant: 'client', actor: '/user/client', forMs: 1000 })
    act(run, write('k', 'v'))
    const blockedAt = run.frontier + 1
    run.advanceTo(blockedAt + 500)
    const client = viewOf(run).participants.client?.actors['/user/client']
    expect(client).toMatchObject({ blockedUntil: blockedAt + 1000, waiting: 1 })
    run.advanceTo(blockedAt + 4000)
    expect(acknowledged(run)).toBe(1)
  })
})

describe('a message in flight', () => {
  test('waits while it is held, and arrives when it is released', () => {
    const run = formed()
    const { id: message, to: participant } = writeInFlight(run)
    act(run, { type: 'Hold', participant, message })
    run.advanceTo(run.frontier + 2000)
    expect(viewOf(run).flights).toContainEqual(expect.objectContaining({ id: message, held: true }))
    expect(acknowledged(run)).toBe(0)
    act(run, { type: 'Release', participant, message })
    const released = run.frontier + 1
    run.advanceTo(released + 3000)
    expect(events(run, 'MessageDelivered')).toContainEqual(
      expect.objectContaining({ cause: message, at: released }),
    )
    expect(acknowledged(run)).toBe(1)
  })

  test('is dropped, with the act as the reason', () => {
    const run = formed()
    const { id: message, to: participant } = writeInFlight(run)
    act(run, { type: 'Drop', participant, message })
    run.advanceTo(run.frontier + 1)
    expect(events(run, 'MessageDropped')).toContainEqual(
      expect.objectContaining({
        cause: message,
        why: 'dropped by a person',
        because: expect.stringMatching(/^conductor\//),
      }),
    )
    run.advanceTo(run.frontier + 3000)
    expect(acknowledged(run)).toBe(0)
  })

  test('is handled twice when it is duplicated', () => {
    const run = formed()
    const { id: message, to: participant } = writeInFlight(run)
    act(run, { type: 'Duplicate', participant, message })
    run.advanceTo(run.frontier + 4000)
    const [copy] = events(run, 'MessageDuplicated')
    const handled = events(run, 'MessageDelivered').filter(
      ({ cause }) => cause === message || cause === `${copy!.node}/${copy!.seq}`,
    )
    expect(handled.map(({ at }) => at)).toEqual([handled[0]!.at, handled[0]!.at])
    expect(journalOf(run)).toBe(2)
  })

  test('arrives now, or later by the wanted time', () => {
    const now = formed()
    const { id: first, to } = writeInFlight(now)
    act(now, { type: 'DeliverNow', participant: to, message: first })
    const actedAt = now.frontier + 1
    now.advanceTo(now.frontier + 10)
    expect(events(now, 'MessageDelivered')).toContainEqual(
      expect.objectContaining({ cause: first, at: actedAt }),
    )
    const later = formed()
    const { id: second, dueAt } = writeInFlight(later)
    act(later, { type: 'Delay', participant: to, message: second, forMs: 700 })
    later.advanceTo(later.frontier + 2000)
    expect(events(later, 'MessageDelivered')).toContainEqual(
      expect.objectContaining({ cause: second, at: dueAt + 700 }),
    )
  })

  test('arrives before another one when it is moved there', () => {
    const run = formed()
    const first = writeInFlight(run, 'k', 'first')
    const second = writeInFlight(run, 'k', 'second')
    act(run, { type: 'MoveBefore', participant: second.to, message: second.id, before: first.id })
    run.advanceTo(run.frontier + 4000)
    const handled = events(run, 'MessageDelivered').flatMap(({ cause }) =>
      cause === first.id || cause === second.id ? [cause] : [],
    )
    expect(handled).toEqual([second.id, first.id])
  })

  test('is not acted upon once it was handled, and the trace says so', () => {
    const run = formed()
    const { id: message, to: participant } = writeInFlight(run)
    run.advanceTo(run.frontier + 2000)
    act(run, { type: 'Drop', participant, message })
    run.advanceTo(run.frontier + 1)
    expect(events(run, 'ActionHadNoEffect')).toMatchObject([
      { node: participant, why: 'the message was handled, held or released in the meantime' },
    ])
  })
})

describe('a message in a mailbox', () => {
  /** Blocks the client, so that writes wait in its mailbox. */
  function waiting(...values: readonly string[]) {
    const run = formed()
    act(run, { type: 'Block', participant: 'client', actor: '/user/client', forMs: 3000 })
    for (const value of values) act(run, write('k', value))
    run.advanceTo(run.frontier + 10)
    const mails = () => viewOf(run).participants.client!.actors['/user/client']!.mailbox
    return { run, mails, ids: mails().map(({ id }) => id) }
  }
  const participant = 'client'

  const handled = (run: Conductor, ids: readonly string[]): readonly number[] =>
    events(run, 'MessageDelivered').flatMap(({ cause }) =>
      cause !== undefined && ids.includes(cause) ? [ids.indexOf(cause)] : [],
    )

  test('becomes the next one, or moves before another', () => {
    const { run, mails, ids } = waiting('0', '1', '2', '3')
    act(run, { type: 'DeliverNow', participant, message: ids[2]! })
    act(run, { type: 'MoveBefore', participant, message: ids[3]!, before: ids[1]! })
    run.advanceTo(run.frontier + 1)
    expect(mails().map(({ id }) => ids.indexOf(id))).toEqual([2, 0, 3, 1])
    run.advanceTo(run.frontier + 6000)
    expect(handled(run, ids)).toEqual([2, 0, 3, 1])
  })

  test('is held, dropped, duplicated and delayed', () => {
    const { run, mails, ids } = waiting('0', '1', '2', '3')
    act(run, { type: 'Hold', participant, message: ids[0]! })
    act(run, { type: 'Drop', participant, message: ids[1]! })
    act(run, { type: 'Duplicate', participant, message: ids[2]! })
    act(run, { type: 'Delay', participant, message: ids[3]!, forMs: 4000 })
    run.advanceTo(run.frontier + 1)
    const [copy] = events(run, 'MessageDuplicated')
    const all = [...ids, `${copy!.node}/${copy!.seq}`]
    expect(mails().map(({ id, held }) => [all.indexOf(id), held ?? false])).toEqual([
      [2, false],
      [4, false],
      [0, true],
      [3, true],
    ])
    expect(viewOf(run).participants.client!.actors['/user/client']!.waiting).toBe(2)
    run.advanceTo(run.frontier + 8000)
    expect(handled(run, all)).toEqual([2, 4, 3])
    act(run, { type: 'Release', participant, message: ids[0]! })
    run.advanceTo(run.frontier + 2000)
    expect(handled(run, all)).toEqual([2, 4, 3, 0])
  })

  test('that is held becomes a dead letter when its actor is gone at the release', () => {
    const run = formed()
    const writer = viewOf(run).singletons[0]!
    act(run, { type: 'Block', participant: writer.participant, actor: writer.path, forMs: 1000 })
    act(run, write('k', 'v'))
    run.advanceTo(run.frontier + 700)
    const mail = viewOf(run).participants[writer.participant]!.actors[writer.path]!.mailbox[0]!
    act(run, { type: 'Hold', participant: writer.participant, message: mail.id })
    act(run, { type: 'FailNext', participant: writer.participant, actor: writer.path })
    act(run, {
      type: 'Supervise',
      participant: writer.participant,
      actor: writer.path,
      supervision: { rules: [{ error: 'Error', strategy: { type: 'stop' } }] },
    })
    act(run, write('k', 'w'))
    run.advanceTo(run.frontier + 4000)
    act(run, { type: 'Release', participant: writer.participant, message: mail.id })
    run.advanceTo(run.frontier + 1)
    expect(events(run, 'DeadLetter')).toContainEqual(
      expect.objectContaining({ cause: mail.id, why: 'the actor has stopped' }),
    )
  })
})

describe('holding arrivals', () => {
  test('keeps messages of the application until each is released, while the cluster lives on', () => {
    const run = formed()
    act(run, { type: 'HoldArrivals', hold: 'application' })
    act(run, write('k', 'v'))
    for (let waited = 0; journalOf(run) === 0; waited += 50) {
      expect(waited).toBeLessThan(10_000)
      run.advanceTo(run.frontier + 50)
      for (const { id: message, to: participant, held } of viewOf(run).flights) {
        if (held) act(run, { type: 'Release', participant, message })
      }
    }
    expect(events(run, 'MessageHeld').length).toBeGreaterThanOrEqual(3)
    expect(events(run, 'MemberUnreachable')).toEqual([])
  })

  test('of everything makes the nodes unreachable for each other', () => {
    const run = formed()
    act(run, { type: 'HoldArrivals', hold: 'everything' })
    run.advanceTo(run.frontier + 6000)
    expect(events(run, 'MemberUnreachable').length).toBeGreaterThan(0)
  })
})

test('a run with acts on links, nodes and messages has the same hash wherever its rounds are cut', () => {
  const play = (cutRounds?: (from: number, widest: number) => number) => {
    const random = seededRandom('acts')
    const run = simulate(cqrsHeader(5), { until: formedAt, ...(cutRounds && { cutRounds }) })
    if (isRefused(run)) throw new Error(run.refused)
    for (let i = 0; i < 60; i++) {
      run.advanceTo(run.frontier + 20 + random.below(200))
      const { flights } = viewOf(run)
      const flight = flights.length === 0 ? null : random.pick(flights)
      const other = flight && random.pick(flights.filter(({ to }) => to === flight.to))
      const onMessage = flight && { participant: flight.to, message: flight.id }
      const participant = random.pick(['node-1', 'node-2', 'node-3', 'client', 'database'])
      const acts: readonly (Action | null)[] = [
        write('k', `v${i}`),
        onMessage && { type: 'Hold', ...onMessage },
        onMessage && { type: 'Duplicate', ...onMessage },
        onMessage && { type: 'Delay', ...onMessage, forMs: 1 + random.below(300) },
        onMessage && { type: 'DeliverNow', ...onMessage },
        onMessage && other && { type: 'MoveBefore', ...onMessage, before: other.id },
        onMessage && { type: 'Drop', ...onMessage },
        { type: 'Freeze', participant, forMs: 1 + random.below(400) },
        {
          type: 'SetLinks',
          latency: { minMs: 1 + random.below(50), maxMs: 60 },
          lossPercent: random.below(20),
        },
        { type: 'Cut', links: [{ from: participant, to: 'node-4' }] },
        { type: 'Heal' },
        { type: 'HoldArrivals', hold: random.pick(['nothing', 'nothing', 'application'] as const) },
      ]
      const action = random.pick(acts)
      if (action !== null) run.do(action)
    }
    run.advanceTo(run.frontier + 5000)
    return { hash: run.traceHash(), actions: run.actions, until: run.frontier }
  }
  const widest = play()
  const random = seededRandom('cuts')
  expect(play(() => 1).hash).toBe(widest.hash)
  expect(play((_, width) => 1 + random.below(width)).hash).toBe(widest.hash)
  const replayed = simulate(cqrsHeader(5), widest)
  expect(isRefused(replayed) ? replayed.refused : replayed.traceHash()).toBe(widest.hash)
})
