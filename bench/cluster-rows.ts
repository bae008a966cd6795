import { type Rate, ringOf } from './barrier.ts'
import { type Browser, onBenchPage } from './browser.ts'
import { actionsFor } from './cluster-size.ts'
import { roundsAtRest } from './rounds-at-rest.ts'
import { fixed, median, type Row, thousands } from './table.ts'

const repetitions = 3
const stretchMs = 2000

/**
 * Rounds of real clusters in real workers without a canvas, measured in turn with bare barriers of as many workers.
 */
export async function clusterRows(browser: Browser): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const workers of [5, 10, 30]) rows.push(...(await rowsOf(browser, workers)))
  return rows
}

async function rowsOf(browser: Browser, workers: number): Promise<readonly Row[]> {
  const { rounds: bareRounds, grants, posts, events } = roundsAtRest(actionsFor(workers))
  return await onBenchPage(browser, async page => {
    const cluster = await page.evaluateHandle(n => window.bench.openCluster(n), workers)
    const rounds: number[] = []
    const speeds: number[] = []
    const barriers: number[] = []
    const sameGrants: number[] = []
    const channels: number[] = []
    for (let i = 0; i < repetitions; i++) {
      const stretch = await cluster.evaluate((each, ms) => each.run(ms), stretchMs)
      rounds.push((stretch.rounds / stretch.wallMs) * 1000)
      speeds.push(stretch.virtualMs / stretch.wallMs)
      barriers.push(perSecond(await page.evaluate(n => window.bench.measureBarrier(n, 1000), workers)))
      const same = await page.evaluate(each => window.bench.measureBarrier(...each), [
        workers,
        1000,
        bareRounds,
      ] as const)
      sameGrants.push(perSecond(same))
      const posting = await page.evaluate(each => window.bench.measureBarrier(...each), [
        workers,
        1000,
        ringOf(workers),
      ] as const)
      channels.push(perSecond(posting) * workers)
    }
    await cluster.evaluate(each => each.close())
    const name = `cqrs with ${workers} workers`
    return [
      row(`rounds a second, ${name} (${fixed(median(speeds))} virtual s per wall s)`, median(rounds), {
        limit: median(barriers),
        of: `by a bare barrier of ${workers}`,
      }),
      row(
        `the same rounds, ${name} (${grants.toFixed(1)} grants and ${events.toFixed(1)} events a round)`,
        median(rounds),
        { limit: median(sameGrants), of: 'by bare workers with the same grants and posts' },
      ),
      row(`posts between workers a second, ${name} (${posts.toFixed(1)} a round)`, median(rounds) * posts, {
        limit: median(channels),
        of: `by ${workers} bare workers in a ring`,
      }),
    ]
  })
}

const perSecond = ({ count, ms }: Rate): number => (count / ms) * 1000

const row = (what: string, ours: number, { limit, of }: { limit: number; of: string }): Row => ({
  what,
  ours: thousands(ours),
  limit: `${thousands(limit)} ${of}`,
  ratio: ours / limit,
})
