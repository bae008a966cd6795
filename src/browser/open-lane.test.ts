import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Conductor, inProcessHosts, Replay, type RunController } from '../conductor/index.ts'
import { inMemoryStores } from '../runtime/index.ts'
import { createParticipant } from '../scenarios/index.ts'
import type { Action, LoggedAction } from '../trace/action.ts'
import type { Check } from '../trace/check.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import { testHeader } from '../trace/sample-run.ts'
import type { ScriptStep } from '../trace/script.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { openRunStores } from './indexeddb/index.ts'
import type { LaneRequest } from './open-request.ts'
import { openRun } from './open-run.ts'
import type { OpenRun } from './opened-run.ts'
import { cqrsParts, PortPage } from './port-page.fixture.ts'
import { RunCatalog } from './run-catalog.ts'
import type { PageMessage } from './worker-protocol.ts'

const header = testHeader('cqrs', 23)
const { code, plan, makeParticipant } = await cqrsParts(header)

const write = (key: string): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key, value: `${key}'s value` },
})
const log = (...actions: readonly (readonly [at: number, action: Action])[]): readonly LoggedAction[] =>
  actions.map(([at, action], index) => ({ index, at, action }))

/** Everything that a hand-over has to keep: data, crashes, later incarnations, a new node and a power failure. */
const story = log(
  [8000, write('a')],
  [10_000, { type: 'Kill', participant: 'node-1' }],
  [10_001, { type: 'Kill', participant: 'database' }],
  [11_000, { type: 'Start', participant: 'database' }],
  [11_001, { type: 'Start', participant: 'node-1' }],
  [11_500, { type: 'Start', participant: 'node-5', roles: ['read'] }],
  [13_000, { type: 'PowerFailure' }],
  [19_000, write('b')],
  [20_000, { type: 'Reseed', seed: 5 }],
  [20_010, { type: 'Kill', participant: 'node-2' }],
  [23_000, { type: 'Start', participant: 'node-2' }],
  [25_000, write('c')],
)
const end = 30_000

/** Conditions that last over a hand-over: changed links, blocked and frozen participants, held and lost messages. */
const conditions = log(
  [6000, { type: 'SetLinks', latency: { minMs: 20, maxMs: 60 }, lossPercent: 5 }],
  [7000, { type: 'Block', participant: 'client', actor: '/user/client', forMs: 1000 }],
  [7001, write('a')],
  [7002, write('b')],
  [9000, { type: 'Freeze', participant: 'node-2', forMs: 1500 }],
  [9500, { type: 'Freeze', participant: 'database' }],
  [9600, write('c')],
  [10_400, { type: 'Thaw', participant: 'database' }],
  [
    11_000,
    {
      type: 'Partition',
      sides: [
        ['node-1', 'node-2'],
        ['node-3', 'node-4', 'client'],
      ],
    },
  ],
  [14_000, { type: 'Heal' }],
  [16_000, { type: 'HoldArrivals', hold: 'application' }],
  [16_001, write('d')],
  [18_000, { type: 'HoldArrivals', hold: 'nothing' }],
  [18_100, { type: 'Cut', links: [{ from: 'client', to: 'node-1', oneWay: true }] }],
  [19_000, { type: 'Block', participant: 'node-3', forMs: 800 }],
)

function inOneThread(actions: readonly LoggedAction[], until: number): Conductor {
  const stores = inMemoryStores()
  const hosts = inProcessHosts((who, boot) => createParticipant(code, header, who, boot, stores))
  const conductor = new Conductor({ plan, hosts })
  new Replay(conductor, actions).advanceTo(until)
  return conductor
}

const whole = inOneThread(story, end)

interface Opening {
  readonly answer: OpenRun | Refused
  readonly events: TraceEvent[]
  readonly done: readonly number[]
}

const cleanUps: (() => unknown)[] = []
let runs = 0

/** Opens a lane as the page does, over ports in this thread. `hash`: the hash of the events that the page holds. */
async function open(lane: Partial<LaneRequest>, hash: string | null = null): Promise<Opening> {
  const page = new PortPage(makeParticipant)
  const updates = new MessageChannel()
  const events: TraceEvent[] = []
  const done: number[] = []
  updates.port2.onmessage = ({ data }: MessageEvent<PageMessage>) => {
    if (data.type !== 'Progress') return
    events.push(...data.events)
    done.push(data.done)
  }
  cleanUps.push(() => {
    page.close()
    updates.port1.close()
    updates.port2.close()
  })
  const request: LaneRequest = {
    header,
    actions: [],
    at: -1,
    known: null,
    acts: [],
    until: lane.at ?? 0,
    branch: null,
    ownLamps: [],
    chapters: null,
    ...lane,
  }
  const ports = { control: updates.port1, work: page.requests, updates: updates.port1 }
  const openRequest = {
    request: { scenario: header.scenario, lane: request },
    build: header.build,
    runId: `lane-test-${process.pid}-${++runs}`,
    previous: null,
    lamps: [],
  }
  const answer = await openRun(openRequest, ports, async () => hash)
  if (!isRefused(answer)) {
    cleanUps.push(() => answer.controller.close())
    // The answer and the events come over different ports.
    await vi.waitUntil(() => done.at(-1) === request.until)
  }
  return { answer, events, done }
}

async function opened(lane: Partial<LaneRequest>, hash: string | null = null): Promise<OpenRun> {
  const { answer } = await open(lane, hash)
  if (isRefused(answer)) throw new Error(answer.refused)
  return answer
}

const until = (at: number) => story.filter(action => action.at <= at)

/** Performs the rest of the story, as a person at the branch would, and returns the hash at its end. */
async function playOn(
  controller: RunController,
  from: number,
  actions: readonly LoggedAction[],
): Promise<unknown> {
  for (const { at, action } of actions.filter(action => action.at > from)) {
    if (controller.clockState.now < at - 1) await controller.runUntil(at - 1)
    await controller.do(action)
  }
  await controller.runUntil(end)
  return controller.traceHash()
}

beforeEach(() => {
  vi.stubGlobal('navigator', {
    locks: { request: (name: string, _: unknown, work: (lock: object) => unknown) => work({ name }) },
  })
})

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  vi.unstubAllGlobals()
})

// Instants at rest, within a hand-over, with writes in flight, between crash and start, and at an action itself.
test.each([0, 1, 4321, 8010, 10_500, 11_100, 13_000, 13_050, 19_030, 20_005, 24_000])(
  'a branch at %i ms without a different act has the trace of the run that never branched',
  async at => {
    const { controller } = await opened({ actions: until(at), at })
    expect(controller.clockState.now).toBe(at)
    expect(await playOn(controller, at, story)).toBe(whole.traceHash())
  },
)

const wholeConditions = inOneThread(conditions, end)

test.each([7500, 9550, 9700, 12_000, 16_500, 18_150, 19_300])(
  'a branch at %i ms continues cuts, freezes, blocks and held messages',
  async at => {
    const { controller } = await opened({ actions: conditions.filter(action => action.at <= at), at })
    expect(await playOn(controller, at, conditions)).toBe(wholeConditions.traceHash())
  },
)

test('a branch is compared with the recording by its number of events and its hash', async () => {
  const before = inOneThread(until(9000), 9000)
  const known = before.recording.length
  const lane = { actions: until(9000), at: 9000, known }
  const same = await open(lane, before.traceHash())
  expect(isRefused(same.answer)).toBe(false)
  // The page holds these events already.
  expect(same.events).toEqual([])
  expect(same.done).toContain(9000)
  const hash = before.traceHash().replace(/^./, first => (first === '0' ? '1' : '0'))
  expect((await open(lane, hash)).answer).toMatchObject({ code: 'replay-differs' })
  expect((await open({ ...lane, known: known + 1 }, null)).answer).toMatchObject({ code: 'replay-differs' })
})

test('the act of a branch is performed after the fork, and an impossible one grows no branch', async () => {
  const act: Action = { type: 'Kill', participant: 'node-3' }
  const { controller } = await opened({ actions: until(9000), at: 9000, act })
  const expected = inOneThread([...until(9000), { index: 1, at: 9001, action: act }], 9001)
  expect(controller.clockState.now).toBe(9001)
  expect(await controller.traceHash()).toBe(expected.traceHash())

  const impossible = await open({ actions: until(9000), at: 9000, act: { type: 'Leave', node: 'nobody' } })
  expect(impossible.answer).toMatchObject({ code: 'unknown-participant' })
})

test('a branch tries the acts of its parent and lists the impossible ones', async () => {
  const acts = [
    { at: 9001, action: { type: 'Kill', participant: 'node-1' } },
    ...story.filter(({ at }) => at > 9000 && at < 12_000).map(({ at, action }) => ({ at, action })),
  ] as const
  const { answer, events } = await open({ actions: until(9000), at: 9000, acts, until: 15_000 })
  if (isRefused(answer)) throw new Error(answer.refused)
  expect(answer.opened.refusedActs).toMatchObject([
    { at: 10_000, action: { type: 'Kill' }, refusal: { code: 'not-running' } },
  ])
  const { controller } = answer
  expect(controller.clockState.now).toBe(15_000)
  // The page has no event of it, so it gets all of them.
  const performed = events.flatMap(event => (event.type === 'ActionDone' ? [event] : []))
  const actions = performed.map(({ index, at, action }) => ({ index, at, action }))
  expect(actions).toHaveLength(6)
  expect(events).toEqual(inOneThread(actions, 15_000).trace)
  await controller.runUntil(20_000)
  expect(await controller.traceHash()).toBe(inOneThread(actions, 20_000).traceHash())
})

test('a branch with another seed from an instant on is reproduced from its run file', async () => {
  const acts = [{ at: 9001, action: { type: 'Reseed', seed: 99 } }] as const
  const { controller } = await opened({ actions: until(9000), at: 9000, acts, until: 9001 })
  await controller.runUntil(14_000)
  const text = await controller.exportRun()
  if (isRefused(text)) throw new Error(text.refused)
  const file = parseRunFile(text)
  if (isRefused(file)) throw new Error(file.refused)
  const again = inOneThread(file.actions, 14_000)
  expect(again.traceHash()).toBe(file.hash)
  const parent = inOneThread(until(9000), 14_000)
  expect(again.trace.filter(({ at }) => at <= 9000)).toEqual(parent.trace.filter(({ at }) => at <= 9000))
  expect(again.traceHash()).not.toBe(parent.traceHash())
})

test('a branch is stored with all its actions and the journal of the shared part', async () => {
  const branch = {
    root: 'parent',
    parent: 'parent',
    at: 12_000,
    name: 'mine',
    number: 1,
    change: { type: 'none' },
  } as const
  const {
    controller,
    opened: { runId },
  } = await opened({ actions: until(12_000), at: 12_000, branch })
  await controller.do({ type: 'Kill', participant: 'node-4' })
  await controller.close()
  const catalog = await RunCatalog.open()
  expect(await catalog.find(runId)).toMatchObject({ header, branch })
  const actions = await catalog.actions(runId)
  expect(actions.slice(0, -1)).toEqual(until(12_000))
  expect(actions.at(-1)).toMatchObject({ at: 12_001, action: { type: 'Kill', participant: 'node-4' } })
  const stores = await openRunStores(runId, { create: false })
  const [head] = await stores.journal.heads()
  expect(head).toMatchObject({ highestSequenceNr: 1 })
  stores.close()
  catalog.close()

  // As a recording it can be continued, with the same stores.
  const lane = { actions, at: 12_001, branch, stored: runId }
  const continued = await opened(lane)
  expect(continued.opened.runId).toBe(runId)
  await continued.controller.do({ type: 'Start', participant: 'node-4' })
  await continued.controller.runUntil(20_000)
  const expected = [
    ...actions,
    { index: actions.length, at: 12_002, action: { type: 'Start', participant: 'node-4' } as const },
  ]
  expect(await continued.controller.traceHash()).toBe(inOneThread(expected, 20_000).traceHash())
  await continued.controller.close()
})

test('a lane that came with a run file gets its journal when it is opened for the first time', async () => {
  const [runId, branch] = ['came-with-file', null]
  const actions = until(12_000)
  const catalog = await RunCatalog.open()
  await catalog.add({ runId, header, createdAt: 0, unplayed: 12_000 }, actions)
  const { controller } = await opened({ actions, at: 12_000, branch, stored: runId })
  expect(await controller.traceHash()).toBe(inOneThread(actions, 12_000).traceHash())
  expect(controller.clockState.storageFailure).toBeNull()
  await controller.close()
  expect(await catalog.find(runId)).toMatchObject({ unplayed: null })
  expect(await catalog.actions(runId), 'no action is stored twice').toEqual(actions)
  catalog.close()
  const stores = await openRunStores(runId, { create: false })
  const [head] = await stores.journal.heads()
  expect(head).toMatchObject({ highestSequenceNr: 1 })
  stores.close()
})

test('a lane that is opened as a recording starts no worker', async () => {
  const { answer, events } = await open({ actions: until(9000), at: 9000, recordingOnly: true })
  if (isRefused(answer)) throw new Error(answer.refused)
  expect(events).toEqual(inOneThread(until(9000), 9000).trace)
})

test('a script is performed in one thread with the trace of a run that is told each step, and goes on over the workers', async () => {
  const check: Check = { type: 'eventually', what: { fact: 'members', status: 'Up' } }
  const never: Check = { type: 'eventually', what: { event: 'SnapshotSaved' } }
  const script: readonly ScriptStep[] = [
    { type: 'wait', check, withinMs: 60_000 },
    { type: 'act', action: write('a') },
    { type: 'act', action: { type: 'Kill', participant: 'node-4' } },
    { type: 'wait', check: never, withinMs: 500 },
    { type: 'judge', checks: [check, never] },
  ]
  const told = await opened({ until: 0 })
  const formed = await told.controller.until(check, { withinMs: 60_000 })
  await told.controller.do(write('a'))
  await told.controller.do({ type: 'Kill', participant: 'node-4' })
  const missed = await told.controller.until(never, { withinMs: 500 })
  if (isRefused(formed) || isRefused(missed)) throw new Error('refused')

  const { answer, events } = await open({ script, until: 0 })
  if (isRefused(answer)) throw new Error(answer.refused)
  expect(answer.opened.script).toEqual({
    outcomes: [
      { at: formed.at, verdicts: ['true'] },
      { at: formed.at + 1, verdicts: [] },
      { at: formed.at + 2, verdicts: [] },
      { at: missed.at, verdicts: ['open'] },
      { at: missed.at, verdicts: ['true', 'open'] },
    ],
    problem: null,
  })
  expect(events.at(-1)?.at).toBeLessThanOrEqual(missed.at)
  await told.controller.runUntil(20_000)
  await answer.controller.runUntil(20_000)
  expect(await answer.controller.traceHash()).toBe(await told.controller.traceHash())
})

test('a script ends at an impossible act, and the run stays where it is', async () => {
  const script: readonly ScriptStep[] = [
    { type: 'act', action: { type: 'Kill', participant: 'node-1' } },
    { type: 'act', action: { type: 'Kill', participant: 'node-1' } },
    { type: 'act', action: write('a') },
  ]
  const { answer } = await open({ script, until: 0 })
  if (isRefused(answer)) throw new Error(answer.refused)
  expect(answer.opened.script).toMatchObject({
    outcomes: [{ at: 1, verdicts: [] }],
    problem: { code: 'not-running' },
  })
  expect(answer.controller.clockState.now).toBe(1)
})
