// `npm run bench`: everything that is measured, each beside its limit in the same run. See README.md.
// `npm run bench -- local [--workloads=a,b] [--runtimes=a,b] [--rounds=n]`: only the kernel beside its peers.
import { cpus, loadavg, release } from 'node:os'
import { closeBrowser, openBrowser } from './browser.ts'
import { clusterRows } from './cluster-rows.ts'
import { localTables } from './local/local-rows.ts'
import { oneProcessRows } from './one-process.ts'
import { pageRows } from './page-rows.ts'
import { storageRows } from './storage-rows.ts'
import { markdownTable, type Row } from './table.ts'

const option = (name: string): string | undefined =>
  process.argv.find(argument => argument.startsWith(`--${name}=`))?.slice(name.length + 3)

const local = await localTables({
  workloads: option('workloads')?.split(',') ?? null,
  runtimes: option('runtimes')?.split(',') ?? null,
  rounds: Number(option('rounds') ?? 3),
})
console.log(local)
if (process.argv.includes('local')) process.exit(0)

const load = (): string => loadavg()[0]!.toFixed(1)

const began = new Date()
const loadBefore = load()
const rows: Row[] = []
const take = (more: readonly Row[]): void => {
  for (const row of more) {
    rows.push(row)
    console.log(`${row.what}: ${row.ours}; limit ${row.limit}; ratio ${row.ratio.toFixed(2)}`)
  }
}

take(oneProcessRows())
const browser = await openBrowser()
try {
  take(await clusterRows(browser))
  take(await storageRows(browser))
  take(await pageRows(browser))
} finally {
  await closeBrowser(browser)
}

const seconds = Math.round((Date.now() - began.getTime()) / 1000)
console.log(`
Measured ${began.toISOString().slice(0, 16).replace('T', ' ')} UTC in ${seconds} s on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}),
Linux ${release()}, Node ${process.versions.node}, Chromium ${browser.version} headless. Load average ${loadBefore} before, ${load()} after.

${markdownTable(rows)}

${local}`)
