import { type Browser, onBenchPage } from './browser.ts'
import { fixed, median, type Row, thousands } from './table.ts'

const repetitions = 3
const stretchMs = 2000

/**
 * Rounds of real clusters in real workers, nothing of which is drawn, against bare barriers of as many workers
 * in turn with them.
 */
export async function clusterRows(browser: Browser): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const workers of [5, 10, 30]) rows.push(...(await rowsOf(browser, workers)))
  return rows
}

async function rowsOf(browser: Browser, workers: number): Promise<readonly Row[]> {
  const [bare, rounds, warp] = await onBenchPage(browser, async page => {
    const cluster = await page.evaluateHandle(n => window.bench.openCluster(n), workers)
    const barriers: number[] = []
    const stretches: { readonly rounds: number; readonly virtualMs: number; readonly wallMs: number }[] = []
    for (let i = 0; i < repetitions; i++) {
      stretches.push(await cluster.evaluate((each, ms) => each.run(ms), stretchMs))
      const { count, ms } = await page.evaluate(n => window.bench.measureBarrier(n, 1000), workers)
      barriers.push((count / ms) * 1000)
    }
    await cluster.evaluate(each => each.close())
    return [
      median(barriers),
      median(stretches.map(each => (each.rounds / each.wallMs) * 1000)),
      median(stretches.map(each => each.virtualMs / each.wallMs)),
    ]
  })
  return [
    {
      what: `rounds a second, cqrs with ${workers} workers, at rest, not drawn (virtual s per wall s: ${fixed(warp!)})`,
      ours: thousands(rounds!),
      limit: `${thousands(bare!)} bare barrier of ${workers}`,
      ratio: rounds! / bare!,
    },
  ]
}
