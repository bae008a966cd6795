import { describe, expect, test } from 'vitest'
import { emptyView, foldAll } from '../trace/fold.ts'
import { sampleEvents } from '../trace/sample-events.ts'
import { SampleTrace } from '../trace/sample-trace.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { describeAction } from './describe-action.ts'
import { describeEvent } from './describe-event.ts'
import { verbosityOf } from './event-family.ts'
import { logLines } from './log-lines.ts'
import type { Names } from './wording.ts'

const pair = SampleTrace.pair()
const view = foldAll(emptyView, pair.events)
const lineOf = (event: TraceEvent) => describeEvent(event, view).en

test.each(sampleEvents.map(event => [event.type, event] as const))(
  'an event %s has a line in both languages',
  (_, event) => {
    for (const line of Object.values(describeEvent(event, view))) {
      expect(line).toMatch(/\S/)
      expect(line).not.toMatch(/undefined|\[object|\n|#\d/)
    }
  },
)

describe('the line of an event', () => {
  const trace = SampleTrace.pair()

  test('names members by the participant at their address', () => {
    expect(lineOf(trace.sees('node-2', 'node-1', 'Down'))).toBe('node-2 sees node-1 as Down')
    expect(lineOf(trace.sees('node-1', 'node-1', 'Up'))).toBe('node-1 is Up')
    expect(lineOf(trace.losesSightOf('node-2', 'node-1'))).toBe('node-2 cannot reach node-1')
    expect(lineOf(trace.sees('node-1', 'node-9', 'Up'))).toBe('node-1 sees 127.0.0.1:9000 as Up')
  })

  test('names sender and receiver of a message', () => {
    const sent = trace.send('node-1', 'node-2', 'Write', '/user/masterProxy#5')
    expect(lineOf(sent)).toBe('node-1/user/a sends Write to node-2/user/masterProxy')
    expect(lineOf(trace.deliver(sent, 2))).toBe('node-2/user/masterProxy handles Write; 2 more wait')
    expect(lineOf(trace.deliver(sent, 1))).toBe('node-2/user/masterProxy handles Write; 1 more waits')
  })

  test('names the incarnation of a restarted participant', () => {
    expect(lineOf(trace.start('node-3'))).toBe('node-3 starts')
    expect(lineOf(trace.start('node-3'))).toBe('node-3 starts again, as incarnation 2')
  })

  test('has verbosity 1 for key events, 3 for routine events', () => {
    expect(verbosityOf(trace.sees('node-1', 'node-1', 'Up'), view)).toBe(1)
    expect(verbosityOf(trace.sees('node-2', 'node-1', 'Up'), view)).toBe(2)
    expect(verbosityOf(trace.beat('node-1', 'node-2'), view)).toBe(3)
    expect(verbosityOf(trace.send('node-1', 'node-2', 'Write', '/user/a'), view)).toBe(2)
    expect(verbosityOf(trace.kill('node-1'), view)).toBe(1)
  })
})

describe('the line of a failure', () => {
  const actor = '/user/files#7'
  const base = {
    at: 1,
    node: 'web',
    seq: 1,
    type: 'ActorFailed',
    actor,
    error: { name: 'IOException' },
  } as const
  const limited = {
    error: 'Exception',
    strategy: { type: 'restart', maxRestarts: 2, withinMs: 10_000, stopChildren: true },
  } as const

  test('names the rule that decided and the number of the restart', () => {
    const event: TraceEvent = { ...base, decision: 'restart', label: 'Find', decidedBy: limited, count: 1 }
    expect(describeEvent(event, view)).toEqual({
      en: 'web/user/files fails with IOException while handling Find; rule Exception → restart, 1 of 2 in 10 s',
      ja: 'web/user/files が Find の処理中に IOException で失敗。規則 Exception → 再起動(10秒間で1/2回目)',
    })
  })

  test('continues after the message of the error', () => {
    const error = { name: 'IOException', message: 'The disk is full.' }
    expect(lineOf({ ...base, error, decision: 'stop', label: 'Find' })).toBe(
      'web/user/files fails with IOException while handling Find: The disk is full; no supervisor handles it, so it stops',
    )
  })

  test('names used up limits and that no supervisor is left', () => {
    const event: TraceEvent = { ...base, decision: 'stop', label: 'Find', exhausted: [limited] }
    expect(lineOf(event)).toBe(
      'web/user/files fails with IOException while handling Find; the 2 restarts of rule Exception are used up; no supervisor handles it, so it stops',
    )
  })

  test('names a backoff whose limit is used up', () => {
    const rule = {
      error: 'Error',
      strategy: {
        type: 'backoff',
        minBackoffMs: 1000,
        maxBackoffMs: 8000,
        randomFactor: 0,
        maxRestarts: 1,
        stopChildren: true,
      },
    } as const
    expect(lineOf({ ...base, decision: 'stop', decidedBy: rule, exhausted: [rule] })).toBe(
      'web/user/files fails with IOException; the 1 restart of rule Error is used up; so it stops',
    )
  })

  test('lists supervision rules innermost first', () => {
    const event: TraceEvent = {
      at: 1,
      node: 'web',
      seq: 1,
      type: 'SupervisionSet',
      actor,
      rules: [limited, { error: 'Error', strategy: { type: 'stop' } }],
      by: 'person',
    }
    expect(lineOf(event)).toBe(
      'web/user/files is supervised as chosen: Exception → restart, at most 2 times in 10 s; Error → stop',
    )
    expect(lineOf({ ...event, rules: [] })).toBe(
      'web/user/files is supervised as chosen: no rules, so a failure stops it',
    )
  })
})

test('a participant that the watchdog ended has a line with the message it was handling', () => {
  const during = { actor: '/user/files#7', label: 'Find' }
  expect(
    describeEvent(
      {
        at: 1,
        node: 'conductor',
        seq: 1,
        type: 'ParticipantStopped',
        participant: 'web',
        reason: 'failed',
        lostInFlight: 0,
        during,
      },
      view,
    ),
  ).toEqual({
    en: 'web has failed and stops while /user/files handled Find',
    ja: '/user/files が Find を処理中に web が失敗して停止した',
  })
  expect(describeAction({ type: 'Kill', participant: 'web', reason: 'failed', during }).en).toBe(
    'web has failed while /user/files handled Find',
  )
})

test('actors have the names that the reader knows, with their participant where it is not clear', () => {
  const trace = SampleTrace.pair()
  const names: Names = {
    ...view,
    actorName: (path, participant) =>
      path === '/user/a' ? (participant === null ? 'Reader' : `Reader on ${participant}`) : undefined,
  }
  const failed = trace.emit('node-1', {
    type: 'ActorFailed',
    actor: '/user/a#1',
    error: { name: 'Boom' },
    decision: 'resume',
  } as never)
  expect(describeEvent(failed, names).en).toBe('Reader on node-1 fails with Boom; it resumes')
  const letter = { type: 'DeadLetter', from: null, label: 'Get', why: 'stopped' } as const
  const sample = (to: string) => describeEvent(trace.emit('node-1', { ...letter, to } as never), names).en
  expect(sample('/user/a#1')).toBe('Dead letter on node-1: Get to Reader (stopped)')
  expect(sample('/user/b#1')).toBe('Dead letter on node-1: Get to /user/b (stopped)')
  expect(describeAction({ type: 'FailNext', participant: 'node-1', actor: '/user/a' }, names).en).toBe(
    'Make Reader on node-1 fail with Boom at its next message',
  )
})

test.each([
  [{}, 'Make web/user/a fail with Boom at its next message'],
  [{ error: 'IOException', times: 3 }, 'Make web/user/a fail with IOException at its next 3 messages'],
  [
    { error: 'Boom', during: 'start', times: 2 },
    'Make web/user/a fail with Boom at its next message, and at its next 2 starts',
  ],
  [{ fault: 'endless-loop' }, 'Make web/user/a loop for ever at its next message'],
] as const)('a fault %j has one line', (order, line) => {
  expect(describeAction({ type: 'FailNext', participant: 'web', actor: '/user/a', ...order }).en).toBe(line)
})

test('a burst and a chosen supervision have one line each', () => {
  const to = { participant: 'web', actor: '/user/a' } as const
  expect(describeAction({ type: 'Tell', ...to, message: { type: 'Get' }, times: 20 }).en).toBe(
    'Send Get to web/user/a, 20 times at once',
  )
  expect(describeAction({ type: 'Supervise', ...to, supervision: null }).en).toBe(
    'Supervise web/user/a: as its code says',
  )
  const rules = [{ error: 'Error', strategy: { type: 'restart', stopChildren: false } }] as const
  expect(describeAction({ type: 'Supervise', ...to, supervision: { rules, around: 'handler' } }).en).toBe(
    'Supervise web/user/a: Error → restart, children kept; a restart begins with the behavior that its setup returned',
  )
})

test('an action has one line in both languages', () => {
  expect(
    describeAction({
      type: 'Tell',
      participant: 'client',
      actor: '/user/client',
      message: { type: 'Write', key: 'hoge', value: 'fuga' },
    }),
  ).toEqual({
    en: 'Send Write(hoge, fuga) to client/user/client',
    ja: 'client/user/client に Write(hoge, fuga) を送る',
  })
  expect(describeAction({ type: 'Start', participant: 'node-1' }).en).toBe('Start node-1')
  expect(describeAction({ type: 'Start', participant: 'node-5', roles: ['read'] }).en).toBe(
    'Start a new node node-5 with role read',
  )
  expect(describeAction({ type: 'Down', node: 'node-1', by: 'node-2' }).ja).toBe(
    'node-2 で node-1 を Down にする',
  )
})

test('log lines contain the texts that actors logged, with the id of the event', () => {
  expect(logLines(sampleEvents)).toEqual([
    {
      id: expect.stringMatching(/^node-1\/\d+$/),
      at: expect.any(Number),
      node: 'node-1',
      actor: '/user/a#1',
      level: 'info',
      text: 'Write node update',
    },
  ])
})
