import { describe, expect, test } from 'vitest'
import { seededRandom } from '../runtime/index.ts'
import type { Action, Fault, LoggedAction } from '../trace/action.ts'
import { localPath } from '../trace/actor-path.ts'
import { isRefused } from '../trace/refused.ts'
import type { StrategyText, SupervisionChoice } from '../trace/supervision.ts'
import { type SimulationOptions, simulate } from './simulation.ts'
import { unansweredRequests } from './web-server-invariants.ts'
import { WebServerRun, webServerHeader } from './web-server-run.ts'
import { randomWebServerRun } from './web-server-schedule.ts'

const ok = '200 OK, text/html'
const served = { Ok: 0, NotFound: 0, BadRequest: 0, InternalServerError: 0 }
const always = (strategy: StrategyText, around?: SupervisionChoice['around']): SupervisionChoice => ({
  rules: [{ error: 'Error', strategy }],
  ...(around === undefined ? {} : { around }),
})

describe('every request has an answer', () => {
  test.each([
    ['/index.html', ok],
    ['/data.json', '200 OK, application/json'],
    ['/missing.html', '404 Not Found'],
    ['/', '404 Not Found'],
    ['/%41', '404 Not Found'],
    ['not a path', '400 Bad Request'],
    ['index.html', '400 Bad Request'],
    ['/../secret', '400 Bad Request'],
    ['/a b', '400 Bad Request'],
    ['/%zz', '400 Bad Request'],
    ['/broken.html', '500 The file system did not answer.'],
    ['/huge.bin', '500 The file system did not answer.'],
    ['/corrupt.html', '500 The cache did not answer.'],
    // The client of a failed server gets no answer.
    ['/movie.xyz', 'No answer in time; the reason is unknown.'],
  ])('%s: %s', (path, answer) => {
    expect(new WebServerRun().get(path).settle().answers).toEqual([answer])
  })

  test('an invalid request is answered and is no failure', () => {
    const run = new WebServerRun().get('not a path').get('/missing.html').settle()
    expect(run.state('webServer')).toEqual({ ...served, NotFound: 1, BadRequest: 1 })
    expect(run.events('ActorFailed')).toEqual([])
  })

  test('a second request is answered by the cache without the file system', () => {
    const run = new WebServerRun().get('/index.html').settle().get('/index.html').settle()
    expect(run.state('cache')).toEqual({ entries: ['/index.html'], hits: 1, misses: 1 })
    expect(run.state('filesystem')).toMatchObject({ reads: 1 })
  })
})

describe('supervised as its code says,', () => {
  test('the cache keeps its entries after a corrupt one', () => {
    const run = new WebServerRun().get('/index.html').settle().get('/corrupt.html').settle()
    expect(run.events('ActorFailed', 'cache')).toMatchObject([
      { error: { name: 'CorruptEntry' }, decision: 'resume', label: 'AdaptedFsFound' },
    ])
    expect(run.state('cache')).toMatchObject({ entries: ['/index.html'] })
  })

  test('the file system releases a broken mount before it restarts with a new one', () => {
    const run = new WebServerRun().get('/broken.html').settle()
    expect(run.events('ActorFailed', 'filesystem')).toMatchObject([
      { error: { name: 'IOException' }, decision: 'restart' },
    ])
    expect(run.events('SignalDelivered', 'filesystem')).toMatchObject([{ signal: 'PreRestart' }])
    expect(run.state('filesystem')).toEqual({ mount: 2, broken: false, reads: 0 })
    expect(run.get('/index.html').settle().answers.at(-1)).toBe(ok)
  })

  test('the web server is restarted without its children', () => {
    const run = new WebServerRun().get('/index.html').settle().get('/movie.xyz').settle()
    expect(run.events('ActorFailed', 'webServer')).toMatchObject([
      { error: { name: 'UnknownMimeType' }, decision: 'restart' },
    ])
    expect(run.state('webServer')).toEqual(served)
    expect(run.state('cache')).toMatchObject({ entries: ['/index.html', '/movie.xyz'] })
    expect(run.events('ActorStopped')).toEqual([])
  })

  test('the supervision of every actor is traced', () => {
    const run = new WebServerRun()
    expect(run.actor('webServer').supervision).toEqual({
      by: 'code',
      rules: [
        { error: 'DeathPactException', strategy: { type: 'stop' } },
        { error: 'Error', strategy: { type: 'restart', stopChildren: false } },
      ],
    })
    expect(run.actor('cache').supervision?.rules).toEqual([{ error: 'Error', strategy: { type: 'resume' } }])
    expect(run.actor('main').supervision).toBeNull()
  })
})

interface Survival {
  readonly decision: string
  /** Expected count of answers: five with kept state, three from the mailbox after a restart, or none. */
  readonly ok: number | null
  readonly cached: readonly string[] | null
  readonly restarts: number
}

const both = ['/index.html', '/style.css']
const strategies: readonly (readonly [string, SupervisionChoice, Survival])[] = [
  ['nothing', { rules: [] }, { decision: 'stop', ok: null, cached: null, restarts: 0 }],
  ['stop', always({ type: 'stop' }), { decision: 'stop', ok: null, cached: null, restarts: 0 }],
  ['resume', always({ type: 'resume' }), { decision: 'resume', ok: 5, cached: both, restarts: 0 }],
  [
    'restart with new children',
    always({ type: 'restart', stopChildren: true }, 'setup'),
    { decision: 'restart', ok: 3, cached: ['/index.html'], restarts: 1 },
  ],
  [
    'restart with its old children',
    always({ type: 'restart', stopChildren: false }, 'handler'),
    { decision: 'restart', ok: 3, cached: both, restarts: 1 },
  ],
  [
    'restart within a limit',
    always({ type: 'restart', maxRestarts: 1, withinMs: 60_000, stopChildren: false }),
    { decision: 'restart', ok: 3, cached: both, restarts: 1 },
  ],
  [
    'a limit of none',
    always({ type: 'restart', maxRestarts: 0, withinMs: 60_000, stopChildren: false }),
    { decision: 'stop', ok: null, cached: null, restarts: 0 },
  ],
  [
    'backoff',
    always({ type: 'backoff', minBackoffMs: 500, maxBackoffMs: 500, randomFactor: 0, stopChildren: false }),
    { decision: 'backoff', ok: 3, cached: both, restarts: 1 },
  ],
  [
    'an inner rule for another class',
    {
      rules: [
        { error: 'CorruptEntry', strategy: { type: 'stop' } },
        { error: 'Error', strategy: { type: 'resume' } },
      ],
    },
    { decision: 'resume', ok: 5, cached: both, restarts: 0 },
  ],
]

const faults: readonly (readonly [Fault, string])[] = [
  ['error', 'FileTooLarge'],
  ['non-error', 'ThrownValue'],
  ['returns-nothing', 'InvalidBehavior'],
  ['duplicate-name', 'InvalidActorName'],
  ['illegal-name', 'InvalidActorName'],
]

describe.each(strategies)('supervised by %s', (_, choice, expected) => {
  test.each(faults)('a failure by %s (%s) has the expected survivors', (fault, name) => {
    const run = new WebServerRun().get('/index.html').get('/style.css').settle()
    run.supervise('webServer', choice).fail('webServer', { fault, error: 'FileTooLarge' })
    // The first of four messages fails; three wait behind it.
    run.get('/index.html', 4).settle()

    expect(run.events('ActorFailed', 'webServer')).toMatchObject([
      { error: { name }, decision: expected.decision, label: 'Get' },
    ])
    expect(run.actor('webServer').restarts).toBe(expected.restarts)
    expect(run.state('webServer')).toEqual(expected.ok === null ? null : { ...served, Ok: expected.ok })
    expect(run.state('cache')).toEqual(
      expected.cached === null ? null : expect.objectContaining({ entries: expected.cached }),
    )
    const last = expected.ok === null ? 'No answer in time; the reason is unknown.' : ok
    expect(run.answers.slice(2)).toEqual(['No answer in time; the reason is unknown.', last, last, last])
    // The other actors go on, and so does a guardian that got ChildFailed.
    expect(run.state('main')).toEqual({ serving: expected.ok !== null })
    expect(unansweredRequests(run.conductor.trace)).toEqual([])
  })
})

describe('the rule that decides', () => {
  const nested: SupervisionChoice = {
    rules: [
      { error: 'FileTooLarge', strategy: { type: 'resume' } },
      { error: 'IOException', strategy: { type: 'restart', stopChildren: true } },
      { error: 'Error', strategy: { type: 'stop' } },
    ],
  }
  test.each([
    ['FileTooLarge', 'resume', 'FileTooLarge'],
    ['IOException', 'restart', 'IOException'],
    ['DiskBusy', 'restart', 'IOException'],
    ['CorruptEntry', 'stop', 'Error'],
  ])('%s: %s, by the rule for %s', (error, decision, rule) => {
    const run = new WebServerRun().supervise('filesystem', nested).fail('filesystem', { error })
    run.get('/index.html').settle()
    expect(run.events('ActorFailed', 'filesystem')).toMatchObject([
      { error: { name: error }, decision, decidedBy: { error: rule } },
    ])
  })

  test('a failure of the disk has its own class', () => {
    const run = new WebServerRun()
      .supervise('filesystem', nested)
      .get('/huge.bin')
      .run(400)
      .get('/broken.html')
    run.settle()
    expect(run.events('ActorFailed', 'filesystem')).toMatchObject([
      { error: { name: 'FileTooLarge' }, decision: 'resume' },
      { error: { name: 'IOException' }, decision: 'restart' },
    ])
  })
})

test('resume keeps a broken mount, so nothing can be read until a restart', () => {
  const run = new WebServerRun().supervise('filesystem', always({ type: 'resume' }))
  run.get('/broken.html').get('/index.html').get('/style.css').settle()
  expect(run.events('ActorFailed', 'filesystem')).toHaveLength(3)
  expect(run.state('filesystem')).toEqual({ mount: 1, broken: true, reads: 0 })
  run.supervise('filesystem', null).get('/index.html').run(500).get('/style.css').settle()
  expect(run.answers.slice(-2)).toEqual(['500 The file system did not answer.', '200 OK, text/css'])
})

test('a backoff doubles, and messages that arrive meanwhile are handled afterwards', () => {
  const run = new WebServerRun().supervise(
    'filesystem',
    always({ type: 'backoff', minBackoffMs: 300, maxBackoffMs: 3000, randomFactor: 0, stopChildren: true }),
  )
  run.fail('filesystem', { error: 'IOException', times: 2, during: 'start' })
  run.get('/index.html').run(500).get('/style.css').settle()
  const waits = run.events('ActorBackingOff', 'filesystem').map(event => event.until - event.at)
  expect(waits).toEqual([300, 600, 1200])
  expect(run.answers).toEqual(['500 The file system did not answer.', '200 OK, text/css'])
})

test('kept children clash with the children that the setup spawns', () => {
  const run = new WebServerRun().supervise(
    'webServer',
    always({ type: 'restart', maxRestarts: 2, withinMs: 60_000, stopChildren: false }, 'setup'),
  )
  run.fail('webServer').get('/index.html').settle()
  expect(run.events('ActorFailed', 'webServer').map(event => [event.error.name, event.decision])).toEqual([
    ['Boom', 'restart'],
    ['InvalidActorName', 'restart'],
    ['InvalidActorName', 'stop'],
  ])
})

describe('an unhandled end', () => {
  test('reaches the guardian and ends the node', () => {
    const run = new WebServerRun()
      .supervise('filesystem', always({ type: 'stop' }))
      .get('/huge.bin')
      .settle()
    expect(
      run.events('ActorFailed').map(event => [localPath(event.actor), event.error.name, event.decision]),
    ).toEqual([
      ['/user/web-server/filesystem', 'FileTooLarge', 'stop'],
      ['/user/web-server', 'DeathPactException', 'stop'],
      ['/user', 'DeathPactException', 'stop'],
    ])
    expect(run.events('ParticipantStopped')).toMatchObject([{ participant: 'server', reason: 'failed' }])
    run.do({ type: 'Start', participant: 'server' }).get('/index.html').settle()
    expect(run.answers.at(-1)).toBe(ok)
  })

  test('of a web server that failed by itself is logged, and another can be started', () => {
    const run = new WebServerRun().supervise('webServer', always({ type: 'stop' })).fail('webServer')
    run.get('/index.html').settle()
    expect(run.events('SignalDelivered', 'main')).toMatchObject([{ signal: 'ChildFailed' }])
    expect(run.events('Logged', 'main').map(event => event.text)).toContainEqual(
      expect.stringMatching(
        /^Child actor \/user\/web-server#\d+ failed with error \[Boom\] was thrown on request\.$/,
      ),
    )
    run.get('/index.html', 3).settle()
    expect(run.view.deadLetters).toBe(3)
    const start: Action = { type: 'Tell', participant: 'server', actor: '/user', message: { type: 'Start' } }
    run.do(start).do(start).get('/index.html').settle()
    expect(run.answers.at(-1)).toBe(ok)
    expect(run.events('ActorFailed', 'main')).toEqual([])
  })

  test('of an unwatched cache costs answers and not the server', () => {
    const run = new WebServerRun()
      .supervise('cache', always({ type: 'stop' }))
      .get('/corrupt.html')
      .settle()
    run.get('/index.html').run(1000)
    expect(run.answers).toEqual(['500 The cache did not answer.', '500 The cache did not answer.'])
    expect(run.state('main')).toEqual({ serving: true })
  })

  test('of the guardian ends the node', () => {
    const run = new WebServerRun().fail('main', { error: 'IOException' })
    run.do({ type: 'Tell', participant: 'server', actor: '/user', message: { type: 'Start' } }).run(100)
    expect(run.events('ParticipantStopped')).toMatchObject([{ participant: 'server', reason: 'failed' }])
  })
})

test.each([
  ['restart', always({ type: 'restart', stopChildren: false }, 'handler')],
  ['resume', always({ type: 'resume' })],
] as const)('of a burst with a failure in its middle (%s) one message is lost, in order', (_, choice) => {
  const run = new WebServerRun().get('/index.html').settle().supervise('webServer', choice)
  run.get('/index.html', 9).get('/movie.xyz').get('/index.html', 10).settle()
  expect(run.answers).toEqual([
    ...Array.from({ length: 9 }, () => ok),
    'No answer in time; the reason is unknown.',
    ...Array.from({ length: 10 }, () => ok),
  ])
  expect(run.events('ActorFailed')).toHaveLength(1)
})

describe('a run of the web server', () => {
  const recorded = randomWebServerRun(5, 20_000)
  const log: readonly LoggedAction[] = recorded.conductor.actions
  const until = recorded.conductor.frontier
  const hashOf = (seed: number, options: Partial<SimulationOptions> = {}): string => {
    const run = simulate(webServerHeader(seed), { actions: log, until, ...options })
    if (isRefused(run)) throw new Error(run.refused)
    return run.traceHash()
  }

  test('has the same hash when its log is replayed', () => {
    expect(hashOf(5)).toBe(recorded.conductor.traceHash())
    expect(hashOf(6)).not.toBe(hashOf(5))
  })

  test('has the same hash for every width of rounds', () => {
    const random = seededRandom('cuts')
    expect(hashOf(5, { cutRounds: () => 1 })).toBe(recorded.conductor.traceHash())
    expect(hashOf(5, { cutRounds: (_, width) => 1 + random.below(width) })).toBe(
      recorded.conductor.traceHash(),
    )
  })

  test('comes back from a power failure without a database', () => {
    const run = new WebServerRun().get('/index.html').settle().do({ type: 'PowerFailure' }).run(50)
    expect(run.state('cache')).toMatchObject({ entries: [] })
    expect(run.get('/index.html').settle().answers).toEqual([ok])
  })

  test('refuses another node and unknown settings', () => {
    const run = new WebServerRun()
    expect(run.conductor.do({ type: 'Start', participant: 'node-2', roles: ['update'] })).toMatchObject({
      refused: expect.stringContaining('no cluster'),
    })
    expect(simulate(webServerHeader(1, { cluster: {} }), { until: 0 })).toMatchObject({
      refused: '`settings.cluster` is not known here.',
    })
  })
})

describe('random failures under changing supervision', () => {
  test.each(Array.from({ length: 200 }, (_, i) => i + 1))(
    'leave no request without an answer or an explanation with seed %i',
    seed => {
      const { conductor } = randomWebServerRun(seed, 15_000)
      expect(unansweredRequests(conductor.trace)).toEqual([])
      // No fault leaves the disk mounted.
      expect(
        conductor.trace.filter(event => event.type === 'ActorFailed' && event.error.name === 'DiskBusy'),
      ).toEqual([])
    },
  )
})
