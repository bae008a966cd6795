import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { barTable, peerTable, runtimes, seen, timed } from './local-table.ts'
import { buildChild, measureRounds, peersFolder } from './rounds.ts'

/** What may be left out, and how often to measure; each as `--name=a,b`. */
export interface LocalOptions {
  readonly workloads: readonly string[] | null
  readonly runtimes: readonly string[] | null
  readonly rounds: number
}

/** Measures the kernel beside its peers and gives both tables as text. */
export async function localTables(options: LocalOptions): Promise<string> {
  const wanted = runtimes.filter(({ id }) => options.runtimes?.includes(id) ?? true)
  const peers = wanted.filter(runtime => runtime.package !== undefined)
  const missing = peers.length === 0 ? [] : installPeers(peers.map(({ package: name }) => name!))
  const present = wanted.filter(({ package: name }) => name === undefined || !missing.includes(name))
  await buildChild()
  const before = loadavg()[0]!.toFixed(1)
  const began = new Date()
  const measured = await measureRounds({
    runtimes: present.map(({ id }) => id),
    workloads: [...timed, ...seen].map(({ id }) => id).filter(id => options.workloads?.includes(id) ?? true),
    rounds: options.rounds,
  })
  const when = began.toISOString().slice(0, 16).replace('T', ' ')
  const absent = missing.length === 0 ? '' : `\nNot installed, so not measured: ${missing.join(', ')}.\n`
  return `Local messages, ${when} UTC, load average ${before} before, ${loadavg()[0]!.toFixed(1)} after, best of ${options.rounds} rounds.

${barTable(measured)}

${peerTable(measured)}
${absent}`
}

/** Installs the peers in a folder of their own, if they are not there; names those that are missing then. */
function installPeers(packages: readonly string[]): readonly string[] {
  const missing = () => packages.filter(name => !existsSync(join(peersFolder, 'node_modules', name)))
  if (missing().length === 0) return []
  console.log('Installing the peers into bench/peers …')
  spawnSync(
    'npm',
    ['install', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
    { cwd: peersFolder, stdio: 'inherit', shell: process.platform === 'win32' },
  )
  return missing()
}
