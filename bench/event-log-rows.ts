import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { cqrsHeader } from '../src/cli/random-run.ts'
import { simulate } from '../src/cli/simulation.ts'
import { EventScan } from '../src/playground/events/event-scan.ts'
import { mentionsText } from '../src/playground/events/mentions-text.ts'
import { EventLog } from '../src/trace/event-log/event-log.ts'
import { Folding } from '../src/trace/fold.ts'
import type { LoggedAction, TraceEvent } from '../src/trace/index.ts'
import { fixed, median, type Row, thousands } from './table.ts'

const wanted = 1_000_000
const seeks = 200
const searchSlices = 100
const seekBarMs = 50
const memoryBarMB = 300

/** Cost of a million events of a busy `cqrs` in the page: memory, appending, seeking, filtering. */
export function eventLogRows(): readonly Row[] {
  setFlagsFromString('--expose_gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const heapMB = () => {
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 1e6
  }

  const empty = heapMB()
  let trace: readonly TraceEvent[] | null = busyRun()
  const count = trace.length
  const asObjects = heapMB() - empty

  const foldMs = timed(() => {
    const folding = new Folding()
    for (const event of trace!) folding.add(event)
    folding.view()
  })
  const log = new EventLog({ classify: event => (event.type === 'Logged' ? 1 : 0) })
  const appendMs = timed(() => {
    for (let from = 0; from < count; from += 300) log.append(trace!.slice(from, from + 300))
  })
  trace = null
  const asLog = heapMB() - empty

  const middle = Array.from({ length: seeks }, (_, i) => Math.floor(count / 4 + (i * count) / (2 * seeks)))
  const seekMs = middle.map(position => timed(() => log.viewAt(position)))
  const selectMs = median([1, 2, 3].map(() => timed(() => log.select({ classes: new Set([1]) }))))
  const search = new EventScan(log, { matches: event => mentionsText(event, 'no such text', log.view) })
  const sliceMs = Array.from({ length: searchSlices }, () => timed(() => search.advance(() => true)))
  sliceMs.sort((a, b) => a - b)
  const slowestSlice = sliceMs[Math.floor(searchSlices * 0.95)]!
  seekMs.sort((a, b) => a - b)
  const slowest = seekMs[Math.floor(seekMs.length * 0.95)]!
  return [
    {
      what: `memory of ${thousands(count)} events of cqrs with views to seek to, MB (packed events alone: ${fixed(log.packedBytes / 1e6)})`,
      ours: fixed(asLog),
      limit: `bar ${memoryBarMB}; ${thousands(asObjects)} as objects`,
      ratio: asLog / memoryBarMB,
    },
    {
      what: 'appending an event: classified, folded, packed, µs',
      ours: fixed((appendMs * 1000) / count),
      limit: `${fixed((foldMs * 1000) / count)} for the fold alone`,
      ratio: appendMs / foldMs,
    },
    {
      what: `the view in the middle half, ms at the 95th of 100 seeks (median: ${fixed(median(seekMs))})`,
      ours: fixed(slowest),
      limit: `bar ${seekBarMs}`,
      ratio: slowest / seekBarMs,
    },
    {
      what: 'selecting one class out of all events, ms',
      ours: fixed(selectMs),
      limit: `bar ${seekBarMs}`,
      ratio: selectMs / seekBarMs,
    },
    {
      what: `searching a text in one slice of 1,024 events, ms at the 95th of ${searchSlices} (median: ${fixed(median(sliceMs))})`,
      ours: fixed(slowestSlice),
      limit: `bar ${seekBarMs}`,
      ratio: slowestSlice / seekBarMs,
    },
  ]
}

/** Alternates a write and a read every half second until the wanted number of events is reached. */
function busyRun(): readonly TraceEvent[] {
  const until = 5_600_000
  const actions: LoggedAction[] = []
  for (let at = 10_000; at < until; at += 500) {
    const index = actions.length
    const key = `key-${index % 50}`
    const message = index % 2 === 0 ? { type: 'Write', key, value: `value-${index}` } : { type: 'Get', key }
    actions.push({
      index,
      at,
      action: { type: 'Tell', participant: 'client', actor: '/user/client', message },
    })
  }
  const conductor = simulate(cqrsHeader(7), { actions, until })
  if ('refused' in conductor) throw new Error(conductor.refused)
  return conductor.trace.slice(0, wanted)
}

function timed(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}
