import type { Page } from '@playwright/test'
import { type Browser, onBenchPage } from './browser.ts'
import { fixed, median, type Row, thousands } from './table.ts'

const repetitions = 5
const stretchMs = 1000
const longHistory = 100_000
const shortHistory = 1000
/** Recoveries from a snapshot are short, so that one of them says little. */
const snapshotTimes = 15

/** Persistent actors on IndexedDB: writes against raw appends, recoveries against a bare read, each in turn with its limit. */
export async function storageRows(browser: Browser): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const actors of [1, 100]) rows.push(...(await writeRows(browser, actors)))
  return [...rows, ...(await onBenchPage(browser, recoveryRows))]
}

async function writeRows(browser: Browser, actors: number): Promise<readonly Row[]> {
  const [ours, commits, records] = await onBenchPage(browser, async page => {
    const rates: [number[], number[], number[]] = [[], [], []]
    for (let i = 0; i < repetitions; i++) {
      const measured = [
        await page.evaluate(([n, ms]) => window.bench.measureAcknowledgedWrites(n!, ms!), [
          actors,
          stretchMs,
        ] as const),
        await page.evaluate(([n, ms]) => window.bench.measureRawAppends(n, ms, 'commit'), [
          actors,
          stretchMs,
        ] as const),
        await page.evaluate(([n, ms]) => window.bench.measureRawAppends(n, ms, 'event'), [
          actors,
          stretchMs,
        ] as const),
      ]
      for (const [index, { count, ms }] of measured.entries()) rates[index]!.push((count / ms) * 1000)
    }
    return rates.map(median) as [number, number, number]
  })
  const what = `acknowledged writes a second on IndexedDB, ${actors} persistent actor${actors === 1 ? '' : 's'}`
  const row = (limit: string, raw: number): Row => ({
    what,
    ours: thousands(ours),
    limit: `${thousands(raw)} ${limit}`,
    ratio: ours / raw,
  })
  const perCommit = row(`raw, one record a commit of ${actors}`, commits)
  return actors === 1
    ? [perCommit]
    : [perCommit, row(`raw, one record an event, ${actors} a commit`, records)]
}

async function recoveryRows(page: Page): Promise<readonly Row[]> {
  const prepare = (events: number, withSnapshot: boolean) =>
    page.evaluate(([events, withSnapshot]) => window.bench.prepareJournal(events, withSnapshot), [
      events,
      withSnapshot,
    ] as const)
  const recover = async (runId: string, memory: boolean, times = 1) => {
    const { ms, sum } = await page.evaluate(
      ([id, memory, times]) => window.bench.measureRecoveries(id, memory, times),
      [runId, memory, times] as const,
    )
    return { ms: median(ms), sum }
  }
  const read = (runId: string, commits: number) =>
    page.evaluate(([id, commits]) => window.bench.measureBareRead(id, commits), [runId, commits] as const)
  const long = await prepare(longHistory, false)
  const journals = {
    long: await prepare(longHistory, true),
    short: await prepare(shortHistory, true),
  }
  const [bare, stored, inMemory, afterLong, afterShort]: number[][] = [[], [], [], [], []]
  for (let i = 0; i < repetitions; i++) {
    const reads = [await read(long.runId, 10), await read(long.runId, longHistory)]
    const fromStore = await recover(long.runId, false)
    const fromMemory = await recover(long.runId, true)
    const [{ sum }] = reads as [(typeof reads)[0]]
    for (const other of [...reads, fromStore, fromMemory])
      if (other.sum !== sum) throw new Error(`A recovery ended with [${other.sum}] in place of [${sum}].`)
    bare!.push(Math.min(...reads.map(({ ms }) => ms)))
    stored!.push(fromStore.ms)
    inMemory!.push(fromMemory.ms)
    afterLong!.push((await recover(journals.long.runId, false, snapshotTimes)).ms)
    afterShort!.push((await recover(journals.short.runId, false, snapshotTimes)).ms)
  }
  for (const { runId } of [long, journals.long, journals.short])
    await page.evaluate(id => window.bench.deleteJournal(id), runId)
  const row = (what: string, ours: readonly number[], words: string, limit: readonly number[]): Row => ({
    what,
    ours: fixed(median(ours)),
    limit: `${fixed(median(limit))} ${words}`,
    ratio: median(ours) / median(limit),
  })
  const readAndFold = 'bare read and fold of the same records, the faster of two ways'
  return [
    row(`ms of a recovery of ${thousands(longHistory)} events on IndexedDB`, stored!, readAndFold, bare!),
    row(
      `ms of a recovery of ${thousands(longHistory)} events, stores in memory as in the page`,
      inMemory!,
      readAndFold,
      bare!,
    ),
    row(
      `ms of a recovery from a snapshot after ${thousands(longHistory)} events`,
      afterLong!,
      `after ${thousands(shortHistory)} events`,
      afterShort!,
    ),
  ]
}
