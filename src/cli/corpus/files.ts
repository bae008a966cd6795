import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseRunFile } from '../../trace/parse-run-file.ts'
import { isRefused } from '../../trace/refused.ts'
import type { RunFile } from '../../trace/run-file.ts'
import { formatRunFile } from '../../trace/run-file.ts'
import { brokenBooksStory } from './broken-books.ts'
import { cqrsAsPrintedStories } from './cqrs-as-printed-stories.ts'
import { cqrsStories } from './cqrs-stories.ts'
import { editedStories } from './edited-stories.ts'
import { journalStories } from './journal-stories.ts'
import type { Story } from './story.ts'
import { webServerStories } from './web-server-stories.ts'
import { workbenchStories } from './workbench-stories.ts'

export const stories: readonly Story[] = [
  ...cqrsStories,
  ...journalStories,
  ...webServerStories,
  ...editedStories,
  ...cqrsAsPrintedStories,
  ...workbenchStories,
  brokenBooksStory,
]

const folder = new URL('./runs/', import.meta.url)
export const runFileOf = (name: string): URL => new URL(`${name}.json`, folder)

/** Names of all run files. */
export const runNames = (): readonly string[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -'.json'.length))
    .sort()

/** A run file as it is. One of an older version has no hash, because its trace cannot be compared. */
export function storedRun(name: string): RunFile {
  const run = parseRunFile(readFileSync(runFileOf(name), 'utf8'))
  if (isRefused(run)) throw new Error(`[${name}]: ${run.refused}`)
  return run
}

/** A run file of the current version, with its end and its pinned hash. */
export function pinnedRun(name: string): RunFile & Required<Pick<RunFile, 'until' | 'hash'>> {
  const run = storedRun(name)
  const { until, hash } = run
  if (until === undefined || hash === undefined) throw new Error(`[${name}] has no end or no hash.`)
  return { ...run, until, hash }
}

export const writeRun = (name: string, run: RunFile): void =>
  writeFileSync(runFileOf(name), formatRunFile(run))
