import type { Action } from '../../trace/action.ts'
import type { DatabaseFault } from '../../trace/database-fault.ts'
import type { StrategyText } from '../../trace/supervision.ts'
import type { Story } from './story.ts'

const client = { participant: 'client', actor: '/user/client' } as const
const write = (key: string, value: string, times?: number): Action => ({
  type: 'Tell',
  ...client,
  message: { type: 'Write', key, value },
  ...(times === undefined ? {} : { times }),
})
const get = (key: string): Action => ({ type: 'Tell', ...client, message: { type: 'Get', key } })
const ask = (type: 'AskOnce' | 'AskAgain' | 'AskAgainWithKeys'): Action => ({
  type: 'Tell',
  ...client,
  message: { type },
})
const saveSnapshot: Action = { type: 'Tell', ...client, message: { type: 'SaveSnapshot' } }

const writer = { participant: 'node-1', actor: '/user/master/singleton' } as const
const reader = { participant: 'node-3', actor: '/user/read' } as const
const kill = (participant: string): Action => ({ type: 'Kill', participant })
const start = (participant: string): Action => ({ type: 'Start', participant })
const broken = (fault: DatabaseFault): Action => ({ type: 'BreakDatabase', participant: 'database', fault })
const repaired = (fault?: DatabaseFault['type']): Action => ({
  type: 'RepairDatabase',
  participant: 'database',
  ...(fault === undefined ? null : { fault }),
})
const powerFailure: Action = { type: 'PowerFailure' }

const supervised = (
  actor: { readonly participant: string; readonly actor: string },
  strategy: StrategyText,
) =>
  ({ type: 'Supervise', ...actor, supervision: { rules: [{ error: 'Error', strategy }] } }) satisfies Action

/** Number-like keys, which engines sort before all others, and keys that only look like numbers. */
const numberLikeKeys = ['10', '2', '0', '01', '-1', '1.5', '1e3', '4294967295', '4294967294']
const inheritedKeys = ['constructor', 'toString', 'hasOwnProperty', 'valueOf']

const inClient = (index: number) => ({ participant: 'client', message: `client/${firstWaiting + index}` })

/** Number of the first of the seven writes that wait in the client's mailbox. */
const firstWaiting = 47

const messagesInMailbox: readonly Story['steps'][number][] = [
  [
    7002,
    { type: 'Hold', ...inClient(0) },
    { type: 'DeliverNow', ...inClient(6) },
    { type: 'Drop', ...inClient(1) },
    { type: 'Duplicate', ...inClient(2) },
    { type: 'Delay', ...inClient(3), forMs: 400 },
    { type: 'MoveBefore', ...inClient(5), before: inClient(4).message },
  ],
  [8500, { type: 'Release', ...inClient(0) }],
]

export const cqrsStories: readonly Story[] = [
  {
    name: 'cqrs-database-faults',
    scenario: 'cqrs',
    seed: 21,
    steps: [
      [6000, repaired(), write('a', '1'), broken({ type: 'slow', latency: { minMs: 700, maxMs: 900 } })],
      [6010, write('slow', '1')],
      [9000, repaired('slow'), broken({ type: 'fail-writes', times: 2 }), write('b', '1')],
      [12_000, write('b', '2')],
      [16_000, write('b', '3'), broken({ type: 'reject-write' })],
      [16_001, write('c', '1')],
      [18_000, write('c', '2'), broken({ type: 'full' })],
      [18_500, write('d', '1'), saveSnapshot],
      [22_000, kill('database')],
      // A full disk is still full after a restart of its process.
      [22_500, start('database')],
      [25_000, repaired('full')],
      [28_000, write('d', '2'), saveSnapshot],
      [29_500, broken({ type: 'crash-before-commit' }), write('e', '1')],
      [30_500, start('database')],
      [36_000, broken({ type: 'crash-after-commit' }), write('e', '2')],
      [37_000, start('database')],
      [42_000, write('f', '1')],
      [43_000, broken({ type: 'corrupt-record', persistenceId: 'cluster_persistent', sequenceNr: 5 })],
      [44_000, { type: 'FailNext', ...writer, error: 'Boom' }, write('f', '2')],
      [50_000, repaired('corrupt-record')],
      [58_000, write('g', '1'), get('g')],
      [59_000, broken({ type: 'full' }), powerFailure],
      [60_000, repaired()],
    ],
    until: 71_000,
  },
  {
    name: 'cqrs-reseeded',
    scenario: 'cqrs',
    seed: 4,
    steps: [
      [6000, write('hoge', 'fuga')],
      // Participants that start later draw from the new seed, too.
      [9000, { type: 'Reseed', seed: 77 }, kill('node-4'), kill('database')],
      [11_000, start('node-4'), start('database'), write('neko', 'nya')],
      [19_000, get('neko'), { type: 'Reseed', seed: 78 }],
    ],
    until: 24_000,
  },
  {
    name: 'cqrs-links-and-messages',
    scenario: 'cqrs',
    seed: 6,
    steps: [
      [6000, { type: 'SetLinks', latency: { minMs: 20, maxMs: 60 }, lossPercent: 5 }],
      [7000, { type: 'Block', participant: 'client', actor: '/user/client', forMs: 1000 }],
      [7001, ...['0', '1', '2', '3', '4', '5', '6'].map(value => write('k', value))],
      ...messagesInMailbox,
      [9000, { type: 'Freeze', participant: 'node-2', forMs: 1500 }],
      [9500, { type: 'Freeze', participant: 'database' }],
      [9600, write('frozen', 'database')],
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
      [14_000, { type: 'Heal' }, { type: 'SetLinks', latency: null, lossPercent: 0 }],
      [16_000, { type: 'HoldArrivals', hold: 'application' }, write('held', 'x')],
      [18_000, { type: 'HoldArrivals', hold: 'nothing' }],
      [18_100, { type: 'Cut', links: [{ from: 'client', to: 'node-1', oneWay: true }] }],
      [19_000, { type: 'Block', participant: 'node-3', forMs: 800 }],
    ],
    until: 25_000,
  },
  {
    name: 'cqrs-writes-and-reads',
    scenario: 'cqrs',
    seed: 1,
    steps: [
      [6000, write('hoge', 'fuga')],
      [8000, get('hoge'), get('nothing')],
      [9000, write('hoge', 'piyo'), saveSnapshot, write('neko', 'nya')],
      [13_000, get('neko'), get('hoge')],
    ],
    until: 16_000,
  },
  {
    name: 'cqrs-odd-texts',
    scenario: 'cqrs',
    seed: 2,
    steps: [
      [6000, ...numberLikeKeys.map((key, i) => write(key, `number-like ${i}`))],
      [9000, ...inheritedKeys.map(key => write(key, key)), saveSnapshot],
      [
        12_000,
        write('lone high \ud83d', 'a\ud800b'),
        write('lone low', '\udc00'),
        write('emoji', '👩‍👩‍👧‍👦🙂'),
      ],
      [13_000, write('separators', '\u2028\u2029\u0000\u007f'), write('case', 'İıIi ß ſ Ω')],
      // Twice, because Firefox and WebKit play only this run of the scenario: the second one meets stores that are opening.
      [15_000, powerFailure],
      [15_600, powerFailure],
      [22_000, get('10'), get('constructor'), get('lone high \ud83d'), get('emoji'), get('__defineGetter__')],
    ],
    until: 25_000,
  },
  {
    name: 'cqrs-burst',
    scenario: 'cqrs',
    seed: 3,
    steps: [[6000, write('burst', 'x', 1000)]],
    until: 9000,
  },
  {
    name: 'cqrs-two-power-failures',
    scenario: 'cqrs',
    seed: 4,
    steps: [
      [6000, write('a', '1')],
      [6600, powerFailure],
      [13_000, write('b', '2'), saveSnapshot],
      [15_000, write('c', '3')],
      [15_400, powerFailure],
      [22_000, get('a'), get('b'), get('c')],
    ],
    until: 25_000,
  },
  {
    name: 'cqrs-database-crash',
    scenario: 'cqrs',
    seed: 5,
    steps: [
      [6000, write('a', '1')],
      [6300, write('b', '2')],
      [6560, kill('database')],
      [7000, write('c', '3'), saveSnapshot],
      [11_000, start('database')],
      [20_000, write('d', '4')],
      [24_000, get('b'), get('c'), get('d')],
    ],
    until: 27_000,
  },
  {
    name: 'cqrs-membership',
    scenario: 'cqrs',
    seed: 6,
    steps: [
      [6000, write('a', '1'), { type: 'Start', participant: 'node-5', roles: ['update', 'read'] }],
      [12_000, { type: 'Leave', node: 'node-1' }],
      [13_000, write('b', '2')],
      [16_000, kill('node-3')],
      [16_500, { type: 'Down', node: 'node-3', by: 'node-2' }],
      [18_000, kill('node-4'), { type: 'Down', node: 'node-4' }],
      [22_000, start('node-3'), start('node-1')],
      [30_000, get('b'), { type: 'Leave', node: 'node-2' }],
    ],
    until: 38_000,
  },
  {
    name: 'cqrs-full-shutdown',
    scenario: 'cqrs',
    seed: 8,
    steps: [
      [6000, write('a', '1')],
      [8000, { type: 'PrepareForShutdown', node: 'node-3' }],
      [11_000, { type: 'Start', participant: 'node-5', roles: ['read'] }, write('b', '2')],
      [14_000, { type: 'Leave', node: 'node-1' }],
      [17_000, write('c', '3'), { type: 'Leave', node: 'node-4' }],
      [20_000, { type: 'Leave', node: 'node-2' }, { type: 'Leave', node: 'node-3' }],
    ],
    until: 30_000,
  },
  {
    name: 'cqrs-asks-again',
    scenario: 'cqrs',
    seed: 9,
    steps: [
      [6000, ask('AskAgainWithKeys'), broken({ type: 'crash-after-commit' })],
      [7000, write('a', '1')],
      [10_000, start('database')],
      [15_000, saveSnapshot],
      [17_000, ask('AskAgain'), broken({ type: 'crash-after-commit' })],
      [18_000, write('b', '2')],
      [21_000, start('database')],
      [28_000, ask('AskOnce'), get('b')],
    ],
    until: 30_000,
  },
  {
    name: 'cqrs-settings-changed',
    scenario: 'cqrs',
    seed: 7,
    settings: {
      cluster: {
        gossipIntervalMs: 350,
        downing: { strategy: 'auto-down', afterMs: 4000 },
        failureDetector: { threshold: 6, acceptableHeartbeatPauseMs: 1500 },
        singleton: { bufferSize: 3 },
      },
      links: { default: { minMs: 1, maxMs: 90 }, database: { minMs: 7, maxMs: 7 } },
      databaseLatencyMs: { minMs: 0, maxMs: 200 },
      maxMessagesPerMs: 2,
    },
    steps: [
      [5000, write('a', '1')],
      [6000, kill('node-1')],
      [6100, ...['b', 'c', 'd', 'e', 'f'].map(key => write(key, 'waits'))],
      [16_000, get('f'), start('node-1')],
    ],
    until: 22_000,
  },
  {
    name: 'cqrs-failures',
    scenario: 'cqrs',
    seed: 8,
    steps: [
      [6000, { type: 'FailNext', ...writer, fault: 'native-error' }, write('a', '1')],
      [7000, { type: 'FailNext', ...reader, fault: 'native-error' }, write('b', '2')],
      [8000, { type: 'FailNext', ...client, fault: 'native-error', times: 2 }],
      [8100, supervised(client, { type: 'resume' }), get('a'), get('b'), get('a')],
      [
        9000,
        { type: 'FailNext', participant: 'node-4', actor: '/user/read', fault: 'non-error' },
        write('c', '3'),
      ],
      [10_000, { type: 'FailNext', ...writer, fault: 'duplicate-name', times: 2 }, write('d', '4')],
      [11_000, { type: 'FailNext', ...writer, fault: 'error', error: 'JournalFailure', during: 'start' }],
      [11_100, write('e', '5')],
      [14_000, { type: 'FailNext', ...writer, fault: 'illegal-name' }, write('f', '6')],
      [16_000, { type: 'FailNext', ...writer, fault: 'returns-nothing' }, write('g', '7')],
      [18_000, get('g'), { type: 'FailNext', participant: 'node-2', actor: '/user/nobody', error: 'Boom' }],
    ],
    until: 21_000,
  },
  {
    name: 'cqrs-endless-loop-and-stack-overflow',
    scenario: 'cqrs',
    seed: 9,
    steps: [
      [6000, write('a', '1')],
      [7000, { type: 'FailNext', ...client, fault: 'endless-loop' }, write('b', '2')],
      [9000, start('client')],
      [12_000, { type: 'FailNext', ...writer, fault: 'stack-overflow' }, write('c', '3')],
      [20_000, start('node-1'), get('c')],
    ],
    until: 25_000,
  },
  {
    name: 'cqrs-supervision',
    scenario: 'cqrs',
    seed: 10,
    steps: [
      [
        6000,
        supervised(writer, {
          type: 'backoff',
          minBackoffMs: 300,
          maxBackoffMs: 2000,
          randomFactor: 0.5,
          maxRestarts: 5,
          stopChildren: true,
        }),
        { type: 'FailNext', ...writer, error: 'Boom', times: 2 },
        write('a', '1'),
        write('b', '2'),
      ],
      [
        12_000,
        supervised(reader, { type: 'stop' }),
        { type: 'FailNext', ...reader, error: 'Boom' },
        get('a'),
      ],
      [13_000, write('c', '3'), get('a'), get('a')],
      [15_000, { type: 'Supervise', ...writer, supervision: { rules: [], around: 'handler' } }],
      [15_100, { type: 'FailNext', ...writer, error: 'Boom' }, write('d', '4')],
      [18_000, { type: 'Supervise', ...writer, supervision: null }, write('e', '5')],
    ],
    until: 22_000,
  },
]
