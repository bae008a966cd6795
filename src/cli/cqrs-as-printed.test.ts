import { describe, expect, test } from 'vitest'
import type { Defect } from '../scenarios/cqrs-as-printed/settings.ts'
import type { Action } from '../trace/action.ts'
import { localPath } from '../trace/actor-path.ts'
import type { Plain } from '../trace/plain.ts'
import { isRefused } from '../trace/refused.ts'
import type { TraceEvent, TraceEventOf } from '../trace/trace-event.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

const writer = '/user/master/singleton'

interface Story {
  /** The defects that are repaired; the others are as printed. */
  readonly repaired?: readonly Defect[]
  readonly settings?: { readonly [key: string]: Plain }
}

/** A run whose cluster has formed. */
function open({ repaired = [], settings = {} }: Story = {}) {
  const printed = Object.fromEntries(repaired.map(defect => [defect, false]))
  const header = { ...cqrsHeader(7, { ...settings, printed }), scenario: 'cqrs-as-printed' }
  const run = simulate(header, { until: 9000 })
  if (isRefused(run)) throw new Error(run.refused)
  const wait = (ms: number) => run.advanceTo(run.frontier + ms)
  const act = (...actions: Action[]) => {
    for (const action of actions) {
      const outcome = run.do(action)
      if (isRefused(outcome)) throw new Error(outcome.refused)
    }
  }
  const tell = (message: { readonly type: string; readonly [field: string]: Plain }) =>
    act({ type: 'Tell', participant: 'client', actor: '/user/client', message })
  const write = (key: string, value: string) => tell({ type: 'Write', key, value })
  const eventsOf = <T extends TraceEvent['type']>(type: T) =>
    run.trace.filter((event): event is TraceEventOf<T> => event.type === type)
  /** The last data of an actor on a node. */
  const entriesOf = (actor: string, node: string) => {
    const states = eventsOf('StateChanged').filter(
      event => event.node === node && localPath(event.actor) === actor,
    )
    return JSON.parse(states.at(-1)?.state ?? '{}').entries
  }
  const logOf = (actor: string, node?: string) =>
    eventsOf('Logged')
      .filter(event => localPath(event.actor) === actor && (node === undefined || event.node === node))
      .map(event => event.text)
  const stored = () => eventsOf('EventPersisted').filter(event => localPath(event.actor) === writer)
  /** A crash and a new start. Waits until the node has joined again. */
  const restart = (participant: string) => {
    act({ type: 'Kill', participant })
    wait(3000)
    act({ type: 'Start', participant })
    wait(25_000)
  }
  return { run, wait, act, tell, write, eventsOf, entriesOf, logOf, stored, restart }
}

test('the log of the printed program is that of the article', () => {
  const { run, write, wait, tell } = open()
  write('hoge', 'fuga')
  wait(9000)
  tell({ type: 'Get', key: 'hoge' })
  wait(2000)
  const lines = run.trace.flatMap(event =>
    event.type === 'Logged' && /user\/(master|read)/.test(event.actor)
      ? [`${event.node} ${localPath(event.actor)}: ${event.text}`]
      : [],
  )
  const update = (node: string) => [
    `${node} /user/read: Subscribe event read node update`,
    `${node} /user/read: Map(hoge -> fuga)`,
  ]
  expect(lines).toEqual([
    'node-2 /user/read: Read node recovery completed',
    'node-3 /user/read: Read node recovery completed',
    expect.stringMatching(/^node-1 \/user\/master: Singleton manager starting singleton actor \[.*\]$/),
    'node-1 /user/master: ClusterSingletonManager state change [Start -> Oldest]',
    `node-1 ${writer}: Read node recovery completed`,
    expect.stringMatching(/^node-1 \/user\/masterProxy: Singleton identified at \[.*\]$/),
    `node-1 ${writer}: Write node update`,
    `node-1 ${writer}: Map(hoge -> fuga)`,
    `node-1 ${writer}: Publish event:Write(hoge,fuga)`,
    ...update('node-3'),
    ...update('node-2'),
    'node-3 /user/read: Get read node data: fuga',
  ])
})

describe('S-01, readers with the persistence id of the writer', () => {
  const recoveries = (repaired: readonly Defect[]) =>
    open({ repaired })
      .eventsOf('RecoveryCompleted')
      .map(event => `${event.node} ${event.persistenceId}`)

  test('as printed, three actors use one stream', () => {
    expect(recoveries([])).toEqual([
      'node-2 cluster_persistent',
      'node-3 cluster_persistent',
      'node-1 cluster_persistent',
    ])
  })

  test('repaired, the writer alone does', () => {
    expect(recoveries(['readersShareTheStream'])).toEqual(['node-1 cluster_persistent'])
  })
})

describe('S-02 to S-04, replayed events as commands to itself', () => {
  /** Numbers of events after the first write, one restart and another. */
  function storedAfterRestarts(repaired: readonly Defect[]) {
    const { run, write, wait, stored, restart } = open({
      repaired: ['journalDiesWithItsNode', 'sleepsInTheHandler', ...repaired],
    })
    write('k', 'v')
    wait(3000)
    const counts = [stored().length]
    for (let time = 0; time < 2; time++) {
      restart('node-1')
      counts.push(stored().length)
    }
    return { counts, recovered: stateAtEndOfRecovery(run.trace) }
  }

  /** The state after the turn in which the last recovery of the writer completed. */
  function stateAtEndOfRecovery(trace: readonly TraceEvent[]) {
    const end = trace.findLastIndex(
      event => event.type === 'RecoveryCompleted' && localPath(event.actor) === writer,
    )
    const changed = trace
      .slice(end)
      .find(event => event.type === 'StateChanged' && localPath(event.actor) === writer)
    return changed?.type === 'StateChanged' ? JSON.parse(changed.state) : null
  }

  test('as printed, each start doubles the events, and at its end the state is empty', () => {
    const { counts, recovered } = storedAfterRestarts([])
    expect(counts).toEqual([1, 2, 4])
    expect(recovered.entries).toEqual({})
  })

  test('repaired, a start stores nothing, and at its end the state is complete', () => {
    const { counts, recovered } = storedAfterRestarts(['replaySendsCommands'])
    expect(counts).toEqual([1, 1, 1])
    expect(recovered.entries).toEqual({ k: 'v' })
  })
})

describe('S-05, a snapshot that is never saved', () => {
  function storedAfterSave(repaired: readonly Defect[]) {
    const { tell, write, wait, stored, logOf } = open({ repaired: ['sleepsInTheHandler', ...repaired] })
    tell({ type: 'SaveSnapshotEvent' })
    wait(2000)
    write('k', 'v')
    wait(20_000)
    return { stored: stored().length, log: logOf(writer) }
  }

  test('as printed, the writer stashes every command for ever', () => {
    const { stored, log } = storedAfterSave([])
    expect(stored).toBe(0)
    expect(log.at(-1)).toBe('Stash the event while saving snapshot: Write')
  })

  test('repaired, it goes on', () => {
    const { stored, log } = storedAfterSave(['snapshotIsNeverSaved'])
    expect(stored).toBe(1)
    expect(log).toContain('Snapshot saved : 0')
  })
})

describe('S-06 and S-07, a snapshot that is ignored over a history that is deleted', () => {
  function entriesAfterRestart(repaired: readonly Defect[]) {
    const { tell, write, wait, restart, entriesOf } = open({
      repaired: [
        'journalDiesWithItsNode',
        'sleepsInTheHandler',
        'snapshotIsNeverSaved',
        'replaySendsCommands',
        ...repaired,
      ],
    })
    for (const key of ['a', 'b', 'c']) {
      write(key, '1')
      wait(2000)
    }
    tell({ type: 'SaveSnapshotEvent' })
    wait(2000)
    restart('node-1')
    return Object.keys(entriesOf(writer, 'node-1'))
  }

  test('as printed, only the newest event is left after a restart', () => {
    expect(entriesAfterRestart([])).toEqual(['c'])
  })

  test('S-06 repaired, the snapshot restores the state', () => {
    expect(entriesAfterRestart(['snapshotIsIgnored'])).toEqual(['a', 'b', 'c'])
  })

  test('S-07 repaired, the history restores it', () => {
    expect(entriesAfterRestart(['deletesItsHistory'])).toEqual(['a', 'b', 'c'])
  })
})

describe('S-08, five seconds of sleep in a handler', () => {
  function suspicions(repaired: readonly Defect[]) {
    const { write, wait, eventsOf } = open({ repaired })
    write('k', 'v')
    wait(10_000)
    return eventsOf('MemberUnreachable').length
  }

  test('as printed, the others suspect the node', () => {
    expect(suspicions([])).toBe(2)
  })

  test('repaired, they do not', () => {
    expect(suspicions(['sleepsInTheHandler'])).toBe(0)
  })
})

describe('S-09, readers that only listen', () => {
  const link = { from: 'node-1', to: 'node-2' }

  function entriesOfCutReader(repaired: readonly Defect[]) {
    const { act, write, wait, entriesOf } = open({
      repaired: ['journalDiesWithItsNode', 'sleepsInTheHandler', ...repaired],
    })
    act({ type: 'Cut', links: [link] })
    write('k', 'v')
    wait(2000)
    act({ type: 'Heal', links: [link] })
    wait(20_000)
    return entriesOf('/user/read', 'node-2')
  }

  test('as printed, an update that was lost is missing for ever', () => {
    expect(entriesOfCutReader([])).toEqual({})
  })

  test('repaired, the reader finds it in the journal', () => {
    expect(entriesOfCutReader(['readersOnlyListen'])).toEqual({ k: 'v' })
  })
})

describe('S-10, a subscription before the recovery', () => {
  /** The log of a reader on a new node, after a write during its long recovery. */
  function updatesOf(repaired: readonly Defect[]) {
    const { act, write, wait, logOf, entriesOf } = open({
      repaired: ['journalDiesWithItsNode', 'sleepsInTheHandler', 'replaySendsCommands', ...repaired],
      settings: {
        databaseLatencyMs: { minMs: 4000, maxMs: 4000 },
        persistence: { journalCallTimeoutMs: 20_000, recoveryEventTimeoutMs: 20_000 },
      },
    })
    wait(10_000)
    act({ type: 'Start', participant: 'node-5', roles: ['read'] })
    wait(1200)
    write('k', 'v')
    wait(30_000)
    return { log: logOf('/user/read', 'node-5'), entries: entriesOf('/user/read', 'node-5') }
  }

  test('as printed, the reader applies an update that its replay contained', () => {
    const { log, entries } = updatesOf([])
    expect(entries).toEqual({ k: 'v' })
    expect(log).toEqual(['Read node recovery completed', 'Subscribe event read node update', 'Map(k -> v)'])
  })

  test('repaired, it applies it once', () => {
    const { log, entries } = updatesOf(['subscribesBeforeRecovery'])
    expect(entries).toEqual({ k: 'v' })
    expect(log).toEqual(['Read node recovery completed'])
  })
})

describe('S-11, a journal that dies with its node', () => {
  function entriesAfterRestart(repaired: readonly Defect[]) {
    const { write, wait, restart, entriesOf } = open({ repaired: ['sleepsInTheHandler', ...repaired] })
    write('k', 'v')
    wait(3000)
    restart('node-1')
    return entriesOf(writer, 'node-1')
  }

  test('as printed, a restarted writer is empty', () => {
    expect(entriesAfterRestart([])).toEqual({})
  })

  test('repaired, it has its data', () => {
    expect(entriesAfterRestart(['journalDiesWithItsNode'])).toEqual({ k: 'v' })
  })
})

describe('S-12, auto-down', () => {
  /** The most writers at a time after a partition with an update node on each side. */
  function writersAfterPartition(settings: { readonly [key: string]: Plain }) {
    const { act, wait, eventsOf } = open({
      repaired: ['journalDiesWithItsNode', 'sleepsInTheHandler', 'oneUpdateNode'],
      settings,
    })
    act({
      type: 'Partition',
      sides: [
        ['node-1', 'node-2'],
        ['node-3', 'node-4'],
      ],
    })
    wait(40_000)
    let running = 0
    let most = 0
    for (const event of eventsOf('ActorStarted')) {
      if (localPath(event.actor) === writer) most = Math.max(most, ++running)
    }
    return most - eventsOf('ActorStopped').filter(event => localPath(event.actor) === writer).length
  }

  test('as printed, both sides run a writer', () => {
    expect(writersAfterPartition({})).toBe(2)
  })

  test('repaired, a majority decides', () => {
    const downing = { strategy: 'keep-majority', stableAfterMs: 3000, role: '', downAllWhenUnstableMs: null }
    expect(writersAfterPartition({ cluster: { downing } })).toBeLessThanOrEqual(1)
  })
})

describe('S-13, one update node', () => {
  function storedAfterCrash(repaired: readonly Defect[]) {
    const { act, write, wait, stored } = open({
      repaired: ['journalDiesWithItsNode', 'sleepsInTheHandler', ...repaired],
    })
    act({ type: 'Kill', participant: 'node-1' })
    wait(30_000)
    write('k', 'v')
    wait(10_000)
    return stored().length
  }

  test('as printed, nobody takes over after its crash', () => {
    expect(storedAfterCrash([])).toBe(0)
  })

  test('repaired, the second one does', () => {
    expect(storedAfterCrash(['oneUpdateNode'])).toBe(1)
  })
})

describe('S-14, a PoisonPill at the hand-over', () => {
  function lostAtLeave(repaired: readonly Defect[]) {
    const { act, write, wait, eventsOf } = open({
      repaired: ['journalDiesWithItsNode', 'oneUpdateNode', ...repaired],
    })
    for (const value of ['1', '2', '3']) write('k', value)
    act({ type: 'Leave', node: 'node-1' })
    wait(60_000)
    return eventsOf('DeadLetter').filter(({ to, label }) => localPath(to) === writer && label === 'Write')
      .length
  }

  test('as printed, commands that wait for an event are lost', () => {
    expect(lostAtLeave([])).toBeGreaterThan(0)
  })

  test('repaired, they are handled first', () => {
    expect(lostAtLeave(['stopsByPoisonPill'])).toBe(0)
  })
})
