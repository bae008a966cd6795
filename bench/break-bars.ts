// Searches for every planted defect and compares each search with its bars.
import { plantedSearches, searchFor } from '../src/cli/planted-searches.fixture.ts'
import { searchInThreads } from '../src/cli/search-in-threads.ts'
import { describeAction } from '../src/narration/describe-action.ts'
import { readCommandLine } from '../tools/command-line.mjs'

const usage = `Searches for every planted defect and compares time and acts of each search with their bars.

  npm run break:bars

Ends with code 0 when every bar is kept, 1 when one is missed.`

readCommandLine({ usage })

/** `speed`: virtual seconds for each second of processor time, with the start of the threads. */
const bars = { medianMs: 10_000, eachMs: 60_000, acts: 5, speed: 300 }

const rows: { readonly wallMs: number; readonly acts: number }[] = []
let virtualMs = 0
let processorUs = 0
for (const planted of plantedSearches) {
  const begun = performance.now()
  const usage = process.cpuUsage()
  const report = await searchInThreads(searchFor(planted), {
    helper: new URL('../src/cli/planted-thread.fixture.ts', import.meta.url),
    workerData: { name: planted.name },
  })
  const { user, system } = process.cpuUsage(usage)
  const wallMs = performance.now() - begun
  const acts = report.found?.actions.length ?? Number.POSITIVE_INFINITY
  const { runs, shrinkRuns } = report
  virtualMs += report.virtualMs
  processorUs += user + system
  console.log(
    `${planted.name} [${planted.lamp}]: ${runs} + ${shrinkRuns} runs, ${Math.round(report.virtualMs / 1000)} virtual s, ` +
      `${((user + system) / 1e6).toFixed(1)} processor s, ${(wallMs / 1000).toFixed(1)} s, ${acts} acts`,
  )
  for (const { at, action } of report.found?.actions ?? [])
    console.log(`    ${String(at).padStart(6)} ms  ${describeAction(action).en}.`)
  rows.push({ wallMs, acts })
}

const sorted = rows.map(({ wallMs }) => wallMs).sort((a, b) => a - b)
const median =
  (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
const longest = sorted.at(-1)!
const most = Math.max(...rows.map(({ acts }) => acts))
const speed = (virtualMs * 1000) / processorUs
const kept = median <= bars.medianMs && longest <= bars.eachMs && most <= bars.acts && speed >= bars.speed
console.log(
  `median ${(median / 1000).toFixed(1)} s (≤ ${bars.medianMs / 1000}), longest ${(longest / 1000).toFixed(1)} s ` +
    `(≤ ${bars.eachMs / 1000}), at most ${most} acts (≤ ${bars.acts}), ${Math.round(speed)}× real time (≥ ${bars.speed}): ${kept ? 'kept' : 'missed'}`,
)
process.exit(kept ? 0 : 1)
