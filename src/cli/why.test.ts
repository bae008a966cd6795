import { describe, expect, test } from 'vitest'
import type { Conductor } from '../conductor/conductor.ts'
import { explain, type Fact, type WhyAnswer } from '../narration/index.ts'
import { cqrsSettings } from '../scenarios/cqrs/settings.ts'
import type { Action, ClusterView, Plain, RunHeader } from '../trace/index.ts'
import { EventLog, eventId, isRefused, type TraceEvent } from '../trace/index.ts'
import { cqrsHeader, randomRun } from './random-run.ts'
import { simulate } from './simulation.ts'
import { WebServerRun } from './web-server-run.ts'

/** A cqrs cluster of seed 7, whose node-1 hosts the singleton and is the client's contact from 485 ms on. */
class Story {
  readonly conductor: Conductor

  constructor(until = 8000, settings: RunHeader['settings'] = {}) {
    const conductor = simulate(cqrsHeader(7, settings), { until })
    if (isRefused(conductor)) throw new Error(conductor.refused)
    this.conductor = conductor
  }

  do(action: Action): this {
    const done = this.conductor.do(action)
    if (done instanceof Promise || isRefused(done)) throw new Error(`Refused: ${JSON.stringify(done)}`)
    return this
  }

  write(key: string, value: string): this {
    const message = { type: 'Write', key, value }
    return this.do({ type: 'Tell', participant: 'client', actor: '/user/client', message })
  }

  kill(participant: string): this {
    return this.do({ type: 'Kill', participant })
  }

  to(at: number): this {
    this.conductor.advanceTo(at)
    return this
  }

  get view(): ClusterView {
    const log = new EventLog()
    log.append(this.conductor.trace)
    return log.view
  }

  /** The answer when the first `count` events are shown; default: all. */
  why(fact: Fact, count = this.conductor.trace.length): WhyAnswer {
    const log = new EventLog()
    log.append(this.conductor.trace)
    const view = log.viewAt(count)
    return explain({ log, view, count, names: view, settings: cqrsSettings as unknown as Plain }, fact)
  }
}

/** The English sentences of an answer: of each part its lead, its steps with their rules, and its origin. */
const sentences = ({ parts }: WhyAnswer): readonly (readonly string[])[] =>
  parts.map(({ lead, steps, origin }) => [
    ...(lead === null ? [] : [lead.en]),
    ...steps.flatMap(({ text, rule }) => [text.en, ...(rule === null ? [] : [rule.en])]),
    ...(origin === null ? [] : [origin.text.en]),
  ])

const singleton: Fact = { type: 'singleton' }
const answerTo = (request: number): Fact => ({
  type: 'answer',
  participant: 'client',
  path: '/user/client',
  request,
})

describe('why there is no singleton after its node was killed', () => {
  const story = new Story().kill('node-1')
  const ended = [
    'The last one ended on node-1.',
    'node-1 is killed; 3 messages on the way to it are lost',
    'You killed node-1.',
  ]

  test('is, at first, that the others have not noticed', () => {
    const { title, parts } = story.to(9000).why(singleton)
    expect(title).toEqual({ en: 'There is no singleton', ja: 'シングルトンがない' })
    expect(parts).toHaveLength(2)
    const [first, second] = sentences({ title, parts, events: new Set() })
    expect(first?.slice(-1)).toEqual(ended.slice(-1))
    expect(second).toEqual([
      'For the other nodes node-1 is still the oldest member, and only the oldest may host the singleton. They have not noticed yet that node-1 is gone. Rule: a member whose heartbeat replies stop for longer than about this is unreachable (acceptable-heartbeat-pause: 3 s).',
    ])
  })

  test('is, while it is unreachable, that it is not marked Down yet', () => {
    const [, waits] = sentences(story.to(13_000).why(singleton))
    expect(waits?.[0]).toContain('Its successor waits until it is marked Down.')
    expect(waits?.[0]).toContain('(stable-after: 3 s)')
    expect(waits?.slice(1)).toEqual([
      'node-3 cannot reach node-1',
      'node-3 learnt that from node-4 by gossip',
      'node-4 cannot reach node-1',
      expect.stringContaining('node-1 is killed'),
      'You killed node-1.',
    ])
  })

  test('is, after its removal, the margin in which it may still run', () => {
    story.conductor.advanceTo(story.conductor.frontier)
    for (
      let at = 13_000;
      story.why(singleton).parts[1]?.lead?.en.includes('node-2 is to host') !== true;
      at += 200
    )
      story.to(at)
    const [, waits] = sentences(story.why(singleton))
    expect(waits).toEqual([
      'node-2 is to host the next one. It waits until node-1 hands over or, once node-1 is removed, until the margin is over. Rule: the singleton of a removed member may still run, so its successor waits (down-removal-margin: 3 s).',
      'The singleton manager on node-2 changes from Younger to BecomingOldest',
      'node-2 sees node-1 as Removed',
      'node-2 sees node-1 as Down',
      'node-2 decides with keep-majority: DownUnreachable, marking node-1 as Down, because it reaches 3 of 4 members',
      'Rule: once the unreachable members have stayed the same for this long, the leader decides which side survives (stable-after: 3 s).',
      'node-2 cannot reach node-1',
      expect.stringContaining('node-1 is killed'),
      'You killed node-1.',
    ])
  })

  test('ends with the successor, whose start leads back to the kill', () => {
    const answer = story.to(story.conductor.frontier + 4000).why(singleton)
    expect(answer.title.en).toBe('The singleton runs on node-2')
    const [start] = sentences(answer)
    expect(start?.[0]).toBe('node-2/user/master/singleton starts')
    expect(start).toContain(
      'Rule: the singleton of a removed member may still run, so its successor waits (down-removal-margin: 3 s).',
    )
    expect(start?.at(-1)).toBe('You killed node-1.')
  })

  test('never tells an event beyond the cursor', () => {
    const { log, count } = { log: story.conductor.trace, count: 2000 }
    const answer = story.why(singleton, count)
    const shown = new Set(log.slice(0, count).map(eventId))
    for (const id of answer.events) expect(shown).toContain(id)
    const later = eventId(log[count]!)
    expect(story.why({ type: 'event', id: later }, count)).toMatchObject({
      title: { en: 'This has not happened yet' },
      events: new Set(),
    })
  })
})

test('a singleton that waits for its lease is explained by its manager', () => {
  const settings = { cluster: { singleton: { useLease: true } } }
  const story = new Story(0, settings).kill('database').to(8000)
  const [part] = sentences(story.why({ type: 'singleton' }))
  expect(part?.[0]).toBe(
    'node-1 is the oldest, and asks the database for the lease of the singleton. Without the lease it starts none.',
  )
})

describe('why a member has its status', () => {
  test('is told over the gossip that brought the news', () => {
    const [chain] = sentences(new Story().why({ type: 'status', of: 'node-3' }))
    expect(chain?.slice(0, 3)).toEqual([
      'node-3 is Up',
      'node-3 learnt that from node-1 by gossip',
      'node-1 sees node-3 as Up',
    ])
  })

  test('is, for a killed node that nobody misses yet, the kill and that nobody has noticed', () => {
    const [end, others] = sentences(new Story().kill('node-4').to(9000).why({ type: 'status', of: 'node-4' }))
    expect(end?.at(-1)).toBe('You killed node-4.')
    expect(others?.[0]).toContain('No running node has noticed anything about node-4 yet.')
  })

  test('is, for a node whose seed nodes do not answer, the names of the seed nodes', () => {
    const story = new Story(8000, { cluster: { seedNodes: ['pekko://HogeCluster@nobody:9999'] } })
    const [start, seeds] = sentences(story.why({ type: 'status', of: 'node-3' }))
    expect(start?.[0]).toBe('node-3 is not a member of the cluster yet.')
    expect(seeds).toEqual([
      'It asks its seed nodes in vain: nobody:9999. Start one of them, or name others in the settings.',
    ])
  })

  test('is, for a node that asks to join during a full shutdown, the shutdown', () => {
    const story = new Story().do({ type: 'PrepareForShutdown', node: 'node-1' })
    story.do({ type: 'Start', participant: 'node-5', roles: ['read'] }).to(16_000)
    const [start] = sentences(story.why({ type: 'status', of: 'node-5' }))
    expect(start?.[0]).toContain('the cluster prepares for its shutdown, so no node can join it.')
  })

  test('is, for a node that was told to leave, that request', () => {
    const [end] = sentences(
      new Story().do({ type: 'Leave', node: 'node-4' }).to(20_000).why({ type: 'status', of: 'node-4' }),
    )
    expect(end?.[0]).toContain('node-4 has left the cluster and stops')
    expect(end?.at(-1)).toBe('You asked node-4 to leave.')
  })

  test('is, for an unreachable node, its end also where the news came by gossip', () => {
    const story = new Story().kill('node-1').to(13_000)
    for (const by of ['node-2', 'node-3', 'node-4']) {
      const [chain] = sentences(story.why({ type: 'reachability', of: 'node-1', by }))
      expect(chain?.at(-1), by).toBe('You killed node-1.')
    }
  })
})

describe('why a member fell silent', () => {
  const whyUnreachable = (story: Story) =>
    sentences(story.to(13_000).why({ type: 'reachability', of: 'node-4', by: 'node-2' }))[0]

  test('is a partition', () => {
    const story = new Story().do({ type: 'Partition', sides: [['node-4'], ['node-1', 'node-2', 'node-3']] })
    expect(whyUnreachable(story)?.at(-1)).toBe(
      'You did this: Partition [node-4] and [node-1, node-2, node-3].',
    )
  })

  test('is a freeze', () => {
    const story = new Story().do({ type: 'Freeze', participant: 'node-4', forMs: 60_000 })
    expect(whyUnreachable(story)?.at(-1)).toBe('You froze node-4.')
  })
})

describe('why a request has its answer', () => {
  test('leads from the answer back to the command', () => {
    const [chain] = sentences(new Story().write('a', '1').to(10_000).why(answerTo(1)))
    expect(chain?.[0]).toBe('client/user/client changes its state')
    expect(chain).toContain('node-1/user/master/singleton sends WriteMessages to database/system/journal')
    expect(chain?.at(-1)).toBe('You sent Write to client/user/client.')
  })

  test('tells, without one, where the request is', () => {
    const story = new Story().write('a', '1').to(8100)
    expect(sentences(story.why(answerTo(1)))[0]?.[0]).toMatch(
      /^Send is on its way to .+ and arrives at 8\.\d+ s\.$/,
    )
    story.kill('node-1').to(9000)
    expect(sentences(story.why(answerTo(1)))[0]?.[0]).toBe(
      'Send was lost: node-1 was not running when it was due.',
    )
  })

  test('is a time-out, with the failure in which the request got lost', () => {
    const story = new Story()
      .do({ type: 'FailNext', participant: 'node-1', actor: '/user/master/singleton' })
      .write('a', '1')
      .to(45_000)
    const [timeout, lost] = sentences(story.why(answerTo(1)))
    expect(timeout).toContain('Rule: an ask that gets no reply in its time ends with a time-out.')
    expect(lost?.[0]).toBe('It got lost:')
    expect(lost?.[1]).toContain('fails with Boom while handling Write')
    expect(lost?.at(-1)).toBe(
      'You did this: Make node-1/user/master/singleton fail with Boom at its next message.',
    )
  })
})

describe('why a copy is behind', () => {
  const copy: Fact = { type: 'copy', participant: 'node-3', path: '/user/read' }

  test('is an update that was lost on a cut link', () => {
    const story = new Story()
    story.do({ type: 'Cut', links: [{ from: 'node-1', to: 'node-3', oneWay: true }] })
    const [chain] = sentences(story.write('a', '1').to(9500).why(copy))
    expect(chain?.[0]).toBe(
      'The copy holds the events up to 0; the journal has 1. The update for event 1 got lost:',
    )
    expect(chain?.at(-1)).toBe('You did this: Cut the link node-1 → node-3.')
  })

  test('is the end of the reader', () => {
    const [end] = sentences(new Story().kill('node-3').write('a', '1').to(9500).why(copy))
    expect(end?.[0]).toBe('The copy holds the events up to 0; the journal has 1. The reader is not running:')
    expect(end?.at(-1)).toBe('You killed node-3.')
  })
})

describe('why a message became a dead letter', () => {
  const partsOf = (trace: readonly TraceEvent[], letter: TraceEvent) => {
    const log = new EventLog()
    log.append(trace)
    const context = { log, view: log.view, count: log.length, names: log.view, settings: {} }
    return sentences(explain(context, { type: 'event', id: eventId(letter) }))
  }

  test('tells who sent it and how its receiver ended', () => {
    const run = new WebServerRun()
      .supervise('cache', { rules: [{ error: 'Error', strategy: { type: 'stop' } }] })
      .fail('cache', { error: 'Error' })
      .get('/index.html')
      .settle()
      .get('/index.html')
      .settle()
    const [sent, gone] = partsOf(run.conductor.trace, run.events('DeadLetter')[0]!)
    expect(sent).toEqual([
      'Dead letter on server: Find to /user/web-server/cache (the actor has stopped)',
      'client/user/browser sends Get to server/user/web-server',
      'client sends Get to /user/browser',
      'You sent Get to client/user/browser.',
    ])
    expect(gone).toEqual([
      'Its receiver server/user/web-server/cache is gone:',
      'server/user/web-server/cache stops',
      'server/user/web-server/cache fails with Error while handling Find: [Error] was thrown on request; rule Error → stop',
      'You did this: Make server/user/web-server/cache fail with Error at its next message.',
    ])
  })

  test('tells that it was sent to dead letters by intent', () => {
    const { trace } = randomRun(3, 12_000).conductor
    const letter = trace.find(event => event.type === 'DeadLetter' && event.to.startsWith('/deadLetters'))!
    const [, second] = partsOf(trace, letter)
    expect(second).toEqual([
      'Its sender gave it to the dead letters itself, because it had nobody to send it to.',
    ])
  })
})

describe('why a message waits', () => {
  /** A story at the instant at which the client sends a write to node-1. */
  const writing = () => {
    const story = new Story().write('a', '1')
    for (let at = 8001; ; at += 1) {
      const sent = story.to(at).conductor.trace.findLast(isWrite)
      if (sent !== undefined) return { story, message: eventId(sent), participant: 'node-1' }
    }
  }
  const isWrite = (event: TraceEvent): boolean =>
    event.type === 'MessageSent' &&
    event.toNode === 'node-1' &&
    event.protocol === 'client' &&
    event.at > 8000
  const partsAt = ({ story, message }: ReturnType<typeof writing>, at: number) =>
    sentences(story.to(at).why({ type: 'event', id: message }))

  test('is nothing but its sender while it travels as usual, and after it was handled', () => {
    const wait = writing()
    for (const at of [wait.story.conductor.frontier, 12_000]) {
      const parts = partsAt(wait, at)
      expect(parts).toHaveLength(1)
      expect(parts[0]?.at(-1)).toBe('You sent Write to client/user/client.')
    }
  })

  test('is the act that holds it', () => {
    const wait = writing()
    const { story, message, participant } = wait
    story.do({ type: 'Hold', participant, message })
    const [held, sent] = partsAt(wait, 9000)
    expect(held?.[0]).toBe('It is held until you release it:')
    expect(held?.at(-1)).toBe(`You did this: Hold message ${message} to node-1.`)
    expect(sent?.at(-1)).toBe('You sent Write to client/user/client.')
  })

  test('is the order that holds arriving messages', () => {
    const story = new Story().do({ type: 'HoldArrivals', hold: 'application' }).write('a', '1').to(9000)
    const held = story.conductor.trace.find(event => event.type === 'MessageHeld')
    if (held?.type !== 'MessageHeld') throw new Error('No message is held.')
    for (const id of [held.message, eventId(held)]) {
      const [chain] = sentences(story.why({ type: 'event', id }))
      expect(chain?.at(-1)).toBe('You did this: Hold arriving messages of the application.')
    }
  })

  test('is the act that delays it in flight, also once it was handled', () => {
    const wait = writing()
    const { story, message, participant } = wait
    story.do({ type: 'Delay', participant, message, forMs: 3000 })
    const [delayed] = partsAt(wait, 9000)
    expect(delayed?.[0]).toMatch(/^It is delayed and goes on at 11\.\d+ s:$/)
    expect(delayed?.at(-1)).toBe(`You did this: Delay message ${message} to node-1 by 3 s.`)
    expect(partsAt(wait, 14_000), 'it has arrived').toHaveLength(1)
    const delivered = story.conductor.trace.find(
      event => event.type === 'MessageDelivered' && event.cause === message,
    )
    const [late] = sentences(story.why({ type: 'event', id: eventId(delivered!) }))
    expect(late?.[0]).toBe('It arrived at another instant than planned:')
    expect(late?.at(-1)).toBe(delayed?.at(-1))
  })

  test('is the latency that its link was given', () => {
    const links = [{ from: 'client', to: 'node-1' }]
    const story = new Story()
    story
      .do({ type: 'SetLinks', links, latency: { minMs: 5000, maxMs: 5000 } })
      .write('a', '1')
      .to(9000)
    const sent = story.conductor.trace.findLast(isWrite)
    const [slow] = sentences(story.why({ type: 'event', id: eventId(sent!) }))
    expect(slow?.[0]).toBe('Its link has another latency:')
    expect(slow?.at(-1)).toContain('You did this: Give the link client – node-1 a latency of 5000 to 5000 ms')
  })

  test('is the freeze of its receiver', () => {
    const wait = writing()
    wait.story.do({ type: 'Freeze', participant: 'node-1', forMs: 60_000 })
    const [frozen] = partsAt(wait, 10_000)
    expect(frozen?.[0]).toBe('It waits because node-1 is frozen:')
    expect(frozen?.at(-1)).toBe('You froze node-1.')
  })

  test('is the block of its receiver', () => {
    const wait = writing()
    wait.story.do({ type: 'Block', participant: 'node-1', forMs: 6000 })
    const [blocked] = partsAt(wait, 9000)
    expect(blocked?.[0]).toBe('It waits because node-1 is blocked:')
    expect(blocked?.at(-1)).toBe('You did this: Block all actors of node-1 for 6 s.')
  })

  test('is the act that delays it in a mailbox, and the rule that ends the delay', () => {
    const story = new Story()
    const participant = 'node-1'
    const writer = '/user/master/singleton'
    story.do({ type: 'Block', participant, actor: writer, forMs: 6000 }).write('a', '1').to(9000)
    const message = story.view.participants[participant]?.actors[writer]?.mailbox[0]?.id ?? ''
    const [blocked] = sentences(story.why({ type: 'event', id: message }))
    expect(blocked?.[0]).toBe('It waits because node-1/user/master/singleton is blocked:')
    expect(blocked?.at(-1)).toContain('You did this: Block ')
    story.do({ type: 'Delay', participant, message, forMs: 2000 }).to(10_000)
    const delayed = `You did this: Delay message ${message} to node-1 by 2 s.`
    expect(sentences(story.why({ type: 'event', id: message }))[0]?.at(-1)).toBe(delayed)
    const back = story.to(12_000).conductor.trace.findLast(event => event.type === 'MessageRescheduled')
    expect(back?.rule).toBe('end of a delay')
    expect(sentences(story.why({ type: 'event', id: eventId(back!) }))[0]?.at(-1)).toBe(delayed)
  })
})

test('a command that waited in a buffer is a consequence of its sender, not of what ended the wait', () => {
  const story = new Story().kill('node-1').to(18_000).write('a', '1').to(30_000)
  const [chain] = sentences(story.why(answerTo(1)))
  expect(chain?.at(-1)).toBe('You sent Write to client/user/client.')
  expect(chain).toContain('node-2/user/masterProxy sends Write to /user/master/singleton')
})
