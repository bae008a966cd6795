import { describe, expect, test } from 'vitest'
import { sampleHeader } from './sample-run.ts'
import { SampleTrace } from './sample-trace.ts'
import type { TraceEvent, TraceEventBody } from './trace-event.ts'
import { traceEventTypes } from './trace-event-schema.ts'
import { formatTraceFile, hashEveryMs, parseTraceFile } from './trace-file.ts'
import { traceHash } from './trace-hash.ts'

const actor = '/user/a#1'
const error = { name: 'Boom', message: 'it went off' }
const persistent = { actor, persistenceId: 'writer' }
const member = { member: 'pekko://c@127.0.0.1:1', uid: 1 }

/** One event of every type, with every field. The type sees to it that none is forgotten. */
const oneOfEach: {
  readonly [T in TraceEventBody['type']]: Omit<Extract<TraceEventBody, { type: T }>, 'type'>
} = {
  ParticipantStarted: { kind: 'node', address: member.member, uid: 1, incarnation: 1, roles: ['update'] },
  ParticipantStopped: { participant: 'node-1', reason: 'power-failure', lostInFlight: 2 },
  ActionDone: { index: 0, action: { type: 'Kill', participant: 'node-1' } },
  MessageSent: { from: null, to: actor, toNode: 'node-2', dueAt: 20, label: 'Write', body: '{}' },
  MessageDelivered: { to: actor, label: 'Write', waiting: 0 },
  MessageDropped: { to: actor, label: 'Write', why: 'cut' },
  DeadLetter: { from: actor, to: actor, label: 'Write', why: 'gone', body: '{}' },
  MessageUnhandled: { actor, label: 'Write' },
  MessagesCounted: { actor, count: 7 },
  ActorStarted: { actor, behavior: 'writer' },
  ActorStopped: { actor },
  ActorFailed: { actor, error, decision: 'backoff', label: 'Write' },
  ActorResumed: { actor },
  ActorRestarted: { actor, restarts: 1 },
  ActorBackingOff: { actor, until: 500 },
  SignalDelivered: { actor, signal: 'Terminated', of: actor },
  MessageStashed: { actor, label: 'Write', size: 1 },
  MessagesUnstashed: { actor, count: 1, size: 0 },
  StateChanged: { actor, state: '{}', cut: true },
  Logged: { actor, level: 'info', text: 'Write node update' },
  RecoveryStarted: persistent,
  RecoveryCompleted: { ...persistent, sequenceNr: 3, snapshotNr: 2, replayed: 1 },
  RecoveryFailed: { ...persistent, error },
  EventPersisted: { ...persistent, sequenceNr: 1, label: 'Written', body: '{}' },
  PersistFailed: { ...persistent, rejected: true, error },
  SnapshotSaved: { ...persistent, sequenceNr: 3 },
  SnapshotFailed: { ...persistent, sequenceNr: 3, error },
  EventsDeleted: { ...persistent, toSequenceNr: 2 },
  JournalChanged: {
    persistenceId: 'writer',
    change: 'opened',
    highestSequenceNr: 3,
    events: 1,
    snapshots: [3],
  },
  MemberChanged: { ...member, status: 'Up', previous: 'Joining', upNumber: 1, roles: [] },
  MemberUnreachable: member,
  MemberReachable: member,
  LeaderChanged: { leader: null },
  ConvergenceChanged: { converged: true, seenBy: [member.member] },
  DowningDecided: { strategy: 'keep-majority', decision: 'DownUnreachable', down: [member.member] },
  SingletonManagerChanged: { actor, from: 'Start', to: 'Oldest' },
  SingletonIdentified: { actor, singleton: null, buffered: 3 },
  TopicSubscribed: { topic: 'read', subscriber: actor },
  TopicUnsubscribed: { topic: 'read', subscriber: actor },
  Published: { topic: 'read', label: 'Write', nodes: 2 },
  ClientConnected: { actor, receptionist: '/system/receptionist' },
  ClientDisconnected: { actor, why: 'no answer' },
  ClientsChanged: { actor, clients: [actor] },
}

const events: TraceEvent[] = Object.entries(oneOfEach).map(
  ([type, body], i) =>
    ({
      at: i * 3000,
      node: 'node-1',
      seq: i + 1,
      cause: 'node-1/1',
      rule: 'tick',
      type,
      ...body,
    }) as TraceEvent,
)

const lines = (text: string) => text.split('\n')

describe('a trace file', () => {
  const text = formatTraceFile(sampleHeader, events)

  test('brings back every type of event as it was written', () => {
    expect(parseTraceFile(text)).toMatchObject({
      events,
      header: { scenario: 'cqrs', seed: 7, events: events.length },
    })
    expect([...traceEventTypes].sort()).toEqual(Object.keys(oneOfEach).sort())
  })

  test('tells the hash at each virtual minute and at the end', () => {
    const { hash, hashes } = JSON.parse(lines(text)[0] as string)
    expect(hash).toBe(traceHash(events))
    expect(hashes).toEqual(
      [1, 2].map(minute => ({
        at: minute * hashEveryMs,
        hash: traceHash(events.filter(event => event.at <= minute * hashEveryMs)),
      })),
    )
  })

  test('of no events is one line', () => {
    expect(parseTraceFile(formatTraceFile(sampleHeader, []))).toMatchObject({ events: [] })
  })

  const changed = (line: number, change: Record<string, unknown>): string => {
    const all = lines(text)
    all[line - 1] = JSON.stringify({ ...JSON.parse(all[line - 1] as string), ...change })
    return all.join('\n')
  }

  test.each<[string, string, string | RegExp]>([
    ['empty', '', 'Line 1: The file is empty.'],
    [
      'another file',
      '{"format":"x"}',
      'This is no Actorium trace file: `header.format` must be "actorium-trace".',
    ],
    ['from the future', changed(1, { version: 9 }), /^`header.version` is 9, but/],
    [
      'without its end',
      lines(text).slice(0, 10).join('\n'),
      'The file holds 9 events, but its header says 43: it is cut.',
    ],
    ['broken', lines(text).with(4, '{').join('\n'), 'Line 5: This is not JSON: it cannot be read at all.'],
    ['wrong', changed(3, { reason: 'bored' }), /^Line 3: `reason` must be one of killed, /],
    ['unknown', changed(3, { type: 'toString' }), /^Line 3: `type` must be one of Participant/],
    ['with more', changed(3, { extra: 1 }), 'Line 3: `extra` is not known here.'],
    ['changed', changed(3, { at: 3001 }), /^The events do not have the hash/],
  ])('%s is refused', (_, spoilt, refused) => {
    expect(parseTraceFile(spoilt)).toEqual({
      refused: typeof refused === 'string' ? refused : expect.stringMatching(refused),
    })
  })

  test('the sample trace is one', () => {
    const sample = SampleTrace.pair().events
    expect(parseTraceFile(formatTraceFile(sampleHeader, sample))).toMatchObject({ events: sample })
  })
})
