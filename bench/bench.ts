// `npm run bench`: every figure beside its limit from the same run, group by group. See README.md.
import { cpus, loadavg, release } from 'node:os'
import { readCommandLine, refuse, wholeNumber } from '../tools/command-line.mjs'
import { type Browser, closeBrowser, openBrowser } from './browser.ts'
import { clusterRows } from './cluster-rows.ts'
import { eventLogRows } from './event-log-rows.ts'
import { frameRows } from './frame-rows.ts'
import { journalRows } from './journal-rows.ts'
import { localTables } from './local/local-rows.ts'
import { runtimes, seen, timed } from './local/local-table.ts'
import { memoryRows } from './memory-rows.ts'
import { oneProcessRows } from './one-process.ts'
import { pageRows } from './page-rows.ts'
import { reloadRows } from './reload-rows.ts'
import { scaleSizes, scaleTable } from './scale-rows.ts'
import { storageRows } from './storage-rows.ts'
import { markdownTable, type Row } from './table.ts'

const workloadIds = [...timed, ...seen].map(({ id }) => id)
const runtimeIds = runtimes.map(({ id }) => id)
const ownRuntimeIds = runtimes.filter(runtime => runtime.package === undefined).map(({ id }) => id)

interface Group {
  readonly about: string
  /** Measures the group and returns its table as Markdown. */
  readonly measure: (browser: () => Promise<Browser>) => Promise<string>
}

/** In the order in which they run: the quick ones first. */
const groups: Readonly<Record<string, Group>> = {
  process: {
    about: 'time warp, random faults and local tells in one Node process (half a minute)',
    measure: async () => markdownTable(oneProcessRows()),
  },
  log: {
    about: 'a million events: memory, appending, seeking, selecting (a minute)',
    measure: async () => markdownTable(eventLogRows()),
  },
  local: {
    about: 'local messages beside the bare loop, and beside other libraries with --peers (two minutes)',
    measure: () => localTables({ workloads, runtimes: measuredRuntimes, rounds }),
  },
  scale: {
    about:
      'clusters of 10 to 1,000 nodes in one Node process: convergence, messages, bytes, time (three minutes)',
    measure: async () => scaleTable(sizes),
  },
  cluster: {
    about: 'rounds and posts a second with 5, 10 and 30 workers',
    measure: inBrowser(clusterRows),
  },
  storage: {
    about: 'persistent actors on IndexedDB: acknowledged writes a second, recoveries',
    measure: inBrowser(storageRows),
  },
  journal: {
    about: 'frames of the page while a person browses a journal of 10 MB',
    measure: inBrowser(journalRows),
  },
  page: {
    about: 'the shipped page: opening, time warp drawn, writes through the whole cluster',
    measure: inBrowser(pageRows),
  },
  frames: {
    about:
      'work of the main thread a frame with 20 nodes and 500 messages in flight, with 30 workers and during a search, first card, layout shift',
    measure: inBrowser(frameRows),
  },
  reload: {
    about: 'reload of a run of half a virtual hour: progress, first reading, end of the replay (two minutes)',
    measure: inBrowser(reloadRows),
  },
  memory: {
    about:
      'heap of the shipped page and its workers while cqrs plays at the greatest speed (--minutes, default 3)',
    measure: inBrowser(browser => memoryRows(browser, minutes)),
  },
}

const usage = `Measures ratios, each figure beside its limit in the same run, and prints a table after each group.

  npm run bench -- [GROUP …] [--peers] [--workloads a,b] [--runtimes a,b] [--rounds N] [--sizes a,b] [--minutes N]

${Object.entries(groups)
  .map(([name, { about }]) => `  ${name.padEnd(13)}${about}`)
  .join('\n')}

  --peers        local: also the other actor libraries, installed into bench/peers (eight minutes more)
  --workloads    local: only these of ${workloadIds.join(', ')}
  --runtimes     local: only these of ${runtimeIds.join(', ')}
  --rounds N     local: 1 to 20; default 3
  --sizes        scale: only these of ${scaleSizes.join(', ')}; default all
  --minutes N    memory: 1 to 120; default 3

Without a group: all of them, without peers.`

const { values, positionals } = readCommandLine({
  usage,
  positionals: true,
  options: {
    peers: { type: 'boolean', default: false },
    workloads: { type: 'string' },
    runtimes: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    sizes: { type: 'string' },
    minutes: { type: 'string', default: '3' },
  },
})
const wanted = positionals.length === 0 ? Object.keys(groups) : positionals
for (const name of wanted) refuseUnknown('group', name, Object.keys(groups))
const workloads = chosen('workload', values.workloads, workloadIds) ?? workloadIds
const measuredRuntimes =
  chosen('runtime', values.runtimes, runtimeIds) ?? (values.peers ? runtimeIds : ownRuntimeIds)
const sizes = chosen('size', values.sizes, scaleSizes) ?? scaleSizes
const rounds = wholeNumber('--rounds', values.rounds, { min: 1, max: 20 })!
const minutes = wholeNumber('--minutes', values.minutes, { min: 1, max: 120 })!

let opened: Promise<Browser> | null = null
const browser = (): Promise<Browser> => (opened ??= openBrowser())

try {
  for (const name of wanted) await measureGroup(name)
} finally {
  if (opened !== null) await closeBrowser(await opened)
}

async function measureGroup(name: string): Promise<void> {
  const { about, measure } = groups[name]!
  const began = new Date()
  const loadBefore = load()
  console.error(`Measuring ${name}: ${about} …`)
  const table = await measure(browser)
  const seconds = Math.round((Date.now() - began.getTime()) / 1000)
  console.log(`
## ${name}

Measured ${began.toISOString().slice(0, 16).replace('T', ' ')} UTC in ${seconds} s on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}),
Linux ${release()}, Node ${process.versions.node}. Load average ${loadBefore} before, ${load()} after.

${table}`)
}

function inBrowser(rows: (browser: Browser) => Promise<readonly Row[]>): Group['measure'] {
  return async open => {
    const browser = await open()
    return `Chromium ${browser.version} headless.\n\n${markdownTable(await rows(browser))}`
  }
}

function chosen(kind: string, text: string | undefined, known: readonly string[]): readonly string[] | null {
  if (text === undefined) return null
  const names = text.split(',')
  for (const name of names) refuseUnknown(kind, name, known)
  return names
}

function refuseUnknown(kind: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) refuse(`There is no ${kind} [${name}]. Choose from ${known.join(', ')}.`)
}

function load(): string {
  return loadavg()[0]!.toFixed(1)
}
