import { expect, test } from 'vitest'
import { verdictOver } from '../conductor/verdict-over.ts'
import { lampsOf } from '../scenarios/lamps.ts'
import type { Action } from '../trace/action.ts'
import type { Check } from '../trace/check.ts'
import { Folding } from '../trace/fold.ts'
import { isRefused } from '../trace/refused.ts'
import { CheckWatch } from '../trace/watch-checks.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

/*
 * The examples of docs/checks.md, between `example` and `end`, run on one simulated run of `cqrs`: two writes, a crash of
 * the writer's node, and a third write, which is lost on its way to the crashed node.
 */

const conductor = simulate(cqrsHeader(7), { until: 15_000 })
if (isRefused(conductor)) throw new Error(conductor.refused)
const write = (value: string): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key: 'hoge', value },
})
for (const action of [write('a'), write('b'), { type: 'Kill', participant: 'node-1' }, write('c')] as const) {
  conductor.do(action)
  conductor.advanceTo(conductor.frontier + 2000)
}
conductor.advanceTo(60_000)
const { trace, frontier } = conductor

// example: eventually
const formed: Check = { type: 'eventually', what: { fact: 'members', status: 'Up' }, withinMs: 15_000 }
const writtenTwice: Check = { type: 'eventually', what: { event: 'EventPersisted' }, times: 2 }
const writerMoves: Check = {
  type: 'eventually',
  what: { fact: 'singleton-on', node: 'node-2' },
  after: { event: 'ParticipantStopped' },
}
// end

// example: never and always
const noFailedWrite: Check = { type: 'never', what: { event: 'PersistFailed' } }
const oneWriter: Check = { type: 'always', what: { fact: 'singletons', atMost: 1 } }
const disagreementEnds: Check = {
  type: 'always',
  what: { fact: 'agreed' },
  recoversWithinMs: 30_000,
  // Each act of a person starts the time anew.
  unless: [{ event: 'ActionDone', not: { 'action.type': 'Tell' } }],
}
// end

// example: leads to
const crashIsSeen: Check = {
  type: 'leadsTo',
  when: { event: 'ParticipantStopped', where: { participant: 'node-1' } },
  then: { event: 'MemberUnreachable', where: { member: '*node-1*' } },
  withinMs: 8_000,
}
// end

// example: each request its reply
const everyWriteIsAnswered: Check = {
  type: 'leadsTo',
  when: { event: 'MessageSent', node: 'client', where: { from: '/user/client', label: 'Send' } },
  then: { event: 'MessageSent', where: { toNode: 'client', label: 'WriteAck' } },
  // The path of the reply's receiver, in the JSON of the request and in the reply.
  by: { when: 'body.message.replyTo', then: 'to' },
  withinMs: 30_000,
  // Delivery is at most once, so a loss is no mistake while something is broken.
  while: { fact: 'healthy' },
}
// end

// example: counts
const noSecondWriter: Check = {
  type: 'atMostOne',
  begin: { event: 'ActorStarted', where: { actor: '/user/master/singleton' } },
  end: { event: 'ActorStopped', where: { actor: '/user/master/singleton' } },
}
const answeredOnce: Check = {
  type: 'atMost',
  what: { event: 'MessageSent', where: { toNode: 'client', label: 'WriteAck' } },
  times: 1,
  by: 'to',
}
const twoWrites: Check = { type: 'exactly', what: { event: 'EventPersisted' }, times: 2 }
const numbersRise: Check = {
  type: 'rises',
  what: { event: 'EventPersisted' },
  field: 'sequenceNr',
  strictly: true,
}
// end

// example: facts of the view
const crashIsKnown: Check = {
  type: 'eventually',
  what: { fact: 'sees', node: 'node-3', member: 'node-1', status: 'Up', reachable: false },
}
const readersFollow: Check = {
  type: 'always',
  what: {
    fact: 'follows-journal',
    actor: '/user/read',
    field: 'sequenceNr',
    persistenceId: 'cluster_persistent',
  },
  recoversWithinMs: 15_000,
  while: { fact: 'healthy' },
}
// end

// example: copies of a journal
const readersAgree: Check = {
  type: 'agreesWithJournal',
  persistenceId: 'cluster_persistent',
  // Each reader's state is { entries, sequenceNr, … }; each event sets one of the entries.
  actor: '/user/read',
  version: 'sequenceNr',
  data: 'entries',
  key: 'key',
  value: 'value',
  reply: 'GetReply',
  withinMs: 15_000,
  while: { fact: 'healthy' },
}
// end

// example: a run in a test
test('no lamp of the scenario turns red', () => {
  const folding = new Folding()
  const watch = new CheckWatch(lampsOf('cqrs'), folding.draft)
  for (const event of trace) {
    folding.add(event)
    watch.feed(event, folding.draft)
  }
  // A decision names its check, the deciding event, and the number of events up to it.
  const red = watch.pass(frontier).filter(({ verdict }) => verdict === 'false')
  expect(red).toEqual([])
})
// end

test.each(Object.entries({ formed, writtenTwice, writerMoves, crashIsSeen, crashIsKnown }))(
  '%s has happened',
  (_, check) => {
    const verdict = verdictOver(check, trace, frontier)
    // A leads-to stays open, because another crash could follow.
    expect(verdict).toBe(check.type === 'leadsTo' ? 'open' : 'true')
  },
)

test.each(
  Object.entries({
    noFailedWrite,
    oneWriter,
    disagreementEnds,
    crashIsSeen,
    everyWriteIsAnswered,
    noSecondWriter,
    answeredOnce,
    twoWrites,
    numbersRise,
    readersFollow,
    readersAgree,
  }),
)('%s is not violated', (_, check) => {
  expect(verdictOver(check, trace, frontier)).toBe('open')
})

/** Forms that the run violates, so that an example that watches nothing fails here. */
const stricter: { readonly [name: string]: Check } = {
  oneWriter: { ...oneWriter, what: { fact: 'singletons', atMost: 1, atLeast: 1 } } as Check,
  disagreementEnds: { type: 'always', what: disagreementEnds.what, recoversWithinMs: 1000 },
  crashIsSeen: { ...crashIsSeen, withinMs: 1000 },
  everyWriteIsAnswered: { ...everyWriteIsAnswered, withinMs: 300 },
  noSecondWriter: { ...noSecondWriter, begin: { event: 'ActorStarted', where: { actor: '/user/*' } } },
  answeredOnce: { ...answeredOnce, times: 0 },
  twoWrites: { ...twoWrites, times: 1 },
  numbersRise: { ...numbersRise, what: { event: 'MessageDelivered' }, field: 'waiting' },
  readersFollow: { ...readersFollow, recoversWithinMs: 100 },
  readersAgree: { ...readersAgree, withinMs: 100 } as Check,
}

test.each(Object.entries(stricter))('a stricter form of %s is violated', (_, check) => {
  expect(verdictOver(check, trace, frontier)).toBe('false')
})
