import { beforeEach, expect, test } from 'vitest'
import { describeEvent } from '../../narration/index.ts'
import { webServerCard } from '../../scenarios/web-server/card.ts'
import {
  type ClusterView,
  type EventId,
  EventLog,
  eventId,
  type TraceEvent,
  type TraceEventBody,
} from '../../trace/index.ts'
import { SampleTrace, sampleAddress } from '../../trace/sample-trace.ts'
import { classOfEvent } from '../store/event-classes.ts'
import { type Cursor, initialCursor } from '../store/playback.ts'
import type { SpokenDetail } from '../store/preferences.ts'
import type { Announcement } from './announcement.ts'
import { Announcer, maxRecent } from './announcer.ts'
import { SpeechQueue, speechGapMs } from './speech-queue.ts'

let trace: SampleTrace
let log: EventLog
let cursor: Cursor
let now: number
let followedHop: EventId | null
let detail: SpokenDetail
let queue: SpeechQueue<Announcement>
let announcer: Announcer

/** A run whose first events are shown before the announcer hears anything. */
beforeEach(() => {
  trace = SampleTrace.pair()
  trace.start('client', [], 'client')
  log = new EventLog({ classify: classOfEvent })
  log.append(trace.events)
  cursor = { ...initialCursor, position: log.length, playing: false }
  now = 0
  followedHop = null
  detail = 'usual'
  queue = new SpeechQueue(() => now)
  announcer = new Announcer(queue, {
    cursor: () => cursor,
    followedHop: () => followedHop,
    view: (): ClusterView => log.viewAt(cursor.position),
    card: () => webServerCard,
    detail: () => detail,
  })
  announcer.begin(log, log.length)
})

const move = (change: Partial<Cursor>) => {
  cursor = { ...cursor, ...change }
  announcer.cursorMoved(cursor)
}
/** Shows events, as one frame does. */
const show = (...events: readonly TraceEvent[]) => {
  log.append(events)
  cursor = { ...cursor, position: log.length, at: trace.at }
  announcer.add(events)
}
const jump = (position: number, change: Partial<Cursor> = {}) => {
  cursor = { ...cursor, position, following: false, ...change }
  announcer.begin(log, position)
}

const emit = (node: string, body: object): TraceEvent => trace.after(10).emit(node, body as TraceEventBody)
const failure = (count = 1): TraceEvent =>
  emit('node-1', {
    type: 'ActorFailed',
    actor: '/user/a',
    error: { name: `Boom${count}` },
    decision: 'resume',
  })
const routine = () => emit('node-1', { type: 'MessageUnhandled', actor: '/user/a', label: 'Hello' })
const answers = (...replies: readonly (string | null)[]) =>
  emit('client', {
    type: 'StateChanged',
    actor: '/user/browser#1',
    state: JSON.stringify({
      exchanges: replies.map((type, index) => ({
        id: index + 1,
        request: { type: 'Get', path: `/${index + 1}` },
        reply: type === null ? null : { type },
      })),
      asked: replies.length,
      tally: {},
    }),
  })
const about = (by: string, type: 'MemberUnreachable' | 'MemberReachable') =>
  emit(by, { type, member: sampleAddress('node-2'), uid: trace.uid('node-2') })

/** Removes everything that waits and returns it as short texts. */
function said(): readonly string[] {
  const texts: string[] = []
  for (now += speechGapMs; queue.delayMs() !== null; now += speechGapMs) {
    const { item, times, more } = queue.take()!
    texts.push(`${textOf(item)}${times > 1 ? ` ×${times}` : ''}${more > 0 ? ` +${more}` : ''}`)
  }
  return texts
}
function textOf(item: Announcement): string {
  switch (item.type) {
    case 'event':
      return describeEvent(item.event, item.view).en
    case 'answer':
      return `${item.request.path} ${item.reply.type}`
    case 'jump':
      return `${item.now ? 'now' : 'jump'} ${item.to - item.from}`
    default:
      return item.type
  }
}

test('the events before the subscription are not announced, and are listed as recent', () => {
  expect(said()).toEqual([])
  expect(announcer.recent.map(({ event }) => event.type)).toContain('ParticipantStarted')
})

test('key events are announced in order, others are not', () => {
  show(failure(1), routine(), failure(2))
  expect(said()).toEqual([
    'node-1/user/a fails with Boom1; it resumes',
    'node-1/user/a fails with Boom2; it resumes',
  ])
})

test('in brief only acts and failures are said, and the list of recent changes is complete', () => {
  detail = 'brief'
  show(failure(), trace.sees('node-1', 'node-1', 'Up'))
  expect(said()).toEqual(['node-1/user/a fails with Boom1; it resumes'])
  expect(announcer.recent[0]?.event.type).toBe('MemberChanged')
})

test('in full the steps between key events are said, and routine is not', () => {
  const steps = () => show(trace.sees('node-2', 'node-1', 'Up'), routine())
  steps()
  expect(said()).toEqual([])
  detail = 'full'
  steps()
  expect(said()).not.toEqual([])
  const gossip = emit('node-1', {
    type: 'MessageSent',
    from: null,
    to: '/system/cluster',
    label: 'Gossip',
    protocol: 'membership',
    periodic: true,
  })
  show(gossip)
  expect(said()).toEqual([])
})

test('of ten failures in a row the first and the last are announced, and the others are counted', () => {
  show(...Array.from({ length: 10 }, (_, index) => failure(index + 1)))
  const texts = said()
  expect(texts).toHaveLength(5)
  expect(texts[0]).toContain('Boom1')
  expect(texts[2]).toMatch(/\+5$/)
  expect(texts[4]).toContain('Boom10')
})

test('an answer is announced once, although later states list it again', () => {
  show(answers(null))
  show(answers('Ok', null))
  show(answers('Ok', 'NotFound'))
  expect(said()).toEqual(['/1 Ok', '/2 NotFound'])
})

test('answers survive a flood of other events', () => {
  show(answers('Ok'), ...Array.from({ length: 50 }, (_, index) => failure(index)))
  show(answers('Ok', 'Ok'), ...Array.from({ length: 50 }, (_, index) => failure(index)))
  expect(said().filter(text => text.startsWith('/'))).toHaveLength(2)
})

test('a client that starts again announces answers with the same numbers', () => {
  show(answers('Ok'))
  show(answers())
  show(answers('Ok'))
  expect(said()).toEqual(['/1 Ok ×2'])
})

test('a jump drops what waits and is announced once, as seen from the place before it', () => {
  show(failure(), failure(), failure())
  const end = log.length
  jump(end - 1)
  jump(end - 2)
  jump(end - 3)
  expect(said()).toEqual(['jump -3'])
})

test('a jump to now is announced, and answers before it are not', () => {
  show(answers('Ok'))
  said()
  const end = log.length
  jump(1)
  said()
  jump(end, { following: true })
  expect(said()).toEqual([`now ${end - 1}`])
})

test('another run is announced without a jump, and nothing of the first run', () => {
  show(failure())
  announcer.begin(new EventLog(), 0)
  expect(said()).toEqual([])
})

test('a cursor that runs ahead announces the first and the last key events between, and new answers', () => {
  const skipped = [answers('Ok'), ...Array.from({ length: 20 }, (_, index) => failure(index + 1))]
  log.append(skipped)
  jump(log.length, { following: true })
  const texts = said()
  expect(texts).toEqual([
    '/1 Ok',
    expect.stringContaining('Boom1;'),
    expect.stringMatching(/Boom2; .* \+16$/),
    expect.stringContaining('Boom19;'),
    expect.stringContaining('Boom20;'),
  ])
})

test('the event to which a step leads is announced, although it is no key event', () => {
  const [first, second] = [routine(), routine()]
  move({ following: false, target: log.length + 2 })
  show(first)
  expect(said()).toEqual([])
  show(second)
  expect(said()).toEqual(['node-1/user/a does not handle Hello'])
})

test('an unreachable member is announced once, however many nodes see it, and again after it was reachable', () => {
  show(about('node-1', 'MemberUnreachable'), about('node-3', 'MemberUnreachable'))
  expect(said()).toEqual(['node-1 cannot reach node-2'])
  show(about('node-3', 'MemberReachable'), about('node-1', 'MemberReachable'))
  expect(said()).toEqual(['node-3 can reach node-2 again'])
  show(about('node-1', 'MemberUnreachable'))
  expect(said()).toEqual(['node-1 cannot reach node-2'])
})

test('an action is left out when its effect says the same', () => {
  const done = (action: object) => emit('conductor', { type: 'ActionDone', index: 0, action })
  show(done({ type: 'Kill', participant: 'node-2' }), trace.kill('node-2'))
  show(
    done({ type: 'Freeze', participant: 'node-1' }),
    emit('conductor', { type: 'ParticipantFrozen', participant: 'node-1' }),
  )
  show(done({ type: 'Leave', node: 'node-1' }))
  expect(said()).toEqual(['node-2 is killed', 'node-1 freezes', 'Ask node-1 to leave'])
})

test('in brief, an act is said also when its effect says it', () => {
  detail = 'brief'
  show(emit('conductor', { type: 'ParticipantThawed', participant: 'node-1' }), routine())
  show(trace.kill('node-2'))
  show(emit('conductor', { type: 'ParticipantStarted', participant: 'node-2', incarnation: 2 }))
  expect(said()).toHaveLength(3)
})

test('play, pause and the wait at a failure are announced once', () => {
  move({ playing: true })
  move({ playing: true, waiting: true })
  move({ playing: true, waiting: false })
  move({ playing: true, waiting: true })
  expect(said()).toEqual(['playing', 'waiting'])
  move({ playing: false })
  move({ playing: true })
  move({ playing: false })
  expect(said()).toEqual(['paused ×3'])
})

test('recent events are those before the cursor, also in the past', () => {
  for (let count = 1; count <= 30; count++) show(failure(count))
  expect(announcer.recent).toHaveLength(maxRecent)
  jump(log.length - 25)
  const [newest] = announcer.recent
  expect(newest && textOf(newest)).toContain('Boom5;')
})

test('a routine event is announced while it is the hop of a followed command', () => {
  const hop = routine()
  followedHop = eventId(hop)
  show(hop, routine())
  expect(queue.take()?.item).toMatchObject({ type: 'event', event: hop })
  now += speechGapMs
  expect(queue.take()).toBeNull()
})
