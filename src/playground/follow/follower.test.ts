import { expect, test } from 'vitest'
import { cqrsHeader } from '../../cli/random-run.ts'
import { simulate } from '../../cli/simulation.ts'
import { EventLog, eventId, isRefused, type TraceEvent } from '../../trace/index.ts'
import { Playhead } from '../store/playhead.ts'
import { Follower, hopMs } from './follower.ts'

const write = {
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key: 'hoge', value: 'fuga' },
} as const

/** A formed cluster with one write. */
function runWithWrite(): { readonly trace: readonly TraceEvent[]; readonly root: TraceEvent } {
  const conductor = simulate(cqrsHeader(7), { until: 8000 })
  if (isRefused(conductor)) throw new Error(conductor.refused)
  conductor.do(write)
  conductor.advanceTo(12_000)
  return { trace: conductor.trace, root: conductor.trace.find(({ type }) => type === 'ActionDone')! }
}

/** Plays the log from the instant before the write, and notes how long each hop of the journey was shown. */
function play(follow: (follower: Follower, root: TraceEvent) => void) {
  const { trace, root } = runWithWrite()
  const hops: { readonly event: TraceEvent; readonly wallMs: number }[] = []
  let wallMs = 0
  let over: number | null = null
  const follower = new Follower({
    hop: event => hops.push({ event, wallMs }),
    over: () => {
      over ??= wallMs
    },
    lost: () => {
      throw new Error('the journey was lost')
    },
  })
  const log = new EventLog()
  log.append(trace)
  const playhead = new Playhead()
  playhead.show(log)
  playhead.jumpTo(trace.indexOf(root), root.at)
  playhead.director = follower
  follow(follower, root)
  while (over === null && wallMs < 120_000) {
    playhead.advance({ elapsedMs: 16, rate: 1, until: trace.at(-1)!.at, waits: true })
    follower.endIfOver(playhead.at)
    wallMs += 16
  }
  return { hops, over, follower }
}

test('a write is followed over every hop to the readers, and each hop can be watched', () => {
  const { hops, over } = play((follower, root) => follower.follow(eventId(root)))
  const steps = hops.map(({ event }) => `${event.node} ${'label' in event ? event.label : event.type}`)
  expect(steps.slice(0, 2)).toEqual(['conductor ActionDone', 'client Write'])
  expect(steps).toContain('node-1 WriteMessages')
  expect(steps).toContain('database JournalChanged')
  expect(steps).toContain('node-1 Written')
  expect(steps.slice(-2)).toEqual(['node-3 Updated', 'node-4 Updated'])
  expect(hops.some(({ event }) => event.type === 'MessageDelivered' && event.label === 'WriteAck')).toBe(true)
  expect(over).not.toBeNull()
  for (const { event, wallMs } of hops) {
    if (event.type !== 'MessageSent') continue
    const arrived = hops.find(hop => hop.event.cause === eventId(event))
    if (arrived !== undefined) expect(arrived.wallMs - wallMs).toBeGreaterThanOrEqual(hopMs)
  }
})

test('the next action is followed although its id is not known yet', () => {
  const { hops } = play(follower => follower.followNextAction())
  expect(hops[0]!.event).toMatchObject({ type: 'ActionDone', action: write })
})

test('nothing else slows the cursor down once the journey is over', () => {
  const { follower } = play((follower, root) => follower.follow(eventId(root)))
  expect(follower.maxRate(12_000)).toBe(Number.POSITIVE_INFINITY)
})

test('a message flies for at least the time of a hop', () => {
  const { trace, root } = runWithWrite()
  const follower = new Follower({ hop: () => {}, over: () => {}, lost: () => {} })
  follower.follow(eventId(root))
  for (const event of trace.slice(trace.indexOf(root))) {
    follower.reveal(event)
    if (event.type === 'MessageSent' && event.dueAt !== undefined) {
      const rate = follower.maxRate(event.at)
      expect((event.dueAt - event.at) / rate).toBeGreaterThanOrEqual(hopMs)
      return
    }
  }
  throw new Error('no message was sent')
})

test('a jump ends it', () => {
  let lost = 0
  const follower = new Follower({ hop: () => {}, over: () => {}, lost: () => (lost += 1) })
  follower.clear()
  expect(lost, 'nothing was followed').toBe(0)
  follower.followNextAction()
  follower.clear()
  expect(lost).toBe(1)
  follower.clear()
  expect(lost, 'nothing is followed any more').toBe(1)
})
