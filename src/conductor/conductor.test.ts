import { describe, expect, test } from 'vitest'
import type { Action, LoggedAction } from '../trace/action.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import { isRefused, refuse } from '../trace/refused.ts'
import { formatRunFile } from '../trace/run-file.ts'
import { testHeader } from '../trace/sample-run.ts'
import type { StrategyText } from '../trace/supervision.ts'
import type { TraceEvent, TraceEventOf } from '../trace/trace-event.ts'
import { traceHash } from '../trace/trace-hash.ts'
import { Conductor, type ConductorOptions } from './conductor.ts'
import type { GrantResult, Host } from './host.ts'
import { inProcessHosts } from './in-process-host.ts'
import { replay } from './replay.ts'
import { HostDied, RunBroken } from './run-errors.ts'
import { ToyParticipant, toyPlan } from './toy-run.ts'
import { isOfConductor } from './trace-order.ts'

const supervise = (strategy: StrategyText): Action => ({
  type: 'Supervise',
  participant: 'node-1',
  actor: '/user/a',
  supervision: { rules: [{ error: 'Error', strategy }] },
})

const plan = toyPlan({ seed: 7, nodes: 4 })

function toyConductor(options: Partial<ConductorOptions> = {}): Conductor {
  const hosts = inProcessHosts((who, boot) => new ToyParticipant(options.plan ?? plan, who, boot))
  return new Conductor({ plan, hosts, ...options })
}

/** Actions at instants of their own choosing. */
const story: readonly { readonly at: number; readonly action: Action }[] = [
  { at: 0, action: { type: 'Tell', participant: 'client', actor: '/user/toy', message: { type: 'Hello' } } },
  { at: 207, action: { type: 'Kill', participant: 'node-2' } },
  { at: 207, action: { type: 'Kill', participant: 'database' } },
  { at: 350, action: { type: 'Start', participant: 'node-2' } },
  { at: 351, action: { type: 'Start', participant: 'database' } },
  { at: 400, action: { type: 'Start', participant: 'node-9', roles: ['read'] } },
  { at: 612, action: { type: 'Leave', node: 'node-3' } },
  { at: 700, action: { type: 'Down', node: 'node-3' } },
  { at: 800, action: { type: 'PowerFailure' } },
  { at: 801, action: { type: 'Tell', participant: 'node-1', actor: '/user/toy', message: { type: 'End' } } },
  { at: 900, action: { type: 'Start', participant: 'node-1' } },
]

async function play(conductor: Conductor, until = 1500): Promise<Conductor> {
  await conductor.start()
  for (const { at, action } of story) {
    await conductor.advanceTo(at - 1)
    expect(await conductor.do(action)).toMatchObject({ at })
  }
  await conductor.advanceTo(until)
  return conductor
}

const stops = (trace: readonly TraceEvent[]) => trace.filter(event => event.type === 'ParticipantStopped')

describe('Conductor', () => {
  test('computes equal traces for equal seeds and different traces for different seeds', async () => {
    const first = await play(toyConductor())
    const again = await play(toyConductor())
    const other = await play(toyConductor({ plan: toyPlan({ seed: 8, nodes: 4 }) }))
    expect(first.trace.length).toBeGreaterThan(500)
    expect(again.traceHash()).toBe(first.traceHash())
    expect(other.traceHash()).not.toBe(first.traceHash())
  })

  test('computes the same trace wherever rounds are cut', async () => {
    const widest = await play(toyConductor())
    const narrow = await play(toyConductor({ cutRounds: () => 1 }))
    let state = 1
    const random = (widest: number) => {
      state = Math.imul(state, 48271) & 0x7fffffff
      return 1 + (state % widest)
    }
    const mixed = await play(toyConductor({ cutRounds: (_, widest) => random(widest) }))
    expect(narrow.trace).toEqual(widest.trace)
    expect(mixed.traceHash()).toBe(widest.traceHash())
  })

  test('sorts the trace by instant, place within it, participant and sequence number, and hashes it as it grows', async () => {
    const { trace, ...conductor } = await play(toyConductor()).then(c => ({
      trace: c.trace,
      hash: c.traceHash(),
    }))
    const place = ({ node, type, cause }: TraceEvent) =>
      node !== 'conductor' ? 1 : type === 'ParticipantStopped' && !isOfConductor(cause) ? 2 : 0
    const sorted = trace.toSorted(
      (a, b) =>
        a.at - b.at || place(a) - place(b) || (a.node < b.node ? -1 : a.node > b.node ? 1 : a.seq - b.seq),
    )
    expect(trace).toEqual(sorted)
    expect(conductor.hash).toBe(traceHash(trace))
  })

  test('continues the sequence numbers of a participant in its next incarnation', async () => {
    const { trace } = await play(toyConductor())
    const own = trace.filter(event => event.node === 'node-2')
    expect(own.map(event => event.seq)).toEqual(own.map((_, i) => i))
    const starts = own.filter(event => event.type === 'ParticipantStarted')
    expect(starts.map(event => event.incarnation)).toEqual([1, 2, 3])
  })

  test('computes the same trace from a recording, also when the replayed run continues', async () => {
    const recorded = await play(toyConductor())
    const hosts = inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot))
    const replayed = await replay({ plan, hosts }, recorded.actions, 1500)
    expect(replayed.traceHash()).toBe(recorded.traceHash())
    expect(replayed.frontier).toBe(1500)
  })

  test('performs an action at the first instant not yet computed, before all else there', async () => {
    const conductor = toyConductor()
    await conductor.start()
    await conductor.advanceTo(99)
    expect(await conductor.do({ type: 'Kill', participant: 'node-1' })).toEqual({ index: 0, at: 100 })
    expect(conductor.trace.every(event => event.at <= 99)).toBe(true)
    await conductor.advanceTo(200)
    expect(conductor.trace.filter(event => event.node === 'node-1').every(event => event.at < 100)).toBe(true)
    expect(stops(conductor.trace)).toMatchObject([
      { at: 100, participant: 'node-1', reason: 'killed', cause: 'conductor/0' },
    ])
  })

  test('gives a message the same order of fields live and from its run file', async () => {
    const header = testHeader('toy', 7)
    const conductor = toyConductor()
    await conductor.start()
    await conductor.do({
      type: 'Tell',
      participant: 'client',
      actor: '/user/toy',
      message: { key: 'hoge', value: { b: 1, a: [2] }, type: 'Hello' },
    })
    const again = parseRunFile(formatRunFile({ header, actions: conductor.actions }))
    expect(JSON.stringify(isRefused(again) ? again : again.actions[0]?.action)).toBe(
      JSON.stringify(conductor.actions[0]?.action),
    )
  })

  test('counts the envelopes in flight to a killed participant', async () => {
    const conductor = toyConductor()
    await conductor.start()
    await conductor.advanceTo(300)
    const flights = conductor.trace.filter(event => event.type === 'MessageSent' && event.dueAt! > 300)
    const victim = flights.find(event => event.type === 'MessageSent' && event.toNode!.startsWith('node-'))
    const to = (victim as TraceEventOf<'MessageSent'>).toNode!
    await conductor.do({ type: 'Kill', participant: to })
    await conductor.advanceTo(301)
    const lostInFlight = flights.filter(event => event.type === 'MessageSent' && event.toNode === to).length
    expect(stops(conductor.trace)).toMatchObject([{ participant: to, lostInFlight }])
  })

  test('never delivers an envelope for a dead incarnation to the next one', async () => {
    const conductor = toyConductor()
    await conductor.start()
    await conductor.advanceTo(300)
    await conductor.do({ type: 'Kill', participant: 'node-2' })
    await conductor.do({ type: 'Start', participant: 'node-2' })
    await conductor.advanceTo(600)
    const causes = new Map(conductor.trace.map(event => [`${event.node}/${event.seq}`, event]))
    const handled = conductor.trace.filter(
      event => event.type === 'MessageDelivered' && event.node === 'node-2' && event.at > 300,
    )
    expect(handled.length).toBeGreaterThan(0)
    for (const event of handled) expect(causes.get(event.cause!)!.at).toBeGreaterThan(300)
  })

  test('stops a participant that ends by itself at that instant, with its reason', async () => {
    const { trace } = await play(toyConductor())
    expect(stops(trace).filter(event => event.reason === 'left')).toMatchObject([
      { at: 612, participant: 'node-3' },
      { at: 801, participant: 'node-1' },
    ])
  })

  test('restarts only the running participants after a power failure', async () => {
    const { trace } = await play(toyConductor())
    const dead = stops(trace).filter(event => event.reason === 'power-failure')
    expect(dead.map(event => event.participant)).toEqual([
      'database',
      'node-1',
      'node-2',
      'node-4',
      'client',
      'node-9',
    ])
    const back = trace.filter(event => event.type === 'ParticipantStarted' && event.at === 800)
    expect(back.map(event => event.node)).toEqual([
      'client',
      'database',
      'node-1',
      'node-2',
      'node-4',
      'node-9',
    ])
  })

  test.each<[Action, string]>([
    [{ type: 'Kill', participant: 'nobody' }, 'There is no participant [nobody].'],
    [{ type: 'Start', participant: 'node-1' }, '[node-1] is already running.'],
    [{ type: 'Start', participant: 'x', roles: [] }, 'A new node must be named node-1 to node-9, not [x].'],
    [{ type: 'Start', participant: 'node-8' }, 'There is no participant [node-8].'],
    [{ type: 'Leave', node: 'client' }, '[client] is not a cluster node, so it cannot leave the cluster.'],
    [
      { type: 'Down', node: 'node-1', by: 'node-1' },
      '[node-1] cannot mark itself Down. Choose another node.',
    ],
    [{ type: 'Kill', participant: 'node-4' }, '[node-4] is not running. Start it first.'],
    [
      { type: 'Tell', participant: 'client', actor: '/user/client', message: { type: 'Bad' } },
      'This scenario has no command [Bad]. Choose one of: Add.',
    ],
    [
      { type: 'Tell', participant: 'client', actor: 'client', message: { type: 'Good' } },
      '[client] is not the path of an actor. Write it as [/user/name].',
    ],
    [
      { type: 'Supervise', participant: 'node-1', actor: '/user//a', supervision: null },
      '[/user//a] is not the path of an actor. Write it as [/user/name].',
    ],
    [
      { type: 'FailNext', participant: 'database', actor: '/system/journal' },
      'The actors of [database] cannot be reached. Kill and start it as a whole.',
    ],
    [{ type: 'FailNext', participant: 'node-1', actor: '/user/a', times: 0 }, '`times` must be at least 1.'],
    [
      { type: 'FailNext', participant: 'node-1', actor: '/user/a', error: 'no class' },
      '`error` must be the name of a class, such as IOException or Error.',
    ],
    [
      { type: 'FailNext', participant: 'node-1', actor: '/user/a', fault: 'endless-loop' },
      'No watchdog is running that could end [node-1] when it loops for ever. Choose this fault in the page.',
    ],
    [
      supervise({ type: 'restart', maxRestarts: 3, stopChildren: true }),
      '`supervision.rules[0].strategy.maxRestarts` needs a window in which the restarts are counted. Give withinMs too.',
    ],
    [
      supervise({
        type: 'backoff',
        minBackoffMs: 50,
        maxBackoffMs: 40,
        randomFactor: 0,
        stopChildren: true,
      }),
      '`supervision.rules[0].strategy.maxBackoffMs` must be at least as long as the shortest backoff, 50 ms.',
    ],
    [
      { type: 'Explode' } as unknown as Action,
      '`type` must be one of Start, Kill, Leave, PrepareForShutdown, Down, Tell, FailNext, Supervise, Reseed, PowerFailure, LoadJournal, Cut, Heal, Partition, SetLinks, HoldArrivals, Freeze, Thaw, Block, BreakDatabase, RepairDatabase, Hold, Release, DeliverNow, Drop, Duplicate, Delay, MoveBefore.',
    ],
  ])('refuses %j with a sentence', async (action, sentence) => {
    const conductor = toyConductor()
    await conductor.start()
    await conductor.do({ type: 'Kill', participant: 'node-4' })
    expect(await conductor.do(action)).toMatchObject({ refused: sentence })
    expect(conductor.actions).toHaveLength(1)
  })

  test('puts no effect before its cause within an instant', async () => {
    const { trace } = await play(toyConductor())
    const place = (where: (event: TraceEvent) => boolean) => trace.findIndex(where)
    const isStop = (event: TraceEvent, id: string) =>
      event.type === 'ParticipantStopped' && event.participant === id
    // All are stopped by the power failure before any of them starts again, also those that sort before the conductor.
    const failed = trace.find(
      event => event.type === 'ParticipantStopped' && event.reason === 'power-failure',
    )
    const lastStop = trace.findLastIndex(
      event => event.type === 'ParticipantStopped' && event.at === failed!.at,
    )
    const firstOfOthers = place(event => event.at === failed!.at && event.node !== 'conductor')
    expect(lastStop).toBeLessThan(firstOfOthers)
    // A node that ends by itself has emitted all its events before its end.
    const left = trace.find(event => isStop(event, 'node-3') && !isOfConductor(event.cause))
    const lastOwn = trace.findLastIndex(event => event.node === 'node-3' && event.at === left!.at)
    expect(lastOwn).toBeLessThan(place(event => event === left))
  })

  test('writes an action to the run log before a participant gets it', async () => {
    const seen: string[] = []
    const log = {
      append: async (logged: LoggedAction) => {
        await Promise.resolve()
        seen.push(`written ${logged.action.type}`)
      },
    }
    const hosts = inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot))
    const watched: ConductorOptions['hosts'] = (who, boot) => {
      if (boot.incarnation > 1) seen.push(`started ${who.id}`)
      return hosts(who, boot)
    }
    const conductor = toyConductor({ log, hosts: watched })
    await conductor.start()
    await conductor.do({ type: 'Kill', participant: 'node-1' })
    await conductor.do({ type: 'Start', participant: 'node-1' })
    expect(seen).toEqual(['written Kill', 'written Start', 'started node-1'])
  })

  test('logs the death of a worker as a Kill, which a replay repeats', async () => {
    const conductor = toyConductor({ hosts: dyingHosts('node-2', 300) })
    await conductor.start()
    await conductor.advanceTo(600)
    expect(conductor.actions).toMatchObject([
      { action: { type: 'Kill', participant: 'node-2', reason: 'failed' } },
    ])
    expect(stops(conductor.trace)).toMatchObject([{ participant: 'node-2', reason: 'failed' }])
    const hosts = inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot))
    const again = await replay({ plan, hosts }, conductor.actions, 600)
    expect(again.trace).toEqual(conductor.trace)
  })

  test('breaks the run with a sentence when its database dies or a participant throws', async () => {
    const conductor = toyConductor({ hosts: dyingHosts('database', 300) })
    await conductor.start()
    await expect(conductor.advanceTo(600)).rejects.toThrow(RunBroken)
    expect(conductor.broken?.refused).toBe(
      'The worker of [database] was terminated. The run needs the database. Load the page again.',
    )
    expect(await conductor.do({ type: 'PowerFailure' })).toBe(conductor.broken)
    const throwing = toyConductor({
      hosts: () => ({
        advance: () => {
          throw new TypeError('no such thing')
        },
        terminate: () => undefined,
      }),
    })
    throwing.start()
    expect(() => throwing.advanceTo(1)).toThrow(
      new RunBroken({ ...refuse('unexpected-error', { name: 'TypeError' }), detail: 'no such thing' }),
    )
  })

  test('is synchronous while all participants are', () => {
    const nodes = { ...plan, participants: plan.participants.filter(who => who.kind === 'node') }
    const conductor = toyConductor({ plan: nodes })
    conductor.start()
    expect(conductor.advanceTo(5000)).toBeUndefined()
    expect(conductor.frontier).toBe(5000)
  })

  test('grants no round to a participant without work', () => {
    let grants = 0
    const idle: Host = {
      advance: (): GrantResult => {
        grants += 1
        return { trace: [], nextDue: null, taken: 0, sent: {} }
      },
      terminate: () => undefined,
    }
    const conductor = toyConductor({ hosts: () => idle })
    conductor.start()
    conductor.advanceTo(1_000_000)
    expect(grants).toBe(plan.participants.length)
    expect(conductor.nextDue).toBeNull()
  })
})

/** In-process hosts; the one of `id` dies in the first round that begins at or after `at`. */
function dyingHosts(id: string, at: number): ConductorOptions['hosts'] {
  const hosts = inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot))
  return (who, boot) => {
    const host = hosts(who, boot) as Host
    if (who.id !== id) return host
    return {
      advance: grant =>
        grant.from >= at
          ? Promise.reject(new HostDied(id, refuse('worker-terminated', { participant: id })))
          : host.advance(grant),
      terminate: () => host.terminate(),
    }
  }
}
