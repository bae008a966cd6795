import type { Cell, Measured } from './rounds.ts'

interface Named {
  readonly id: string
  readonly title: string
}

/** In the order of the table; `package` is the npm package that a peer needs. */
export const runtimes: readonly (Named & { readonly package?: string })[] = [
  { id: 'bare', title: 'bare loop, microtask' },
  { id: 'bare-macrotask', title: 'bare loop, `setImmediate`' },
  { id: 'minimal', title: 'minimal cell' },
  { id: 'actorium', title: '**Actorium**' },
  { id: 'nact', title: 'nact 7.6.2', package: 'nact' },
  { id: 'effect', title: 'effect 4.1.0 (queue + fiber)', package: 'effect' },
  { id: 'akkajs', title: 'akkajs 1.0.1', package: 'akkajs' },
  { id: 'comedy', title: 'comedy 2.1.7 (in memory)', package: 'comedy' },
  { id: 'tarant', title: 'tarant 3.1.40', package: 'tarant' },
  { id: 'xstate', title: 'xstate 5.33.3 (transition) †', package: 'xstate' },
  { id: 'xactor', title: 'xactor 0.3.1 †', package: 'xactor' },
  { id: 'marianmeres', title: '@marianmeres/actor 1.6.1 †', package: '@marianmeres/actor' },
  { id: 'domo-actors', title: 'domo-actors 1.1.0 †', package: 'domo-actors' },
]

/** A workload with its base of comparison and the largest accepted ratios to it. */
interface Timed extends Named {
  readonly base: 'bare' | 'minimal'
  readonly bar: number
  readonly stretch: number
}

export const timed: readonly Timed[] = [
  { id: 'burst', title: 'burst of 1,000,000', base: 'bare', bar: 1.5, stretch: 1.1 },
  { id: 'waves', title: 'waves of 1,000', base: 'bare', bar: 3, stretch: 2 },
  { id: 'pingPong', title: 'ping-pong, a trip', base: 'bare', bar: 6, stretch: 4 },
  { id: 'spawn', title: 'spawn + 1 message', base: 'bare', bar: 12, stretch: 8 },
  { id: 'fanOut', title: 'fan-out 1:1,000', base: 'bare', bar: 6, stretch: 4 },
  { id: 'ask', title: 'ask, one by one', base: 'bare', bar: 2, stretch: 1.5 },
  { id: 'askMany', title: 'ask, 100 waiting', base: 'bare', bar: 5, stretch: 3.5 },
  { id: 'restart', title: 'fail + restart + ask', base: 'minimal', bar: 1.8, stretch: 1.4 },
]

/** Workloads with an absolute limit. */
export const seen: readonly (Named & { readonly bar: string })[] = [
  { id: 'stop', title: 'confirmed stop', bar: '3 µs or 10 bare spawns' },
  { id: 'heap', title: 'heap per idle actor', bar: '900 bytes' },
  { id: 'volley', title: '20 ms timer during a volley', bar: '30 ms' },
  { id: 'chain', title: 'chain of 20,000', bar: 'arrives' },
]

/** Actorium beside the bare loop (restart: the minimal cell): best of all rounds, by wall and processor time. */
export function barTable(measured: Measured): string {
  const lines = [
    '| workload | bare loop or minimal cell | Actorium | ratio | by processor time | bar | stretch |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ]
  for (const { id, title, bar, stretch, base } of timed) {
    const ours = cellOf(measured, id, 'actorium')
    const limit = baseOf(measured, id, base)
    if (ours === undefined || limit === undefined) continue
    const [wall, cpu] = [ours.ns / limit.ns, ours.cpuNs / limit.cpuNs]
    lines.push(
      `| ${title} | ${duration(limit.ns)} | ${duration(ours.ns)} | ${wall.toFixed(2)}${wall > bar ? ' ✗' : ''} | ${cpu.toFixed(2)} | ${bar} | ${stretch} |`,
    )
  }
  for (const { id, title, bar } of seen) {
    const ours = cellOf(measured, id, 'actorium')
    const limit = cellOf(measured, id, 'minimal')
    if (ours !== undefined) lines.push(`| ${title} | ${inWords(limit)} | ${inWords(ours)} | | | ${bar} | |`)
  }
  return lines.join('\n')
}

/** All runtimes: time per operation, with its ratio to the base in brackets. */
export function peerTable(measured: Measured): string {
  const columns = [...timed, ...seen].filter(({ id }) => measured.has(id))
  const lines = [
    `| | ${columns.map(({ title }) => title).join(' | ')} |`,
    `| --- |${' ---: |'.repeat(columns.length)}`,
  ]
  for (const { id: runtime, title } of runtimes) {
    const cells = columns.map(column => {
      const cell = cellOf(measured, column.id, runtime)
      const base = 'base' in column ? baseOf(measured, column.id, column.base) : undefined
      const times = base === undefined || cell === undefined ? '' : ` (${short(cell.ns / base.ns)})`
      return cell?.note === null && cell.ns < Number.POSITIVE_INFINITY
        ? duration(cell.ns) + times
        : inWords(cell)
    })
    if (measured.get(columns[0]!.id)!.has(runtime)) lines.push(`| ${title} | ${cells.join(' | ')} |`)
  }
  return lines.join('\n')
}

const cellOf = (measured: Measured, workload: string, runtime: string): Cell | undefined =>
  measured.get(workload)?.get(runtime)

/** The better of the two bare loops. */
function baseOf(measured: Measured, workload: string, base: 'bare' | 'minimal'): Cell | undefined {
  const bare = cellOf(measured, workload, base)
  const other = base === 'bare' ? cellOf(measured, workload, 'bare-macrotask') : undefined
  return bare === undefined || other === undefined
    ? bare
    : { ...bare, ns: Math.min(bare.ns, other.ns), cpuNs: Math.min(bare.cpuNs, other.cpuNs) }
}

function inWords(cell: Cell | undefined): string {
  if (cell === undefined) return '–'
  if (cell.note !== null) return cell.note === 'has no such thing' ? '–' : cell.note
  if (cell.seen.length === 0) return duration(cell.ns)
  const numbers = cell.seen.filter(value => typeof value === 'number')
  if (numbers.length < cell.seen.length) return `${cell.seen.find(value => typeof value === 'string')}`
  return `${numbers.sort((a, b) => a - b)[numbers.length >> 1]}`
}

const short = (ratio: number) => (ratio < 9.95 ? ratio.toFixed(1) : ratio.toFixed(0))

function duration(ns: number): string {
  if (ns < 9.95) return `${ns.toFixed(1)} ns`
  if (ns < 995) return `${ns.toFixed(0)} ns`
  return ns < 999_500 ? `${short(ns / 1000)} µs` : `${short(ns / 1e6)} ms`
}
