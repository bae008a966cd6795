import { spawn } from 'node:child_process'
import { simulate } from '../src/cli/simulation.ts'
import { isRefused, parseRunFile } from '../src/trace/index.ts'
import { expect, test } from './browser.ts'
import { type EnginePage, engines } from './engines.ts'
import { reportToSoak } from './soak-report.ts'
import { everyKindOfAct, playInPage, type Way } from './ways-to-play.ts'

/** Only in `npm run soak -- --browsers`, because each way takes seconds in each engine. */
const soaks = process.env.ACTORIUM_SOAK !== undefined

const ways: Readonly<Record<string, Way & { readonly hidden?: true; readonly otherWork?: true }>> = {
  '1×': { speed: 1 },
  '13×': { speed: 13 },
  '100×': { speed: 100 },
  'as fast as possible': { speed: null },
  'scrubbed before every act': { speed: 20, scrubs: true },
  'with a busy page and processor': { speed: 40, busy: true, otherWork: true },
  'with branches': { speed: 60, branchesAt: [26, 12, 3] },
  // Last, because a hidden page stays hidden.
  'while hidden': { speed: 40, hidden: true },
}

if (soaks)
  for (const { name, missing, open } of engines) {
    test(`a run with every kind of act has the hash of its simulation in every way in ${name}`, async ({
      baseURL,
    }) => {
      test.skip(missing !== null, `${name} is not on this machine ([${missing}] was not found).`)
      test.setTimeout(3_600_000)
      const outcomes: Record<string, string> = {}
      const page = await open()
      try {
        await page.goto(baseURL!)
        await page.call(async () => {
          while (window.playground === undefined) await new Promise(resolve => setTimeout(resolve, 20))
          await window.playground.ready
        })
        for (const [title, { hidden, otherWork, ...way }] of Object.entries(ways)) {
          const began = performance.now()
          const burners = otherWork ? [burnProcessor(), burnProcessor()] : []
          try {
            if (hidden) expect(await page.hide()).toBe('hidden')
            await expectSameHash(page, way)
            if (hidden) expect(await page.call(async () => document.visibilityState)).toBe('hidden')
            outcomes[title] = 'same'
          } catch (error) {
            outcomes[title] = String(error)
          } finally {
            for (const burner of burners) burner.kill()
          }
          const outcome = `${firstLine(outcomes[title]!)}, ${seconds(began)}`
          reportToSoak({ engine: `${name} ${page.version}`, way: title, outcome })
        }
        // Each way has its turn, also after one that failed.
        expect(outcomes).toEqual(Object.fromEntries(Object.keys(ways).map(title => [title, 'same'])))
      } finally {
        await page.close()
      }
    })
  }

async function expectSameHash(page: EnginePage, way: Way): Promise<void> {
  const { file, branches } = await page.call(playInPage, 7, everyKindOfAct, way)
  const run = parseRunFile(file)
  if (isRefused(run)) throw new Error(run.refused)
  // Some acts on messages find none; all others are in the log.
  expect(run.actions.length).toBeGreaterThan(everyKindOfAct.length - 8)
  const simulated = simulate(run.header, { actions: run.actions, until: run.until! })
  if (isRefused(simulated)) throw new Error(simulated.refused)
  const hash = simulated.traceHash()
  expect(run.hash).toBe(hash)
  expect(branches).toEqual((way.branchesAt ?? []).map(() => hash))
}

const burnProcessor = () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })

const firstLine = (text: string): string => text.split('\n', 1)[0]!

const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`
