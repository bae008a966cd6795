import { beforeEach, describe, expect, test } from 'vitest'
import type { Check } from '../trace/check.ts'
import { latestInstantMs } from '../trace/identifiers.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import { refuse } from '../trace/refused.ts'
import type { RunFile } from '../trace/run-file.ts'
import { testHeader } from '../trace/sample-run.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import type { WatchDecision } from '../trace/watch-checks.ts'
import { Conductor } from './conductor.ts'
import { inProcessHosts } from './in-process-host.ts'
import { RunController } from './run-controller.ts'
import { RunWatch } from './run-watch.ts'
import type { SessionUpdate } from './session.ts'
import { ToyParticipant, toyPlan } from './toy-run.ts'
import type { WallClock } from './wall-clock.ts'

const plan = toyPlan({ seed: 7, nodes: 3 })
const header = testHeader('toy', 7)

/** A wall clock that the test advances. Each reading also advances it by 0.001 ms, as if work took time. */
class HandClock implements WallClock {
  #now = 0
  #timers: { readonly at: number; readonly run: () => void }[] = []

  now(): number {
    this.#now += 0.001
    return this.#now
  }

  later(run: () => void, ms: number): void {
    this.#timers.push({ at: this.#now + ms, run })
  }

  jump(ms: number): void {
    this.#now += ms
  }

  /** Advances by `ms`, one ms at a time, and runs the due timers and settled promises after each. */
  async pass(ms: number): Promise<void> {
    for (let i = 0; i <= ms; i++) {
      if (i > 0) this.#now += 1
      await this.settle()
    }
  }

  async settle(): Promise<void> {
    for (;;) {
      await new Promise(resolve => setImmediate(resolve))
      const due = this.#timers.filter(timer => timer.at <= this.#now)
      if (due.length === 0) return
      this.#timers = this.#timers.filter(timer => timer.at > this.#now)
      for (const timer of due) timer.run()
    }
  }

  /** Advances the clock until the promise is settled. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let open = true
    const settled = promise.finally(() => {
      open = false
    })
    while (open) await this.pass(1)
    return settled
  }
}

let clock: HandClock
let conductor: Conductor
let session: RunController

beforeEach(async () => {
  clock = new HandClock()
  const hosts = inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot))
  conductor = new Conductor({ plan, hosts })
  await conductor.start()
  session = new RunController({ header, conductor, clock })
})

describe('RunController', () => {
  test('is paused until it is played, then runs at the given speed', async () => {
    await clock.pass(1000)
    expect(await session.now()).toBe(0)
    await session.play()
    await clock.pass(1000)
    expect(conductor.frontier).toBeGreaterThan(970)
    expect(conductor.frontier).toBeLessThanOrEqual(1000)
    await session.speed(0.1)
    const before = conductor.frontier
    await clock.pass(1000)
    expect(conductor.frontier - before).toBeGreaterThan(96)
    expect(conductor.frontier - before).toBeLessThanOrEqual(100)
    expect(session.clockState.achieved).toBeCloseTo(0.1, 1)
    await session.pause()
    const stopped = conductor.frontier
    await clock.pass(500)
    expect(conductor.frontier).toBe(stopped)
    expect(session.clockState).toMatchObject({ playing: false, achieved: 0 })
  })

  test('does not catch up after a stall of the wall clock', async () => {
    await session.play()
    await clock.pass(100)
    const before = conductor.frontier
    clock.jump(60_000)
    await clock.pass(20)
    expect(conductor.frontier - before).toBeGreaterThan(50)
    expect(conductor.frontier - before).toBeLessThanOrEqual(125)
  })

  test('forgets sent events when asked to, with the same updates, checks and hash', async () => {
    const run = async (forgetsSent: boolean) => {
      const hosts = inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot))
      const own = new Conductor({ plan, hosts })
      await own.start()
      const controller = new RunController({ header, conductor: own, clock, forgetsSent })
      const received: TraceEvent[] = []
      controller.subscribe(({ events }) => received.push(...events))
      await clock.until(controller.runUntil(500))
      await controller.do({ type: 'Kill', participant: 'node-2' })
      const outcome = await clock.until(
        controller.until({ type: 'eventually', what: { event: 'ParticipantStopped' } }),
      )
      await clock.until(controller.runUntil(1000))
      return { received, outcome, hash: await controller.traceHash(), held: own.trace.length }
    }
    const [keeping, forgetting] = [await run(false), await run(true)]
    expect(forgetting).toEqual({ ...keeping, held: forgetting.held })
    expect(keeping.outcome).toMatchObject({ verdict: 'true' })
    expect(keeping.held).toBe(keeping.received.length)
    expect(forgetting.held).toBeLessThan(keeping.held / 10)
  })

  test('computes without waiting at infinite speed', async () => {
    await session.speed(Number.POSITIVE_INFINITY)
    await session.play()
    await new Promise(resolve => setImmediate(resolve))
    const paused = session.pause()
    await clock.settle()
    await paused
    expect(conductor.frontier).toBeGreaterThan(100)
  })

  test('runs until an instant and stops exactly there', async () => {
    expect(await clock.until(session.runUntil(1234))).toBe(1234)
    expect(await session.now()).toBe(1234)
    await clock.pass(100)
    expect(await session.now()).toBe(1234)
    expect(await session.runUntil(1000)).toMatchObject({
      refused: '[1000] ms is in the past: the run is computed up to [1234] ms. Give a later instant.',
    })
    expect(await session.runUntil(Number.NaN)).toMatchObject({
      refused: '[NaN] is not a valid instant. Give whole milliseconds, 0 or more.',
    })
  })

  test('steps to the next instant at which something happens', async () => {
    await session.step()
    expect(conductor.trace.map(event => event.type)).toContain('ParticipantStarted')
    const due = conductor.nextDue
    expect(await session.step()).toBe(due)
    expect(conductor.frontier).toBe(due)
  })

  test('computes the instant of an action that is performed while paused', async () => {
    await clock.until(session.runUntil(100))
    expect(await session.do({ type: 'Kill', participant: 'node-1' })).toEqual({ index: 0, at: 101 })
    const stopped = conductor.trace.find(event => event.type === 'ParticipantStopped')
    expect(stopped).toMatchObject({ participant: 'node-1', at: 101 })
    expect(await session.do({ type: 'Kill', participant: 'node-1' })).toMatchObject({
      refused: '[node-1] is not running. Start it first.',
    })
  })

  test('runs until a check is decided and pauses at the instant of the deciding event', async () => {
    const tick = { event: 'Logged', node: 'node-2' } as const
    const done = await clock.until(session.until({ type: 'eventually', what: tick, times: 3 }))
    const third = conductor.trace.filter(event => event.type === 'Logged' && event.node === 'node-2')[2]
    expect(done).toEqual({ verdict: 'true', at: third!.at })
    expect(conductor.frontier).toBe(third!.at)
    expect(session.clockState.playing).toBe(false)
  })

  test('stops waiting for a check exactly after the allowed time', async () => {
    await clock.until(session.runUntil(50))
    const check = { type: 'eventually', what: { event: 'MemberChanged' } } as const
    expect(await clock.until(session.until(check, { withinMs: 700 }))).toEqual({ verdict: 'open', at: 750 })
  })

  test('stops at the instant at which the answer of a leadsTo is overdue', async () => {
    const check = {
      type: 'leadsTo',
      when: { event: 'ParticipantStarted', node: 'node-1' },
      then: { event: 'MemberChanged' },
      withinMs: 300,
    } as const
    const done = await clock.until(session.until(check))
    expect(done).toMatchObject({ verdict: 'false' })
    expect(conductor.frontier).toBe((done as { at: number }).at)
    expect(conductor.frontier).toBeLessThanOrEqual(301)
  })

  test('evaluates a check from the instant of the last action on', async () => {
    await clock.until(session.runUntil(100))
    await session.do({ type: 'Kill', participant: 'node-1' })
    const stopped = { event: 'ParticipantStopped', where: { participant: 'node-1' } } as const
    const check = { type: 'eventually', what: stopped } as const
    expect(await clock.until(session.until(check))).toEqual({ verdict: 'true', at: 101 })
    await clock.until(session.runUntil(200))
    expect(await clock.until(session.until(check, { withinMs: 100 }))).toEqual({ verdict: 'open', at: 300 })
    expect(await session.check(check)).toBe('true')
  })

  describe('with lamps', () => {
    const tick = { event: 'Logged', node: 'node-2' } as const
    const words = { en: 'never again', ja: '二度と' }
    const lamp = (id: string, check: Check): OwnLamp => ({ id, words, check, from: 0 })
    const ticks = () => conductor.trace.filter(event => event.type === 'Logged' && event.node === 'node-2')

    beforeEach(() => {
      const watch = new RunWatch(conductor.recording, [
        { id: 'of-scenario', check: { type: 'atMost', what: tick, times: 2 } },
      ])
      session = new RunController({ header, conductor, clock, watch })
    })

    test('sends each decision once, with its event, to every listener', async () => {
      const early: WatchDecision[] = []
      session.subscribe(({ decisions }) => early.push(...decisions))
      await clock.until(session.runUntil(2000))
      await clock.pass(20)
      const late: WatchDecision[] = []
      session.subscribe(({ decisions }) => late.push(...decisions))
      const third = ticks()[2]!
      expect(early).toMatchObject([{ id: 'of-scenario', verdict: 'false', at: third.at, event: third }])
      expect(early[0]?.events).toBe(conductor.trace.indexOf(third) + 1)
      expect(late).toEqual(early)
    })

    test('pauses at the exact instant at which a chosen lamp turns red, and only then', async () => {
      await clock.until(session.stopAtLamp('of-scenario', true))
      await clock.until(session.speed(Number.POSITIVE_INFINITY))
      const until = clock.until(session.runUntil(5000))
      expect(await until).toMatchObject({ refused: expect.stringMatching(/^Paused at/) })
      const third = ticks()[2]!
      expect(conductor.frontier).toBe(third.at)
      expect(ticks().at(-1)!.at).toBe(third.at)
      expect(await clock.until(session.runUntil(5000))).toBe(5000)
    })

    test('pauses at the instant at which a missing event is overdue', async () => {
      const overdue = {
        type: 'leadsTo',
        when: { event: 'ParticipantStarted', node: 'node-1' },
        then: { event: 'MemberChanged' },
        withinMs: 333,
      } as const
      session = new RunController({
        header,
        conductor,
        clock,
        watch: new RunWatch(conductor.recording, [{ id: 'overdue', check: overdue }]),
      })
      await clock.until(session.stopAtLamp('overdue', true))
      await clock.until(session.runUntil(5000))
      const started = conductor.trace.find(
        event => event.type === 'ParticipantStarted' && event.node === 'node-1',
      )
      expect(conductor.frontier).toBe(started!.at + 333)
    })

    test('judges an added lamp from then on, keeps it in the run file, and forgets a removed one', async () => {
      await clock.until(session.runUntil(500))
      const added = lamp('added', { type: 'never', what: tick })
      expect(await clock.until(session.addLamp(added))).toBe(conductor.trace.length)
      await clock.until(session.addLamp(lamp('removed', { type: 'never', what: tick })))
      await clock.until(session.removeLamp('removed'))
      const decisions: WatchDecision[] = []
      session.subscribe(update => decisions.push(...update.decisions))
      const hash = await clock.until(session.traceHash())
      const file = JSON.parse((await clock.until(session.exportRun())) as string) as RunFile
      expect(file.lamps).toEqual([added])
      expect(file.hash).toBe(hash)
      await clock.until(session.runUntil(2000))
      await clock.pass(20)
      const next = ticks().find(({ at }) => at > 500)
      expect(decisions.filter(({ id }) => id !== 'of-scenario')).toMatchObject([{ id: 'added', event: next }])
    })

    test('keeps a new name in the run file, and refuses an empty one', async () => {
      const added = lamp('added', { type: 'never', what: tick })
      await session.addLamp(added)
      await session.renameLamp('added', { en: 'No tick', ja: '刻みなし' })
      expect(await session.renameLamp('added', { en: ' ', ja: ' ' })).toMatchObject({
        refused: 'A lamp needs a name. Write what it watches.',
      })
      const file = JSON.parse((await session.exportRun()) as string) as RunFile
      expect(file.lamps).toEqual([{ ...added, words: { en: 'No tick', ja: '刻みなし' } }])
    })

    test('refuses more lamps than a run can have', async () => {
      for (let i = 0; i < 20; i++)
        expect(await session.addLamp(lamp(`${i}`, { type: 'never', what: tick }))).toBe(0)
      expect(await session.addLamp(lamp('more', { type: 'never', what: tick }))).toMatchObject({
        refused: 'A run has at most 20 lamps of your own. Remove one first.',
      })
    })
  })

  test('ends waiting checks and instants when it is paused', async () => {
    const never = session.until({ type: 'eventually', what: { event: 'MemberChanged' } }, { speed: 1 })
    const far = session.runUntil(80_000_000)
    await clock.until(session.pause())
    expect(await never).toMatchObject({ verdict: 'open' })
    expect(await far).toMatchObject({ refused: expect.stringMatching(/^Paused at \[\d+\] ms, before/) })
  })

  test('sends a listener the whole trace in order, at most one batch per 16 ms', async () => {
    await clock.until(session.runUntil(500))
    const batches: { readonly wall: number; readonly update: SessionUpdate }[] = []
    const leave = session.subscribe(update => batches.push({ wall: clock.now(), update }))
    expect(batches[0]!.update.events).toEqual(conductor.trace)
    await session.play()
    await clock.pass(400)
    const seen = batches.flatMap(batch => batch.update.events)
    expect(batches.length).toBeGreaterThan(20)
    expect(seen).toEqual(conductor.trace.slice(0, seen.length))
    for (let i = 2; i < batches.length; i++) {
      expect(batches[i]!.wall - batches[i - 1]!.wall).toBeGreaterThanOrEqual(16)
    }
    await session.pause()
    await clock.settle()
    const all: TraceEvent[] = batches.flatMap(batch => [...batch.update.events])
    expect(all).toEqual(conductor.trace)
    expect(batches.at(-1)!.update.clock).toMatchObject({ playing: false, now: conductor.frontier })
    leave()
    await clock.until(session.runUntil(1500))
    expect(batches.flatMap(batch => batch.update.events)).toEqual(all)
  })

  test('waits for a listener that is too many events behind', async () => {
    session = new RunController({ header, conductor, clock, maxBehind: 200 })
    let got = 0
    session.subscribe(update => {
      got += update.events.length
    })
    await session.play()
    await session.speed(20)
    await clock.pass(500)
    const stuck = conductor.frontier
    expect(got).toBeGreaterThan(200)
    await clock.pass(500)
    expect(conductor.frontier).toBe(stuck)
    session.acknowledge(got)
    await clock.pass(100)
    expect(conductor.frontier).toBeGreaterThan(stuck)
  })

  test('exports a run file that replays to the same hash', async () => {
    await clock.until(session.runUntil(100))
    await session.do({ type: 'Kill', participant: 'node-1' })
    await clock.until(session.runUntil(300))
    const file = JSON.parse(String(await session.exportRun())) as RunFile
    expect(file).toEqual({
      header,
      actions: [{ index: 0, at: 101, action: { type: 'Kill', participant: 'node-1' } }],
      until: 300,
      hash: await session.traceHash(),
    })
  })

  test('refuses invalid speeds and times', async () => {
    expect(await session.runUntil(null as never)).toMatchObject({
      refused: '[null] is not a valid instant. Give whole milliseconds, 0 or more.',
    })
    expect(await session.speed(0)).toMatchObject({
      refused: '[0] is not a valid speed. Give a number above 0.',
    })
    const check = { type: 'eventually', what: { event: 'Logged' } } as const
    expect(await session.until(check, { withinMs: -1 })).toMatchObject({ refused: expect.any(String) })
    expect(await session.until(check, { speed: Number.NaN })).toMatchObject({ refused: expect.any(String) })
  })

  test('shows in the clock why a run broke, and ends waiting checks and instants', async () => {
    const broken = new Conductor({
      plan,
      hosts: () => ({
        advance: () => {
          throw new Error('no such thing')
        },
        terminate: () => undefined,
      }),
    })
    broken.start()
    session = new RunController({ header, conductor: broken, clock })
    const reason = { ...refuse('unexpected-error', { name: 'Error' }), detail: 'no such thing' }
    expect(await clock.until(session.runUntil(100))).toEqual(reason)
    expect(session.clockState).toMatchObject({ broken: reason, playing: false })
    expect(await session.do({ type: 'PowerFailure' })).toEqual(reason)
  })

  const check = { type: 'eventually', what: { event: 'Logged', where: { text: 'never' } } } as const
  const calls: { readonly [name: string]: (session: RunController) => Promise<unknown> } = {
    do: session => session.do({ type: 'PowerFailure' }),
    until: session => session.until(check),
    check: session => session.check(check),
    now: session => session.now(),
    play: session => session.play(),
    pause: session => session.pause(),
    step: session => session.step(),
    speed: session => session.speed(2),
    runUntil: session => session.runUntil(10_000_000),
    traceHash: session => session.traceHash(),
    exportRun: session => session.exportRun(),
  }
  const closed = refuse('run-closed')

  test.each(Object.keys(calls))('refuses [%s] on a closed run', async name => {
    await clock.until(session.close())
    expect(await calls[name]!(session)).toEqual(closed)
  })

  test.each(Object.keys(calls))('refuses [%s] when the run closes before it settles', async name => {
    const answer = calls[name]!(session)
    await clock.until(session.close())
    expect(await answer).toEqual(closed)
  })

  test('drops a queued action when the run is closed', async () => {
    const pausing = session.pause()
    const killing = session.do({ type: 'Kill', participant: 'node-1' })
    await clock.until(session.close())
    expect(await Promise.all([pausing, killing])).toEqual([closed, closed])
    expect(conductor.actions).toEqual([])
  })

  test('ends the run with a sentence for every caller when a listener throws', async () => {
    session.subscribe(({ clock }) => {
      if (clock.playing) throw new Error('A listener failed.')
    })
    const refused = { ...refuse('unexpected-error', { name: 'Error' }), detail: 'A listener failed.' }
    expect(await clock.until(session.until(check))).toEqual(refused)
    expect(await session.exportRun()).toEqual(refused)
    expect(session.clockState.broken).toEqual(refused)
  })
})

describe('at the last instant of a run', () => {
  beforeEach(async () => {
    const idle = { ...plan, participants: [] }
    conductor = new Conductor({
      plan: idle,
      hosts: inProcessHosts((who, boot) => new ToyParticipant(idle, who, boot)),
    })
    await conductor.start()
    session = new RunController({ header, conductor, clock })
  })

  test('a later instant is refused with a sentence that names the limit', async () => {
    expect(await session.runUntil(latestInstantMs + 1)).toMatchObject({
      refused: '[86400001] ms is too late: a run ends at [86400000] ms, 24 hours of virtual time.',
    })
    expect(await clock.until(session.runUntil(latestInstantMs))).toBe(latestInstantMs)
  })

  test('a playing run pauses and an action is refused', async () => {
    await clock.until(session.runUntil(latestInstantMs))
    await session.play()
    await clock.pass(50)
    expect(session.clockState).toMatchObject({ now: latestInstantMs, playing: false })
    expect(await clock.until(session.do({ type: 'PowerFailure' }))).toMatchObject({
      refused: expect.stringContaining('has reached its end at [86400000] ms'),
    })
    expect(conductor.actions).toEqual([])
  })
})
