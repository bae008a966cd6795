import type { Page } from '@playwright/test'
import type { Playground } from '../src/browser/index.ts'
import type { Check } from '../src/trace/check.ts'
import type { Browser } from './browser.ts'
import { percentile, recordFrames } from './frame-trace.ts'
import { fixed, type Row, thousands } from './table.ts'

const nodesUpTo = (count: number) => Array.from({ length: count }, (_, i) => `node-${i + 1}`)
/** With client and database: 30 workers. */
const mostNodes = 28
/** One frame at 60 Hz, in ms. */
const frameBarMs = 16.7
const firstCardBarMs = 500
const measuredMs = 5000
/** Virtual time under load, in ms. */
const loadMs = 2000
/** Requests of one burst: about 500 messages in flight, and more than twice as many. */
const bursts = [150, 500] as const
/** Interval of bursts in virtual ms, less than the flight of one message. */
const burstEveryMs = 200

/** Frames of the shipped page with 20 nodes, at rest and under load, with 28 nodes at rest, and how it opens. */
export async function frameRows(browser: Browser): Promise<readonly Row[]> {
  const opening = await openCold(browser)
  const page = await browser.context.newPage()
  await page.goto(`${browser.shippedUrl}?seed=7`)
  await page.waitForFunction(() => window.playground !== undefined)
  await grow(page, 4, 20)
  const rest = await measure(page, () => page.waitForTimeout(measuredMs))
  // A busy machine gives the page fewer frames. The run is then slowed, so that a frame covers as much of it as at 60 Hz.
  const speed = Math.min(1, frameBarMs / rest.intervalMs)
  const loads = []
  for (const burst of bursts)
    loads.push({ burst, frames: await measure(page, () => sendBursts(page, burst, speed)) })
  await page.evaluate(() => window.playground?.time.speed(1))
  await grow(page, 20, mostNodes)
  const before = { virtualMs: await now(page), wallMs: performance.now() }
  const most = await measure(page, () => page.waitForTimeout(measuredMs))
  const kept = ((await now(page)) - before.virtualMs) / (performance.now() - before.wallMs)
  await page.close()
  const search = await duringSearch(browser)
  const row = (what: string, { p50, p95, wallP95, count, flying }: Frames, nodes = 20): Row => ({
    what: `main thread’s processor time a frame, ms, p95 (p50 ${fixed(p50)}, p95 by the clock ${fixed(wallP95)}): ${nodes} nodes, ${what}, ${thousands(flying)} messages in flight, ${thousands(count)} frames`,
    ours: fixed(p95),
    limit: `bar ${frameBarMs}`,
    ratio: p95 / frameBarMs,
  })
  return [
    row('at rest', rest),
    ...loads.map(({ burst, frames }) =>
      row(`${burst} requests every ${burstEveryMs} virtual ms at ${speed.toFixed(2)}×`, frames),
    ),
    row(`30 workers, played at ${kept.toFixed(2)}× of the asked 1×`, most, mostNodes),
    row('during a search for acts that break a lamp', search, 4),
    {
      what: `ms from opening to the first painted node card, nothing cached (processor time of the main thread until then: ${fixed(opening.processorMs)})`,
      ours: thousands(opening.firstCardMs),
      limit: `bar ${firstCardBarMs}`,
      ratio: opening.firstCardMs / firstCardBarMs,
    },
    {
      what: 'layout shift after the first card, until four nodes are up and a write is answered',
      ours: opening.layoutShift.toFixed(4),
      limit: 'bar 0',
      ratio: opening.layoutShift,
    },
  ]
}

/** The frames while spare workers search for acts that turn a lamp red, which they do not find in that time. */
async function duringSearch({ context, shippedUrl }: Browser): Promise<Frames> {
  const page = await context.newPage()
  await page.goto(`${shippedUrl}?seed=7`)
  await page.waitForFunction(() => window.playground !== undefined)
  await page.evaluate(async () => {
    const { playground } = window as unknown as { readonly playground: Playground }
    await playground.ready
    await playground.time.runUntil(10_000)
    await playground.time.play()
  })
  await page.getByRole('button', { name: /^Writes kept : / }).click()
  const frames = await measure(page, async () => {
    await page.getByRole('button', { name: 'Break it for me' }).click()
    await page.getByRole('dialog').getByRole('progressbar').waitFor()
    await page.waitForTimeout(measuredMs)
  })
  const searching = await page.getByRole('dialog').getByRole('progressbar').isVisible()
  await page.close()
  if (!searching) throw new Error('The search ended before its frames were measured.')
  return frames
}

/** Starts nodes until there are so many, waits until all are Up, and plays. */
async function grow(page: Page, present: number, count: number): Promise<void> {
  const nodes = nodesUpTo(count)
  const allUp: Check = { type: 'eventually', what: { fact: 'members', status: 'Up', nodes } }
  await page.evaluate(
    async ({ added, allUp }) => {
      const { playground } = window as unknown as { readonly playground: Playground }
      await playground.ready
      await playground.time.pause()
      for (const participant of added) {
        const started = await playground.do({ type: 'Start', participant, roles: ['read'] })
        if ('refused' in started) throw new Error(started.refused)
      }
      const outcome = await playground.until(allUp, { withinMs: 120_000 })
      if ('refused' in outcome || outcome.verdict !== 'true') throw new Error(JSON.stringify(outcome))
      await playground.time.play()
    },
    { added: nodes.slice(present), allUp },
  )
  // The cursor goes on to the frontier and the cards arrange themselves.
  await page.waitForTimeout(3000)
}

/** Sends bursts for some time, so that hundreds of messages fly at each moment. */
async function sendBursts(page: Page, burst: number, speed: number): Promise<void> {
  await page.evaluate(
    async ({ burst, burstEveryMs, loadMs, speed }) => {
      const { playground } = window as unknown as { readonly playground: Playground }
      await playground.time.speed(speed)
      const from = Number(await playground.time.now())
      for (let due = from; due < from + loadMs; due += burstEveryMs) {
        while (Number(await playground.time.now()) < due)
          await new Promise(resolve => setTimeout(resolve, 20))
        const sent = await playground.do({
          type: 'Tell',
          participant: 'client',
          actor: '/user/client',
          message: { type: 'Get', key: 'k' },
          times: burst,
        })
        if ('refused' in sent) throw new Error(sent.refused)
      }
    },
    { burst, burstEveryMs, loadMs, speed },
  )
}

interface Frames {
  readonly p50: number
  readonly p95: number
  readonly wallP95: number
  readonly count: number
  /** Median time from one frame to the next, in ms. */
  readonly intervalMs: number
  /** Median number of messages in flight at the instants of the measured time. */
  readonly flying: number
}

/** The work of the main thread for each frame while this ran. */
async function measure(page: Page, run: () => Promise<void>): Promise<Frames> {
  const from = await now(page)
  const frames = await recordFrames(page, run)
  const until = await now(page)
  const processor = frames.map(({ processorMs }) => processorMs)
  return {
    p50: percentile(processor, 0.5),
    p95: percentile(processor, 0.95),
    wallP95: percentile(
      frames.map(({ wallMs }) => wallMs),
      0.95,
    ),
    count: frames.length,
    intervalMs: percentile(
      frames.map(({ intervalMs }) => intervalMs),
      0.5,
    ),
    flying: await messagesInFlight(page, from, until),
  }
}

const now = (page: Page): Promise<number> =>
  page.evaluate(async () =>
    Number(await (window as unknown as { readonly playground: Playground }).playground.time.now()),
  )

/** The median of the numbers of messages between participants that are in flight. */
async function messagesInFlight(page: Page, from: number, until: number): Promise<number> {
  const flights = await page.evaluate(
    async ([from, until]) => {
      const { playground } = window as unknown as { readonly playground: Playground }
      const sent = await playground.trace({ type: 'MessageSent', from: from - 1000, to: until })
      if ('refused' in sent) throw new Error(sent.refused)
      return sent.flatMap(event =>
        event.type === 'MessageSent' && event.dueAt !== undefined ? [[event.at, event.dueAt] as const] : [],
      )
    },
    [from, until] as const,
  )
  const counts: number[] = []
  for (let at = from + 300; at < until; at += 50)
    counts.push(flights.filter(([sentAt, dueAt]) => sentAt <= at && at < dueAt).length)
  return percentile(counts, 0.5)
}

interface Opening {
  readonly firstCardMs: number
  /** Processor time of the main thread until the first card, in ms. */
  readonly processorMs: number
  /** Sum of all layout shifts after the first card. */
  readonly layoutShift: number
}

interface Watched {
  playground?: Playground
  firstCard?: number
  shift: number
}

/** Opens the page in a context of its own: nothing is cached, nothing stored. */
async function openCold({ context, shippedUrl }: Browser): Promise<Opening> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  // No named function here: the type stripper would wrap it in a helper that does not exist in the page.
  await page.addInitScript(() => {
    const watched = window as unknown as Watched
    watched.shift = 0
    new PerformanceObserver(list => {
      for (const entry of list.getEntries() as unknown as { startTime: number; value: number }[])
        if (watched.firstCard !== undefined && entry.startTime > watched.firstCard)
          watched.shift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
    new MutationObserver((_, observer) => {
      if (document.querySelector('.node-card') === null) return
      observer.disconnect()
      // The frame after the next one begins when the card is painted.
      requestAnimationFrame(() => {
        requestAnimationFrame(() => {
          watched.firstCard = performance.now()
        })
      })
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(`${shippedUrl}?seed=7`)
  const card = await page.waitForFunction(() => (window as unknown as Watched).firstCard)
  const firstCardMs = (await card.jsonValue())!
  const { metrics } = await session.send('Performance.getMetrics')
  const processorMs = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  await page.evaluate(async () => {
    const { playground } = window as unknown as Required<Watched>
    await playground.ready
    await playground.time.speed(4)
    const answered = { event: 'MessageDelivered', node: 'client', where: { label: 'WriteAck' } } as const
    for (const what of [
      { fact: 'members', status: 'Up', nodes: ['node-1', 'node-2', 'node-3', 'node-4'] } as const,
      { fact: 'client-connected', client: 'client' } as const,
    ])
      await playground.until({ type: 'eventually', what }, { withinMs: 60_000 })
    await playground.do({
      type: 'Tell',
      participant: 'client',
      actor: '/user/client',
      message: { type: 'Write', key: 'k', value: 'v' },
    })
    await playground.until({ type: 'eventually', what: answered }, { withinMs: 60_000 })
  })
  await page.waitForTimeout(500)
  const layoutShift = await page.evaluate(() => (window as unknown as Watched).shift)
  await page.close()
  return { firstCardMs, processorMs, layoutShift }
}
