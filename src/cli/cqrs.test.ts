import { describe, expect, test } from 'vitest'
import { seededRandom } from '../runtime/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { isRefused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { cqrsHeader, randomRun } from './random-run.ts'
import { type SimulationOptions, simulate } from './simulation.ts'
import { everyFaultPlan } from './swarm-plan.ts'

/** The action log of one random run with faults of every family. */
const recorded = randomRun(11, 30_000, { plan: everyFaultPlan })
const log: readonly LoggedAction[] = recorded.conductor.actions
const until = recorded.conductor.frontier

function hashOf(header: RunHeader, options: Partial<SimulationOptions> = {}): string {
  const run = simulate(header, { actions: log, until, ...options })
  if (isRefused(run)) throw new Error(run.refused)
  return run.traceHash()
}

describe('a run of cqrs', () => {
  test('has the same hash when its log is replayed', () => {
    expect(hashOf(cqrsHeader(11))).toBe(recorded.conductor.traceHash())
  })

  test('has the same hash with rounds of 1 ms, of random width and of the allowed maximum', () => {
    const options = { actions: log.filter(action => action.at < 40_000), until: 40_000 }
    const widest = hashOf(cqrsHeader(11), options)
    const random = seededRandom('cuts')
    expect(hashOf(cqrsHeader(11), { ...options, cutRounds: () => 1 })).toBe(widest)
    expect(hashOf(cqrsHeader(11), { ...options, cutRounds: (_, width) => 1 + random.below(width) })).toBe(
      widest,
    )
  })

  test('has another hash with another seed or one changed setting', () => {
    const options = { actions: [], until: 10_000 }
    const hash = hashOf(cqrsHeader(11), options)
    expect(hashOf(cqrsHeader(12), options)).not.toBe(hash)
    expect(hashOf(cqrsHeader(11, { cluster: { gossipIntervalMs: 201 } }), options)).not.toBe(hash)
  })

  test('refuses unknown settings in one sentence with their path', () => {
    expect(simulate(cqrsHeader(1, { cluster: { gosipIntervalMs: 5 } }), { until: 0 })).toMatchObject({
      refused: '`settings.cluster.gosipIntervalMs` is not known here.',
    })
    expect(simulate(cqrsHeader(1, { cluster: { gossipIntervalMs: 'soon' } }), { until: 0 })).toMatchObject({
      refused: '`settings.cluster.gossipIntervalMs` must be a whole number from 1 to 1000000000.',
    })
    expect(simulate({ ...cqrsHeader(1), scenario: 'nowhere' }, { until: 0 })).toMatchObject({
      refused:
        'Scenario [nowhere] does not exist. Choose one of: cqrs, cqrs-as-printed, web-server, workbench.',
    })
  })
})

test('a key named like a property of every object is not found before it is written', () => {
  const run = simulate(cqrsHeader(3), { until: 9000 })
  if (isRefused(run)) throw new Error(run.refused)
  run.do({
    type: 'Tell',
    participant: 'client',
    actor: '/user/client',
    message: { type: 'Get', key: 'constructor' },
  })
  run.advanceTo(12_000)
  const logged = run.trace.flatMap(event =>
    event.type === 'Logged' && event.node === 'client' ? [event.text] : [],
  )
  expect(logged).toContainEqual(
    expect.stringMatching(
      /^Get\(key=constructor\) -> GetReply\(value=null, reader=node-[34], sequenceNr=0\)$/,
    ),
  )
  expect(run.trace.filter(event => event.type === 'ActorFailed')).toEqual([])
})

test.each([
  '/system/distributedPubSubMediator',
  '/system/distributedPubSubMediator/read',
  '/system/receptionist',
  '/user/masterProxy',
])('a reader is up to date in the end although [%s] failed on every node', actor => {
  const run = simulate(cqrsHeader(5), { until: 9000 })
  if (isRefused(run)) throw new Error(run.refused)
  const write = (n: number) => {
    const message = { type: 'Write', key: 'k', value: `${n}` }
    run.do({ type: 'Tell', participant: 'client', actor: '/user/client', message })
    run.advanceTo(run.frontier + 3000)
  }
  write(1)
  for (const participant of ['node-1', 'node-2', 'node-3', 'node-4']) {
    const error = { fault: 'error', error: 'Boom', times: 1, during: 'message' } as const
    run.do({ type: 'FailNext', participant, actor, ...error })
  }
  run.advanceTo(run.frontier + 5000)
  for (let n = 2; n <= 4; n++) write(n)
  run.advanceTo(run.frontier + 5000)
  expect(run.trace.some(event => event.type === 'ActorRestarted' && event.actor.startsWith(actor))).toBe(true)
  for (const reader of ['node-3', 'node-4']) {
    const states = run.trace.flatMap(event =>
      event.type === 'StateChanged' && event.node === reader && event.actor.startsWith('/user/read#')
        ? [JSON.parse(event.state)]
        : [],
    )
    expect(states.at(-1)).toMatchObject({ entries: { k: '4' }, catchingUp: false })
  }
})

test('a command about a node that is gone is refused, or without effect when only the members know', () => {
  const run = simulate(cqrsHeader(7), { until: 8000 })
  if (isRefused(run)) throw new Error(run.refused)
  void run.do({ type: 'Kill', participant: 'node-4' })
  expect(run.do({ type: 'Leave', node: 'node-4' })).toMatchObject({
    refused: '[node-4] is not running. Start it first.',
  })
  run.advanceTo(30_000)
  void run.do({ type: 'Down', node: 'node-4' })
  run.advanceTo(31_000)
  const told = run.trace.filter(({ type }) => type === 'ActionHadNoEffect')
  expect(told).toMatchObject([{ why: 'no member has this name' }])
})

test('a writer with a lease starts when the database grants it, and is the one singleton of the view', () => {
  const settings = { cluster: { singleton: { useLease: true, leaseRetryIntervalMs: 1000 } } }
  const run = simulate(cqrsHeader(7, settings), { until: 0 })
  if (isRefused(run)) throw new Error(run.refused)
  const manager = () => {
    const view = foldAll(emptyView, run.trace)
    const { role } = view.participants['node-1']!.actors['/user/master']!
    return [role?.type === 'singleton-manager' ? role.state : null, view.singletons.length]
  }
  void run.do({ type: 'Kill', participant: 'database' })
  run.advanceTo(8000)
  expect(manager()).toEqual(['AcquiringLease', 0])
  void run.do({ type: 'Start', participant: 'database' })
  run.advanceTo(15_000)
  expect(manager()).toEqual(['Oldest', 1])
})
