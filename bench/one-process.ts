import { cqrsHeader } from '../src/cli/random-run.ts'
import { simulate } from '../src/cli/simulation.ts'
import { faultRun } from './fault-run.ts'
import { bareTells, typedTells } from './local-tells.ts'
import { fixed, median, type Row, thousands } from './table.ts'

const repetitions = 5
const burst = 1_000_000

/** The rows that need no browser. */
export function oneProcessRows(): readonly Row[] {
  return [timeWarpRow(), faultsRow(), tellsRow()]
}

/** Virtual seconds per wall second. The first run does not count, because the engine compiles during it. */
function timeWarpRow(): Row {
  const untilMs = 300_000
  const runs = repeat(() => {
    const begun = performance.now()
    const conductor = simulate(cqrsHeader(7), { until: untilMs })
    if ('refused' in conductor) throw new Error(conductor.refused)
    const computed = performance.now()
    conductor.traceHash()
    return { without: untilMs / (computed - begun), with: untilMs / (performance.now() - begun) }
  })
  return {
    what: 'cqrs at rest in one Node process, virtual s per wall s (in brackets: trace hashed too)',
    ours: `${fixed(median(runs.map(run => run.without)))} (${fixed(median(runs.map(run => run.with)))})`,
    limit: 'bar 500',
    ratio: median(runs.map(run => run.without)) / 500,
  }
}

/** Only the computation of a recorded run; its faults were drawn before. */
function faultsRow(): Row {
  const recorded = Array.from({ length: repetitions + 1 }, (_, i) => faultRun(100 + i))
  let next = 0
  const runs = repeat(() => {
    const { header, actions, until } = recorded[next++]!
    const begun = performance.now()
    const conductor = simulate(header, { actions, until })
    if ('refused' in conductor) throw new Error(conductor.refused)
    return until / (performance.now() - begun)
  })
  return {
    what: 'cqrs with 5 nodes under random faults in one Node process, virtual s per wall s',
    ours: fixed(median(runs)),
    limit: 'bar 500',
    ratio: median(runs) / 500,
  }
}

function tellsRow(): Row {
  const runs = repeat(() => ({ bare: bareTells(burst), typed: typedTells(burst) }))
  const bare = median(runs.map(run => run.bare))
  const typed = median(runs.map(run => run.typed))
  return {
    what: 'local tells a second, typed API, burst of 1,000,000',
    ours: thousands(1e9 / typed),
    limit: `${thousands(1e9 / bare)} bare queue`,
    ratio: bare / typed,
  }
}

function repeat<T>(once: () => T): readonly T[] {
  once()
  return Array.from({ length: repetitions }, once)
}
