import { readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { scenarioCards } from '../src/scenarios/cards.ts'
import { isRefused, parseRunFile } from '../src/trace/index.ts'
import { expect, test } from './browser.ts'
import { type EnginePage, engines } from './engines.ts'
import { reportToSoak } from './soak-report.ts'

const folder = new URL('../src/cli/corpus/runs/', import.meta.url)

/**
 * In Firefox and WebKit only these, since `npm test` has five minutes: texts that engines store differently with a
 * database that stops twice, native errors, and the other scenario. `npm run corpus:browsers` replays all runs in all engines.
 */
const chosen = [
  'cqrs-odd-texts.json',
  'web-server-failures.json',
  // Edited code under the limits of its sandbox, and attempts to leave it.
  'web-server-edited.json',
  'web-server-escapes.json',
]
const all = process.env.ACTORIUM_CORPUS === 'all'
/** A folder with more run files: in a soak, those of random runs. */
const more = process.env.ACTORIUM_SOAK

interface CorpusRun {
  readonly name: string
  readonly text: string
  readonly hash: string | undefined
}

/** The runs whose scenario the page offers; `src/cli/corpus.test.ts` plays these and the others in Node. */
function runsForThePage(): readonly CorpusRun[] {
  const offered = new Set(scenarioCards.map(({ id }) => id))
  const folders = more === undefined ? [folder] : [folder, pathToFileURL(`${more}/`)]
  const files = folders.flatMap(each => readdirSync(each).map(name => new URL(name, each)))
  return files.sort().flatMap(file => {
    const name = file.pathname.slice(file.pathname.lastIndexOf('/') + 1)
    const text = readFileSync(file, 'utf8')
    const run = parseRunFile(text)
    if (isRefused(run)) throw new Error(`${name}: ${run.refused}`)
    return offered.has(run.header.scenario) ? [{ name, text, hash: run.hash }] : []
  })
}

/** Replays a run file in the page's workers: its trace hash there, or the sentence that refused it. */
async function replay(page: EnginePage, text: string): Promise<string> {
  return page.call(async text => {
    const refused = await window.playground!.importRun(text, { runsCode: true })
    if (refused) return refused.refused
    const hash = await window.playground!.traceHash()
    return typeof hash === 'string' ? hash : hash.refused
  }, text)
}

for (const { name, missing, open } of engines) {
  const every = all || name === 'Chromium'
  test(`${every ? 'every run' : 'a choice of runs'} of the corpus has its pinned hash in ${name}`, async ({
    baseURL,
  }) => {
    const absent = `${name} is not on this machine ([${missing}] was not found): the corpus is not replayed in it.`
    if (missing !== null) console.log(absent)
    test.skip(missing !== null, absent)
    test.setTimeout(all ? 1_800_000 : 300_000)
    const runs = runsForThePage().filter(run => every || chosen.includes(run.name))
    if (every) expect(runs.length).toBeGreaterThanOrEqual(10)
    else expect(runs.map(run => run.name).sort()).toEqual([...chosen].sort())
    const page = await open()
    try {
      await page.goto(baseURL!)
      await page.call(async () => {
        while (window.playground === undefined) await new Promise(resolve => setTimeout(resolve, 20))
        await window.playground.time.pause()
        // Hidden, because in WebKit each port message waits for the painting thread.
        document.body.hidden = true
      })
      const hashes: Record<string, string> = {}
      const took: string[] = []
      const began = performance.now()
      for (const run of runs) {
        const before = performance.now()
        hashes[run.name] = await replay(page, run.text)
        took.push(`${run.name} ${seconds(before)}`)
      }
      console.log(`${name} ${page.version}: ${runs.length} runs in ${seconds(began)} (${took.join(', ')})`)
      const same = runs.filter(run => run.hash === hashes[run.name]).length
      reportToSoak({
        engine: `${name} ${page.version}`,
        way: 'run files replayed',
        outcome: `${same === runs.length ? 'same' : `${same} same`} of ${runs.length}, ${seconds(began)}`,
      })
      expect(hashes).toEqual(Object.fromEntries(runs.map(run => [run.name, run.hash])))
    } finally {
      await page.close()
    }
  })
}

const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`
