import { type Browser, onBenchPage } from './browser.ts'
import { median, type Row, thousands } from './table.ts'

const repetitions = 5
const stretchMs = 1000

/** Acknowledged writes of persistent actors on IndexedDB against raw appends in turn with them. */
export async function storageRows(browser: Browser): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const actors of [1, 100]) rows.push(await rowOf(browser, actors))
  return rows
}

async function rowOf(browser: Browser, actors: number): Promise<Row> {
  const [ours, raw] = await onBenchPage(browser, async page => {
    const acknowledged: number[] = []
    const appended: number[] = []
    for (let i = 0; i < repetitions; i++) {
      const writes = await page.evaluate(
        ([n, ms]) => window.bench.measureAcknowledgedWrites(n!, ms!),
        [actors, stretchMs],
      )
      const appends = await page.evaluate(
        ([n, ms]) => window.bench.measureRawAppends(n!, ms!),
        [actors, stretchMs],
      )
      acknowledged.push((writes.count / writes.ms) * 1000)
      appended.push((appends.count / appends.ms) * 1000)
    }
    return [median(acknowledged), median(appended)]
  })
  return {
    what: `acknowledged writes a second on IndexedDB, ${actors} persistent actor${actors === 1 ? '' : 's'}`,
    ours: thousands(ours!),
    limit: `${thousands(raw!)} raw, one record a commit of ${actors}`,
    ratio: ours! / raw!,
  }
}
