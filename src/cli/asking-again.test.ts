import { describe, expect, test } from 'vitest'
import { readExchanges } from '../playground/client/exchanges.ts'
import { replyText } from '../scenarios/card.ts'
import { cqrsCard } from '../scenarios/cqrs/card.ts'
import { entriesOf, type WriterState } from '../scenarios/cqrs/writer-state.ts'
import { lampsOf } from '../scenarios/lamps.ts'
import type { Action } from '../trace/action.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { isRefused } from '../trace/refused.ts'
import { brokenPromises } from './cqrs-invariants.ts'
import { cqrsHeader, randomRun } from './random-run.ts'
import { redLamps } from './red-lamps.ts'
import { simulate } from './simulation.ts'

type Asking = 'AskOnce' | 'AskAgain' | 'AskAgainWithKeys'

const tell = (message: Extract<Action, { type: 'Tell' }>['message']): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message,
})
const write = tell({ type: 'Write', key: 'a', value: 'v' })
const cutClient: Action = { type: 'Cut', links: [{ from: 'node-1', to: 'client' }] }

/** A formed cluster with the writer on node-1 and one stored event. Its client asks as given. */
function formed(asking: Asking) {
  const run = simulate(cqrsHeader(7), { until: 12_000 })
  if (isRefused(run)) throw new Error(run.refused)
  const at = (until: number, ...actions: readonly Action[]) => {
    for (const action of actions) {
      const done = run.do(action)
      if (done instanceof Promise || isRefused(done)) throw new Error(JSON.stringify(done))
    }
    run.advanceTo(until)
  }
  at(15_000, tell({ type: 'Write', key: 'first', value: 'v' }))
  at(15_100, tell({ type: asking }))
  const view = () => foldAll(emptyView, run.trace)
  return {
    run,
    at,
    storedEvents: () => view().journal.cluster_persistent!.highestSequenceNr,
    /** The client's replies, in the words of the page. */
    answers: () => {
      const { exchanges } = JSON.parse(view().participants.client!.actors['/user/client']!.state!)
      return exchanges.map(({ reply }: { reply: { type: string } | null }) =>
        reply === null ? null : replyText(cqrsCard, reply).text.en,
      )
    },
    clientState: () => view().participants.client!.actors['/user/client']!.state,
    writerState: (): WriterState => {
      const [singleton] = view().singletons
      return JSON.parse(view().participants[singleton!.participant]!.actors[singleton!.path]!.state!)
    },
    red: () => redLamps(lampsOf('cqrs'), run.trace, run.frontier).map(({ id }) => id),
  }
}

type Formed = ReturnType<typeof formed>

/** The database stores the next write and crashes before it answers. It starts again at once. */
function crashAfterCommit({ run, at }: Formed): void {
  at(15_200, { type: 'BreakDatabase', participant: 'database', fault: { type: 'crash-after-commit' } }, write)
  while (run.participants.find('database')?.host != null) run.advanceTo(run.frontier + 10)
  at(45_000, { type: 'Start', participant: 'database' })
}

describe('a write of which only the answer is lost', () => {
  test('is one event without an answer when the client asks once', () => {
    const cluster = formed('AskOnce')
    crashAfterCommit(cluster)
    cluster.at(50_000)
    expect(cluster.storedEvents()).toBe(2)
    expect(cluster.answers()).toEqual([
      'stored as event 1',
      'No answer: the command may have been carried out or not.',
    ])
    expect(cluster.red()).not.toContain('stored-once')
  })

  test('is listed with the number of times that the client has asked again, until the answer comes', () => {
    const cluster = formed('AskAgain')
    const nodes = ['node-1', 'node-2', 'node-3', 'node-4']
    cluster.at(16_000, { type: 'Partition', sides: [['client'], nodes] }, write)
    const listed = () => readExchanges(cluster.clientState(), cqrsCard, 'en').listed[0]
    expect(listed()).toMatchObject({ request: 'Write a = v', again: 0, outcome: 'pending' })
    cluster.at(22_000)
    expect(listed()).toMatchObject({ again: 1, outcome: 'pending' })
    cluster.at(27_000)
    expect(listed()).toMatchObject({ again: 2, outcome: 'pending' })
    cluster.at(60_000, { type: 'Heal' })
    expect(listed()).toMatchObject({ again: 0, answer: expect.stringContaining('asked again') })
  })

  test('is two events when the client asks again without keys', () => {
    const cluster = formed('AskAgain')
    crashAfterCommit(cluster)
    expect(cluster.storedEvents()).toBe(3)
    expect(cluster.answers()).toEqual(['stored as event 1', 'stored as event 3 · asked again once'])
    expect(cluster.red()).toEqual(['stored-once'])
  })

  test('is one event when the client asks again with keys', () => {
    const cluster = formed('AskAgainWithKeys')
    crashAfterCommit(cluster)
    expect(cluster.storedEvents()).toBe(2)
    expect(cluster.answers()).toEqual([
      'stored as event 1',
      'was stored already as event 2 · asked again once',
    ])
    expect(cluster.red()).toEqual([])
  })
})

/** A write is stored, but the link to the client is cut while the answer flies. */
function writeWithoutAnswer(at: Formed['at']): void {
  at(15_600, write)
  at(16_000, cutClient)
  at(16_100, { type: 'Heal' })
}

const recoveries = ({ trace }: Formed['run']) =>
  trace.flatMap(event => {
    if (event.type !== 'RecoveryCompleted') return []
    const { node, snapshotNr, replayed } = event
    return [{ node, snapshotNr, replayed }]
  })

describe('a writer remembers the key of a stored write', () => {
  test('after a restart that recovers the events', () => {
    const { at, storedEvents, answers, run } = formed('AskAgainWithKeys')
    writeWithoutAnswer(at)
    const writer = { participant: 'node-1', actor: '/user/master/singleton' }
    at(40_000, { type: 'FailNext', ...writer, error: 'Boom', times: 1, during: 'message' })
    expect(recoveries(run)).toContainEqual({ node: 'node-1', snapshotNr: 0, replayed: 2 })
    expect(storedEvents()).toBe(2)
    expect(answers()[1]).toBe('was stored already as event 2 · asked again 2 times')
  })

  test('after a crash of its node, when a snapshot has replaced the events', () => {
    const { at, storedEvents, answers, run, writerState } = formed('AskAgainWithKeys')
    writeWithoutAnswer(at)
    at(19_000, tell({ type: 'SaveSnapshot' }))
    const remembered = writerState()
    at(50_000, { type: 'Kill', participant: 'node-1' })
    expect(recoveries(run)).toContainEqual({ node: 'node-2', snapshotNr: 2, replayed: 0 })
    expect(storedEvents()).toBe(2)
    expect(answers()[1]).toMatch(/^was stored already as event 2/)
    expect(writerState()).toEqual(remembered)
    expect(entriesOf(remembered)).toEqual({ first: 'v', a: 'v' })
  })

  test('after a graceful hand-over to another node', () => {
    const { at, storedEvents, answers, run, red } = formed('AskAgainWithKeys')
    writeWithoutAnswer(at)
    at(50_000, { type: 'Leave', node: 'node-1' })
    expect(recoveries(run)).toContainEqual({ node: 'node-2', snapshotNr: 0, replayed: 2 })
    expect(storedEvents()).toBe(2)
    expect(answers()[1]).toMatch(/^was stored already as event 2/)
    expect(red()).toEqual([])
  })
})

test('a client that asks again gives up after five repeats, half a minute after the request', () => {
  const { at, answers } = formed('AskAgainWithKeys')
  at(15_300, { type: 'Partition', sides: [['client'], ['node-1', 'node-2', 'node-3', 'node-4']] })
  at(45_299, write)
  expect(answers()[1]).toBeNull()
  at(45_301)
  expect(answers()[1]).toBe('No answer: the command may have been carried out or not. · asked again 5 times')
})

test('a client that starts again uses other keys, so its first write is stored', () => {
  const { at, storedEvents } = formed('AskAgainWithKeys')
  at(19_000, write)
  at(19_500, { type: 'Kill', participant: 'client' })
  at(30_000, { type: 'Start', participant: 'client' })
  at(30_100, tell({ type: 'AskAgainWithKeys' }))
  at(33_000, write)
  at(36_000, write)
  expect(storedEvents()).toBe(4)
})

test.each([101, 102, 103, 104])('random faults store no write with a key twice, with seed %i', seed => {
  const run = randomRun(seed, 10_000, { asking: 'AskAgainWithKeys' })
  expect(brokenPromises(run)).toEqual([])
})
