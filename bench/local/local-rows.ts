import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { barTable, peerTable, runtimes, seen, timed } from './local-table.ts'
import { buildChild, measureRounds, peersFolder } from './rounds.ts'

/** Ids of the workloads and runtimes to measure, and how many rounds of each. */
export interface LocalOptions {
  readonly workloads: readonly string[]
  readonly runtimes: readonly string[]
  readonly rounds: number
}

/** Measures the kernel beside the chosen runtimes; the tables of bars and of all runtimes as Markdown. */
export async function localTables({ workloads, runtimes: ids, rounds }: LocalOptions): Promise<string> {
  const wanted = runtimes.filter(({ id }) => ids.includes(id))
  const peers = wanted.filter(runtime => runtime.package !== undefined)
  const missing = peers.length === 0 ? [] : installPeers(peers.map(({ package: name }) => name!))
  const present = wanted.filter(({ package: name }) => name === undefined || !missing.includes(name))
  await buildChild()
  const measured = await measureRounds({
    runtimes: present.map(({ id }) => id),
    workloads: [...timed, ...seen].map(({ id }) => id).filter(id => workloads.includes(id)),
    rounds,
  })
  const absent = missing.length === 0 ? '' : `\nNot installed, so not measured: ${missing.join(', ')}.\n`
  return `Best of ${rounds} rounds.

${barTable(measured)}

${peerTable(measured)}
${absent}`
}

/** Installs absent peers into their own folder and returns the names of those that are still missing. */
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
