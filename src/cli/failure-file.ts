import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Conductor } from '../conductor/conductor.ts'
import { cqrsCode } from '../scenarios/cqrs/start.ts'
import { lampsOf } from '../scenarios/lamps.ts'
import { searchCounterexample } from '../search/search.ts'
import { searchOptions } from '../search/search-options.ts'
import { formatRunFile, type RunFile, type RunHeader } from '../trace/run-file.ts'
import { redLamps } from './red-lamps.ts'

interface Failure {
  readonly file: RunFile
  /** The lamp that turns red in the file's run; null: the run is whole, because no lamp knows the violated invariant. */
  readonly lamp: string | null
}

/**
 * The run file of a failed `cqrs` run. For a red lamp the run is shrunk, to the fewest acts and then to small numbers, and ends
 * at the instant at which the lamp turns red.
 */
export function failureOf(
  conductor: Pick<Conductor, 'actions' | 'trace' | 'frontier' | 'traceHash'>,
  header: RunHeader,
): Failure {
  const { actions, trace, frontier } = conductor
  const lamps = lampsOf('cqrs')
  for (const { id } of redLamps(lamps, trace, frontier)) {
    const { check } = lamps.find(lamp => lamp.id === id)!
    const options = searchOptions({ header, check, actions, maxRuns: 1 }, { code: cqrsCode })
    const found = searchCounterexample(options)?.found ?? null
    if (found === null) continue
    return { file: { header, actions: found.actions, until: found.until, hash: found.hash }, lamp: id }
  }
  return { file: { header, actions, until: frontier, hash: conductor.traceHash() }, lamp: null }
}

/** Writes the run of a failed seed for the page to open. Returns a sentence about the file. */
export function writeFailure(seed: number, conductor: Conductor, header: RunHeader): string {
  const { file, lamp } = failureOf(conductor, header)
  const folder = 'output/soak'
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `seed-${seed}.json`)
  writeFileSync(path, formatRunFile(file))
  const [few, all] = [file.actions.length, conductor.actions.length]
  return lamp === null
    ? `The whole run, with ${all} acts, is in ${path}.`
    : `${few} of ${all} acts turn the lamp [${lamp}] red; they are in ${path}.`
}
