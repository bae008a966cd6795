import { describe, expect, test } from 'vitest'
import type { Action } from './action.ts'
import { parseAction } from './action-schema.ts'
import { parseCheck } from './check-schema.ts'
import { parseRunFile } from './parse-run-file.ts'
import { formatRunFile, runFileVersion } from './run-file.ts'
import { sampleFamily, sampleRun } from './sample-run.ts'

/** The sample as a file, changed by `spoil`. */
const spoilt = (spoil: (file: never) => void): string => {
  const file = structuredClone(sampleRun)
  spoil(file as never)
  return JSON.stringify(file)
}
type Loose = Record<string, unknown> & { header: Record<string, unknown>; actions: Record<string, unknown>[] }

describe('a run file', () => {
  test('is parsed into what was formatted', () => {
    expect(parseRunFile(formatRunFile(sampleRun))).toEqual(sampleRun)
  })

  test.each([1, 2, 3, 4, 5, 6])(
    'of version %i is upgraded to the current version, without its hash',
    version => {
      const old = { ...sampleRun, header: { ...sampleRun.header, version } }
      const { hash: _, ...upgraded } = sampleRun
      expect(parseRunFile(JSON.stringify(old))).toEqual(upgraded)
    },
  )

  test('holds chapters and the other lanes of its family', () => {
    expect(parseRunFile(formatRunFile(sampleFamily))).toEqual(sampleFamily)
  })

  test.each<[string, (lanes: Loose[]) => void, string]>([
    [
      'the same id twice',
      lanes => {
        lanes[0]!.id = '1'
      },
      '`family` holds 3 lanes with 2 different ids. Give each lane an id of its own.',
    ],
    [
      'a lane that is its own ancestor',
      lanes => {
        lanes[0]!.branch = { parent: '2', at: 5, name: null, change: { type: 'none' } }
      },
      'Lane [1] of `family` grew from itself: following `branch.parent` leads in a circle.',
    ],
    [
      'an end before the last action of a lane',
      lanes => {
        lanes[1]!.until = 8000
      },
      'Lane [2] of `family`: `until` is 8000, earlier than the last action at 9000.',
    ],
  ])('with %s is refused', (_, spoil, refused) => {
    const file = structuredClone(sampleFamily)
    spoil(file.family!.others as never)
    expect(parseRunFile(JSON.stringify(file))).toMatchObject({ refused })
  })

  test('of version 2 keeps the values of renamed settings', () => {
    const settings = { answerWithinMs: { cache: 2000 }, handlingMs: 5 }
    const old = { ...sampleRun, header: { ...sampleRun.header, version: 2, settings } }
    expect(parseRunFile(JSON.stringify(old))).toMatchObject({
      header: { settings: { askTimeoutMs: { cache: 2000 }, handlingMs: 5 } },
    })
  })

  test('is accepted without end and hash', () => {
    const { header, actions } = sampleRun
    expect(parseRunFile(formatRunFile({ header, actions }))).toEqual({ header, actions })
  })

  test.each<[string, string]>([
    ['', 'The file is empty. Choose a file that Actorium wrote.'],
    ['{', 'This is not JSON. Choose a file that Actorium wrote.'],
    ['[]', 'This is not an Actorium run file: `header.format` must be "actorium-run".'],
    ['null', 'This is not an Actorium run file: `header.format` must be "actorium-run".'],
    [
      spoilt((file: Loose) => {
        file.header.version = runFileVersion + 1
      }),
      `\`header.version\` is ${runFileVersion + 1}, but this Actorium reads versions up to ${runFileVersion}. Open the file with a newer Actorium.`,
    ],
    [
      spoilt((file: Loose) => {
        file.header.version = 'x'
      }),
      '`header.version` must be a whole number, 1 or more.',
    ],
    [
      spoilt((file: Loose) => {
        file.header.seed = -1
      }),
      '`header.seed` must be a whole number, 0 or more.',
    ],
    [
      spoilt((file: Loose) => {
        file.header.seed = 2 ** 31
      }),
      '`header.seed` must be at most 2147483647.',
    ],
    [
      spoilt((file: Loose) => {
        file.header.settings = []
      }),
      '`header.settings` must be an object of plain data.',
    ],
    [
      spoilt((file: Loose) => {
        file.actions = {} as never
      }),
      '`actions` must be a list of actions.',
    ],
    [
      spoilt((file: Loose) => {
        file.actions[1] = { index: 1, at: 9000, action: { type: 'Kill', participant: 3 } }
      }),
      '`actions[1].action.participant` must be text.',
    ],
    [
      spoilt((file: Loose) => {
        file.actions[1] = { index: 1, at: 9000, action: { type: 'Kill' } }
      }),
      '`actions[1].action.participant` is missing.',
    ],
    [
      spoilt((file: Loose) => {
        file.actions[1] = { index: 1, at: 9000, action: { type: 'Kill', participant: 'a', why: 'b' } }
      }),
      '`actions[1].action.why` is not known here.',
    ],
    [
      spoilt((file: Loose) => {
        file.actions[1] = { index: 1, at: 9000, action: { type: 'Explode' } }
      }),
      '`actions[1].action.type` must be one of Start, Kill, Leave, PrepareForShutdown, Down, Tell, FailNext, Supervise, Reseed, PowerFailure, LoadJournal, Cut, Heal, Partition, SetLinks, HoldArrivals, Freeze, Thaw, Block, BreakDatabase, RepairDatabase, Hold, Release, DeliverNow, Drop, Duplicate, Delay, MoveBefore.',
    ],
    [
      spoilt((file: Loose) => {
        file.actions[2] = { ...file.actions[2], index: 5 }
      }),
      '`actions[2].index` must be 2, because actions are numbered from 0.',
    ],
    [
      spoilt((file: Loose) => {
        file.actions[2] = { ...file.actions[2], at: 8999 }
      }),
      '`actions[2].at` is 8999, earlier than the action before it at 9000.',
    ],
    [
      spoilt((file: Loose) => {
        file.until = 1
      }),
      '`until` is 1, earlier than the last action at 9000.',
    ],
    [
      spoilt((file: Loose) => {
        file.until = 2 ** 53 - 1
      }),
      '`until` must be at most 86400000, which is 24 hours of virtual time.',
    ],
    [
      spoilt((file: Loose) => {
        file.actions[2] = { ...file.actions[2], at: 4e12 }
      }),
      '`actions[2].at` must be at most 86400000, which is 24 hours of virtual time.',
    ],
    [
      spoilt((file: Loose) => {
        file.hash = 'abc'
      }),
      '`hash` must be 64 hexadecimal digits.',
    ],
  ])('%s is refused: %s', (text, refused) => {
    expect(parseRunFile(text)).toMatchObject({ refused })
  })
})

describe('an action from outside', () => {
  /** Every type of action with all its fields; a missing field does not compile. */
  const everyAction: {
    readonly [T in Action['type']]: Required<Omit<Extract<Action, { readonly type: T }>, 'type'>>
  } = {
    Start: { participant: 'node-5', roles: ['read'] },
    Kill: { participant: 'node-1', reason: 'failed', during: { actor: '/user/a', label: 'Get' } },
    Leave: { node: 'node-1' },
    PrepareForShutdown: { node: 'node-1' },
    Down: { node: 'node-1', by: 'node-2' },
    Tell: {
      participant: 'client',
      actor: '/user/client',
      message: { type: 'Write', deep: [{ x: null }] },
      times: 2,
    },
    FailNext: {
      participant: 'node-1',
      actor: '/user/a',
      error: 'Boom',
      fault: 'error',
      times: 3,
      during: 'start',
    },
    Supervise: {
      participant: 'node-1',
      actor: '/user/a',
      supervision: { rules: [{ error: 'Error', strategy: { type: 'resume' } }], around: 'handler' },
    },
    Reseed: { seed: 7 },
    PowerFailure: {},
    LoadJournal: {
      participant: 'database',
      journal: { streams: [{ persistenceId: 'p', deletedTo: 1, missing: [] }], events: [], snapshots: [] },
    },
    Cut: { links: [{ from: 'node-1', to: 'node-2', oneWay: true }] },
    Heal: { links: [{ from: 'node-1', to: 'node-2' }] },
    Partition: { sides: [['node-1'], ['node-2', 'node-3']] },
    SetLinks: { links: [{ from: 'a', to: 'b' }], latency: { minMs: 5, maxMs: 9 }, lossPercent: 20 },
    HoldArrivals: { hold: 'everything' },
    Freeze: { participant: 'node-1', forMs: 3000 },
    Thaw: { participant: 'node-1' },
    Block: { participant: 'node-1', actor: '/user/a', forMs: 3000 },
    BreakDatabase: { participant: 'database', fault: { type: 'fail-writes', times: 3 } },
    RepairDatabase: { participant: 'database', fault: 'fail-writes' },
    Hold: { participant: 'node-1', message: 'client/7' },
    Release: { participant: 'node-1', message: 'client/7' },
    DeliverNow: { participant: 'node-1', message: 'client/7' },
    Drop: { participant: 'node-1', message: 'client/7' },
    Duplicate: { participant: 'node-1', message: 'client/7' },
    Delay: { participant: 'node-1', message: 'client/7', forMs: 100 },
    MoveBefore: { participant: 'node-1', message: 'client/7', before: 'client/8' },
  }

  test.each(Object.entries(everyAction))('of type %s is accepted with every field', (type, fields) => {
    expect(parseAction({ type, ...fields })).toEqual({ type, ...fields })
  })

  test('is returned unchanged when it is canonical', () => {
    for (const { action } of sampleRun.actions) expect(parseAction(structuredClone(action))).toEqual(action)
  })

  test.each<[unknown, string]>([
    [5, 'An action must be an object.'],
    [null, 'An action must be an object.'],
    [{}, '`type` is missing.'],
    [{ type: 'Leave', node: '' }, '`node` must not be empty.'],
    [{ type: 'Cut', links: [] }, '`links` must name at least one link.'],
    [{ type: 'Partition', sides: [['a']] }, '`sides` must have at least two sides.'],
    [
      { type: 'SetLinks', latency: { minMs: 9, maxMs: 5 } },
      '`latency` must have a minMs that is not above its maxMs.',
    ],
    [{ type: 'SetLinks', lossPercent: 101 }, '`lossPercent` must be at most 100.'],
    [{ type: 'Freeze', participant: 'a', forMs: 0 }, '`forMs` must be at least 1.'],
    [
      { type: 'Tell', participant: 'client', actor: '/user/client', message: {} },
      '`message.type` is missing.',
    ],
    [
      { type: 'Tell', participant: 'client', actor: '/user/client', message: { type: 'W', f: () => {} } },
      '`message.f` must be plain data: numbers, texts, true, false, null, lists and objects of these.',
    ],
    [
      { type: 'Tell', participant: 'client', actor: '/user/client', message: { type: 'W', at: new Date(0) } },
      '`message.at` must be plain data: numbers, texts, true, false, null, lists and objects of these.',
    ],
  ])('%j is refused: %s', (value, refused) => {
    expect(parseAction(value)).toMatchObject({ refused })
  })
})

test('an action that contains itself, or shares objects too many times over, is refused', () => {
  const cyclic: Record<string, unknown> = { type: 'Tell' }
  cyclic.message = cyclic
  expect(parseAction(cyclic)).toMatchObject({ refused: '`message` must not contain itself.' })
  let wide: unknown = 'x'
  for (let i = 0; i < 20; i++) wide = [wide, wide, wide, wide]
  expect(parseAction({ type: 'Tell', message: wide })).toMatchObject({
    refused: 'An action must not hold more than 100000 values.',
  })
})

describe('a check from outside', () => {
  test('of every type is returned unchanged', () => {
    const pattern = { event: 'Logged', node: 'node-1', where: { text: 'a*', seq: 3, x: null, y: true } }
    for (const check of [
      { type: 'eventually', what: pattern, times: 2 },
      { type: 'eventually', what: { fact: 'members', status: 'Up', nodes: ['node-1'] } },
      { type: 'never', what: { fact: 'singletons', atMost: 1 } },
      { type: 'always', what: { fact: 'agreed' } },
      { type: 'leadsTo', when: pattern, then: { event: 'ActorStopped' }, withinMs: 100 },
      { type: 'atMostOne', begin: pattern, end: pattern, by: 'actor' },
      { type: 'all', checks: [{ type: 'any', checks: [] }] },
      { type: 'always', what: { fact: 'state', node: 'node-1', actor: '/user/a', contains: '' } },
      { type: 'eventually', what: { fact: 'running', participant: 'node-1', running: false } },
      { type: 'eventually', what: { fact: 'singleton-on', node: 'node-1' } },
      { type: 'eventually', what: { fact: 'client-connected', client: 'client' } },
      { type: 'eventually', what: pattern, withinMs: 5 },
      { type: 'never', what: { event: 'ActionDone', not: { 'action.type': 'Tell' } } },
      {
        type: 'always',
        what: { fact: 'healthy' },
        recoversWithinMs: 9,
        while: { fact: 'agreed' },
        unless: [],
      },
      {
        type: 'leadsTo',
        when: pattern,
        then: pattern,
        withinMs: 0,
        by: { when: 'a.b', then: 'c' },
        while: { fact: 'singletons', atLeast: 1, atMost: 1 },
        unless: [pattern],
      },
      { type: 'leadsTo', when: { fact: 'agreed' }, then: { fact: 'journal-complete' } },
      { type: 'atMost', what: pattern, times: 0, by: 'text' },
      { type: 'exactly', what: pattern, times: 3 },
      { type: 'rises', what: pattern, field: 'seq', by: 'node', strictly: true },
      {
        type: 'never',
        what: { fact: 'sees', node: 'node-1', member: 'node-2', status: 'Up', reachable: false },
      },
      {
        type: 'always',
        what: { fact: 'follows-journal', actor: '/user/a', field: 'nr', persistenceId: 'p', behind: 1 },
      },
      {
        type: 'always',
        what: { fact: 'same-copies', copies: [{ actor: '/user/a', version: 'nr', data: 'entries' }] },
      },
    ]) {
      expect(parseCheck(structuredClone(check))).toEqual(check)
    }
  })

  test.each<[unknown, string]>([
    [{ type: 'always', what: { event: 'Logged' } }, '`what.fact` is missing.'],
    [
      { type: 'eventually', what: { event: 'Logged', where: { text: [] } } },
      '`what.where.text` must be a text, a number, true, false or null.',
    ],
    [{ type: 'eventually', what: { fact: 'agreed' }, times: 0 }, '`times` must be 1 or more.'],
    [{ type: 'never', what: { fact: 'singletons' } }, '`what` needs `atMost` or `atLeast`.'],
    [
      { type: 'leadsTo', when: { event: 'Logged' }, then: { event: 'Logged' }, by: { when: 'a', then: 'b' } },
      'A check with `by` needs `withinMs`.',
    ],
    [
      {
        type: 'leadsTo',
        when: { fact: 'agreed' },
        then: { event: 'Logged' },
        by: { when: 'a', then: 'b' },
        withinMs: 5,
      },
      'A check with `by` needs events in `when` and `then`.',
    ],
    [{ type: 'atMost', what: { event: 'Logged' } }, '`times` is missing.'],
    [{ type: 'rises', what: { event: 'Logged' }, field: '' }, '`field` must not be empty.'],
    [
      { type: 'never', what: { fact: 'same-copies', copies: [{ actor: '/user/a', data: 5 }] } },
      '`what.copies[0].data` must be text.',
    ],
    [
      { type: 'all', checks: [{ type: 'never', what: { event: 'Logged', node: 4 } }] },
      '`checks[0].what.node` must be text.',
    ],
  ])('%j is refused: %s', (value, refused) => {
    expect(parseCheck(value)).toMatchObject({ refused })
  })

  test('with an unknown type of event is refused with a list of the types', () => {
    expect(parseCheck({ type: 'eventually', what: { event: 'Nothing' } })).toMatchObject({
      refused: expect.stringMatching(/^`what\.event` must be one of ParticipantStarted, .*ClientsChanged\.$/),
    })
  })

  test('nested too deep is refused with a sentence', () => {
    let check: object = { type: 'all', checks: [] }
    for (let i = 0; i < 25; i++) check = { type: 'all', checks: [check] }
    expect(parseCheck(check)).toMatchObject({
      refused: 'A check must not hold checks within checks more than 20 deep.',
    })
    for (let i = 0; i < 5000; i++) check = { type: 'all', checks: [check] }
    expect(parseCheck(check)).toMatchObject({ refused: 'A check must not be nested more than 100 deep.' })
  })
})
