import type { Page } from '@playwright/test'
import type { Playground } from '../src/browser/index.ts'
import type { Check } from '../src/trace/check.ts'
import { formatRunFile } from '../src/trace/run-file.ts'
import type { Browser } from './browser.ts'
import { faultRun } from './fault-run.ts'
import { fixed, median, type Row, thousands } from './table.ts'

const repetitions = 5
/** Workers of `cqrs` besides the conductor: four nodes, the client, the database. */
const participants = 6
const allUp: Check = {
  type: 'eventually',
  what: { fact: 'members', status: 'Up', nodes: ['node-1', 'node-2', 'node-3', 'node-4'] },
}

/** Rows of the shipped page with its canvas. */
export async function pageRows(browser: Browser): Promise<readonly Row[]> {
  const bare: number[] = []
  const openings: Opening[] = []
  const warps: Warp[] = []
  const writes: Writes[] = []
  const branches: number[] = []
  const faults: number[] = []
  for (let i = 0; i < repetitions; i++) {
    bare.push(await openBare(browser))
    const page = await browser.context.newPage()
    openings.push(await open(page, `${browser.shippedUrl}?seed=7`))
    warps.push(await timeWarp(page))
    writes.push(await clusterWrites(page))
    branches.push(await branchSpeed(page))
    faults.push(await faultsWarp(page, faultRun(100 + i)))
    await page.close()
  }
  const limit = median(bare)
  const row = (what: string, ms: number): Row => ({
    what,
    ours: thousands(ms),
    limit: `${thousands(limit)} for ${participants + 1} bare workers’ first round`,
    ratio: ms / limit,
  })
  const speed = median(warps.map(warp => warp.speed))
  const perSecond = median(writes.map(each => 1000 / each.wallMs))
  const atThatSpeed = (speed * 1000) / median(writes.map(each => each.virtualMs))
  return [
    row('ms from page open to the first painted node card', median(openings.map(each => each.firstCard))),
    row('ms from page open to all four nodes Up, at full speed', median(openings.map(each => each.allUp))),
    {
      what: 'cqrs at rest in the page, drawn, virtual s per wall s (in brackets: trace hashed too)',
      ours: `${fixed(speed)} (${fixed(median(warps.map(warp => warp.hashed)))})`,
      limit: 'bar 20',
      ratio: speed / 20,
    },
    {
      what: 'cqrs with 5 nodes under random faults in the page: a run file replayed in workers, virtual s per wall s, with their start',
      ours: fixed(median(faults)),
      limit: 'bar 20',
      ratio: median(faults) / 20,
    },
    {
      what: 'replay for a branch in the page, virtual s per wall s, with the start of its workers',
      ours: fixed(median(branches)),
      limit: 'bar 60',
      ratio: median(branches) / 60,
    },
    {
      what: 'writes a second acknowledged to the client, the whole way through the cluster, at full speed, drawn',
      ours: fixed(perSecond),
      limit: `${fixed(atThatSpeed)} if nothing but its ${thousands(median(writes.map(each => each.virtualMs)))} virtual ms passed`,
      ratio: perSecond / atThatSpeed,
    },
  ]
}

/** Milliseconds from opening a page with this many idle workers to the end of their first round. */
async function openBare({ context, benchUrl }: Browser): Promise<number> {
  const page = await context.newPage()
  await page.goto(`${benchUrl}?workers=${participants}`)
  const handle = await page.waitForFunction(() => window.firstRound)
  const ms = await handle.jsonValue()
  await page.close()
  return ms!
}

interface Opening {
  readonly firstCard: number
  readonly allUp: number
}

interface Watched {
  playground?: Playground
  firstCard?: number
}

/** Milliseconds since the page's time origin. */
async function open(page: Page, url: string): Promise<Opening> {
  // No named function here: the type stripper would wrap it in a helper that does not exist in the page.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('.node-card') === null) return
      observer.disconnect()
      // The frame after the next one begins when the card is painted.
      requestAnimationFrame(() => {
        requestAnimationFrame(() => {
          ;(window as unknown as Watched).firstCard = performance.now()
        })
      })
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(url)
  await page.waitForFunction(() => (window as unknown as Watched).playground !== undefined)
  const allUpAt = await page.evaluate(async check => {
    const { playground } = window as unknown as Required<Watched>
    await playground.ready
    await playground.time.pause()
    const outcome = await playground.until(check, { withinMs: 60_000 })
    if ('refused' in outcome || outcome.verdict !== 'true') throw new Error(JSON.stringify(outcome))
    return performance.now()
  }, allUp)
  const card = await page.waitForFunction(() => (window as unknown as Watched).firstCard)
  return { firstCard: (await card.jsonValue())!, allUp: allUpAt }
}

interface Warp {
  readonly speed: number
  readonly hashed: number
}

function timeWarp(page: Page): Promise<Warp> {
  return page.evaluate(async () => {
    const { playground } = window as unknown as Required<Watched>
    const forMs = 40_000
    const from = Number(await playground.time.now())
    const begun = performance.now()
    await playground.time.runUntil(from + forMs)
    const computed = performance.now()
    await playground.traceHash()
    return { speed: forMs / (computed - begun), hashed: forMs / (performance.now() - begun) }
  })
}

/** Virtual ms per wall ms from the import of a run file until its end is shown. */
async function faultsWarp(page: Page, run: ReturnType<typeof faultRun>): Promise<number> {
  const wallMs = await page.evaluate(async text => {
    const { playground } = window as unknown as Required<Watched>
    const begun = performance.now()
    const refused = await playground.importRun(text)
    if (refused) throw new Error(refused.refused)
    await playground.ready
    return performance.now() - begun
  }, formatRunFile(run))
  return run.until / wallMs
}

/** Virtual ms per wall ms from the request of a branch at the end of a run of 120 virtual s until the branch is shown. */
function branchSpeed(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { playground } = window as unknown as Required<Watched>
    const at = Math.max(120_000, Number(await playground.time.now()))
    await playground.time.runUntil(at)
    const begun = performance.now()
    const branch = await playground.time.branch(at)
    if ('refused' in branch) throw new Error(branch.refused)
    return at / (performance.now() - begun)
  })
}

/** Wall and virtual milliseconds of one write. */
interface Writes {
  readonly wallMs: number
  readonly virtualMs: number
}

/** Sequential writes: each starts when the previous one is acknowledged. */
function clusterWrites(page: Page): Promise<Writes> {
  return page.evaluate(async () => {
    const { playground } = window as unknown as Required<Watched>
    const count = 20
    const from = Number(await playground.time.now())
    const begun = performance.now()
    for (let i = 0; i < count; i++) {
      await playground.do({
        type: 'Tell',
        participant: 'client',
        actor: '/user/client',
        message: { type: 'Write', key: 'k', value: `${i}` },
      })
      const outcome = await playground.until(
        {
          type: 'eventually',
          what: { event: 'MessageDelivered', node: 'client', where: { label: 'WriteAck' } },
        },
        { withinMs: 60_000 },
      )
      if ('refused' in outcome || outcome.verdict !== 'true') throw new Error(JSON.stringify(outcome))
    }
    const wallMs = (performance.now() - begun) / count
    return { wallMs, virtualMs: (Number(await playground.time.now()) - from) / count }
  })
}
