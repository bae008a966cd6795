import { describe, expect, test } from 'vitest'
import type { Conductor } from '../conductor/conductor.ts'
import { scenarios } from '../scenarios/find-scenario.ts'
import { lampsOf } from '../scenarios/lamps.ts'
import type { Action } from '../trace/action.ts'
import { parseCheck } from '../trace/check-schema.ts'
import type { Plain } from '../trace/plain.ts'
import { isRefused } from '../trace/refused.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import {
  hastyCache,
  muteProxy,
  overdueDeletion,
  volatileJournal,
  withoutCatchUp,
} from './planted-defects.fixture.ts'
import { cqrsHeader } from './random-run.ts'
import { redLamps } from './red-lamps.ts'
import { type SimulationOptions, simulate } from './simulation.ts'
import { WebServerRun } from './web-server-run.ts'

type Options = Omit<SimulationOptions, 'until'> & {
  readonly settings?: { readonly [key: string]: Plain }
}

/** A formed `cqrs` cluster, with acts one after the other. */
class CqrsRun {
  readonly conductor: Conductor

  constructor({ settings = {}, ...options }: Options = {}) {
    const run = simulate(cqrsHeader(1, settings), { ...options, until: 15_000 })
    if (isRefused(run)) throw new Error(run.refused)
    this.conductor = run
  }

  do(action: Action, thenMs = 2000): this {
    const done = this.conductor.do(action)
    if (done instanceof Promise || isRefused(done)) throw new Error(`Refused: ${JSON.stringify(done)}`)
    return this.run(thenMs)
  }

  write(key: string, thenMs?: number): this {
    return this.tell({ type: 'Write', key, value: key }, thenMs)
  }

  tell(message: { readonly type: string; readonly [field: string]: string }, thenMs?: number): this {
    return this.do({ type: 'Tell', participant: 'client', actor: '/user/client', message }, thenMs)
  }

  restart(participant: string): this {
    return this.do({ type: 'Kill', participant }).do({ type: 'Start', participant })
  }

  run(ms: number): this {
    this.conductor.advanceTo(this.conductor.frontier + ms)
    return this
  }
}

const redIn = ({ conductor: { plan, trace, frontier } }: { readonly conductor: Conductor }) =>
  redLamps(lampsOf(plan.scenario), trace, frontier)
const idsOf = (run: { readonly conductor: Conductor }) => redIn(run).map(({ id }) => id)

/** The same acts for a defective and for a sound cluster: the defect shows as this lamp, and as no other before it. */
interface PlantedDefect {
  readonly name: string
  readonly lamp: string
  readonly defect: Options
  readonly acts: (run: CqrsRun) => CqrsRun
  readonly event: (event: TraceEvent | null) => unknown
}

const planted: readonly PlantedDefect[] = [
  {
    name: 'auto-down splits a partitioned cluster, and each side starts a writer',
    lamp: 'one-writer',
    defect: { settings: { cluster: { downing: { strategy: 'auto-down', afterMs: 1000 } } } },
    acts: run => {
      const sides = [['node-1'], ['node-2', 'node-3', 'node-4']]
      return run.do({ type: 'Partition', sides }, 20_000)
    },
    event: event => event?.type === 'ActorStarted' && event.node === 'node-2',
  },
  {
    name: 'a reader applies an update although it missed the one before',
    lamp: 'same-data',
    defect: { code: withoutCatchUp('apply') },
    acts: run => {
      run.write('a').do({ type: 'Cut', links: [{ from: 'node-1', to: 'node-3', oneWay: true }] }, 0)
      return run.write('b').do({ type: 'Heal' }, 0).write('c').run(20_000)
    },
    event: event => event?.type === 'StateChanged' && event.node === 'node-3',
  },
  {
    name: 'a reader that missed an update waits for it for ever',
    lamp: 'readers-agree',
    defect: { code: withoutCatchUp('ignore') },
    acts: run => {
      run.write('a').do({ type: 'Cut', links: [{ from: 'node-1', to: 'node-4', oneWay: true }] }, 0)
      return run.write('b').do({ type: 'Heal' }, 0).write('c').run(20_000)
    },
    event: event => event === null,
  },
  {
    name: 'a proxy without a buffer drops a write while the writer moves',
    lamp: 'writes-kept',
    defect: { settings: { cluster: { singleton: { bufferSize: 0 } } } },
    acts: run => {
      run.do({ type: 'Kill', participant: 'node-1' }, 500)
      for (let i = 0; i < 24; i++) run.write('a', 500)
      return run.run(20_000)
    },
    event: event => event?.type === 'MessageDropped' && event.label === 'Write',
  },
  {
    name: 'a database acknowledges events that do not survive its restart',
    lamp: 'nothing-lost',
    defect: { wrapStores: volatileJournal },
    acts: run => run.write('a').write('b').restart('database').restart('node-1').run(20_000).write('c', 8000),
    event: event => event?.type === 'JournalChanged' && event.highestSequenceNr === 1,
  },
  {
    name: 'a snapshot deletes an event that it does not hold',
    lamp: 'nothing-lost',
    defect: { wrapStores: overdueDeletion },
    acts: run => run.write('a').tell({ type: 'SaveSnapshot' }).write('b').restart('database').run(5000),
    event: event => event?.type === 'JournalChanged' && event.change === 'opened',
  },
  {
    name: 'without downing the members never agree after a crash',
    lamp: 'members-agree',
    defect: { settings: { cluster: { downing: { strategy: 'none' } } } },
    acts: run => run.do({ type: 'Kill', participant: 'node-4' }, 65_000),
    event: event => event === null,
  },
]

describe('a lamp of cqrs', () => {
  test.each(planted)('turns red when $name', ({ defect, acts, lamp, event }) => {
    const [first] = redIn(acts(new CqrsRun(defect)))
    expect(first).toMatchObject({ id: lamp, verdict: 'false' })
    expect(event(first?.event ?? null)).toBe(true)
  })

  test.each(planted)('stays green in the same run unless $name', ({ acts }) => {
    expect(idsOf(acts(new CqrsRun()))).toEqual([])
  })

  test('turns red when a write in a healthy cluster gets no answer, and names the write', () => {
    const [red, ...others] = redIn(new CqrsRun({ code: muteProxy }).write('a', 36_000))
    expect(others).toEqual([])
    expect(red).toMatchObject({ id: 'answered-once', event: null })
    expect(red?.since).toMatchObject({ type: 'MessageSent', label: 'Send', node: 'client' })
    expect(red?.at).toBe((red?.since?.at ?? 0) + 30_000)
  })

  test('turns red when a write is answered twice', () => {
    const { trace, frontier } = new CqrsRun().write('a').conductor
    const place = trace.findLastIndex(
      event => event.type === 'MessageSent' && event.toNode === 'client' && event.label === 'WriteAck',
    )
    const again = { ...trace[place], seq: 1_000_000 } as TraceEvent
    const [red] = redLamps(lampsOf('cqrs'), [...trace.slice(0, place + 1), again], frontier)
    expect(red).toMatchObject({ id: 'answered-once', event: again, since: trace[place] })
  })

  test('stays green through crashes, a leave, restarts and a power failure', () => {
    const run = new CqrsRun().write('a').do({ type: 'Kill', participant: 'node-1' }).write('b', 12_000)
    run.do({ type: 'Start', participant: 'node-1' }, 15_000).do({ type: 'Leave', node: 'node-2' }).write('c')
    run.restart('database').do({ type: 'PowerFailure' }, 20_000).write('d', 40_000)
    expect(idsOf(run)).toEqual([])
  })
})

describe('a lamp of web-server', () => {
  const always = (type: 'resume' | 'stop') => ({ rules: [{ error: 'Error', strategy: { type } }] }) as const

  test('stays green through every failure that the files of the disk cause', () => {
    const run = new WebServerRun()
    for (const path of ['/index.html', '/corrupt.html', '/broken.html', '/huge.bin', '/movie.xyz', 'no path'])
      run.get(path, 4).settle()
    run.fail('cache', { times: 2 }).get('/style.css', 5).settle()
    expect(idsOf(run.fail('filesystem').get('/data.json', 20).settle())).toEqual([])
  })

  test('sound-disk turns red when the file system resumes with a broken mount', () => {
    const run = new WebServerRun().supervise('filesystem', always('resume')).get('/broken.html').settle()
    expect(redIn(run)).toMatchObject([{ id: 'sound-disk', event: { type: 'StateChanged', node: 'server' } }])
  })

  test('all-supervised and mail-kept turn red when a failure stops an actor', () => {
    const run = new WebServerRun().supervise('cache', always('stop')).get('/corrupt.html', 3).settle()
    expect(redIn(run)).toMatchObject([
      { id: 'all-supervised', event: { type: 'ActorFailed', decision: 'stop' } },
      { id: 'mail-kept', event: { type: 'DeadLetter', label: 'Find' } },
    ])
  })

  test('all-supervised stays green when the browser of the person fails, which no supervisor of the server watches', () => {
    const fail = { type: 'FailNext', participant: 'client', actor: '/user/browser' } as const
    const run = new WebServerRun().do(fail).get('/index.html').settle()
    expect(run.events('ActorFailed')).toMatchObject([{ node: 'client', decision: 'stop' }])
    expect(idsOf(run)).not.toContain('all-supervised')
  })

  test('sound-cache turns red when the cache resumes with a corrupt entry, answered-once without answers', () => {
    const run = new WebServerRun(1, { code: hastyCache }).get('/corrupt.html').run(3000)
    expect(redIn(run)).toMatchObject([{ id: 'sound-cache', event: { type: 'StateChanged' } }])
    const silent = new WebServerRun(1, { code: hastyCache }).get('/index.html').settle()
    expect(redIn(silent)).toMatchObject([{ id: 'answered-once', event: null, since: { label: 'Get' } }])
  })
})

test.each(scenarios)('the lamps of $id are valid checks with words in two languages', ({ id }) => {
  const lamps = lampsOf(id)
  expect(lamps.length).toBeGreaterThan(0)
  expect(new Set(lamps.map(({ id }) => id)).size).toBe(lamps.length)
  for (const { title, about, check } of lamps) {
    expect(parseCheck(structuredClone(check))).toEqual(check)
    for (const { en, ja } of [title, about]) {
      expect(en).not.toBe('')
      expect(ja).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u)
    }
  }
})
