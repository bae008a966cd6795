import { spawn } from 'node:child_process'
import { simulate } from '../src/cli/simulation.ts'
import { isRefused, parseRunFile } from '../src/trace/index.ts'
import { expect, test } from './browser.ts'
import { type EnginePage, engines } from './engines.ts'
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
      test.setTimeout(550_000)
      const page = await open()
      try {
        await page.goto(baseURL!)
        await page.call(async () => {
          while (window.playground === undefined) await new Promise(resolve => setTimeout(resolve, 20))
          await window.playground.ready
        })
        for (const [title, { hidden, otherWork, ...way }] of Object.entries(ways)) {
          const began = performance.now()
          // A headless browser shows every page; a page counts as hidden only where its engine says so.
          if (hidden && (await page.hide()) !== 'hidden') {
            console.log(
              `${name} ${page.version}, ${title}: not played, because the page cannot be hidden here`,
            )
            continue
          }
          const burners = otherWork ? [burnProcessor(), burnProcessor()] : []
          try {
            await expectSameHash(page, way)
          } finally {
            for (const burner of burners) burner.kill()
          }
          console.log(`${name} ${page.version}, ${title}: same, ${seconds(began)}`)
        }
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

const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`
