import type { Page } from '@playwright/test'
import type { Playground } from '../src/browser/index.ts'
import type { Browser } from './browser.ts'
import { fixed, type Row, thousands } from './table.ts'

const virtualMinutes = 30
const barMs = 2000

/** A run of half a virtual hour with a write every eight seconds and a crash every five minutes, and its reload. */
export async function reloadRows({ context, shippedUrl }: Browser): Promise<readonly Row[]> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.goto(`${shippedUrl}?seed=7`)
  await page.waitForFunction(() => window.playground !== undefined)
  const run = await play(page)
  // The tab notes the run's frontier once a second.
  await page.waitForTimeout(1500)
  await page.addInitScript(noteProgress)
  await page.reload({ waitUntil: 'commit' })
  const reads = await page.waitForFunction(() => (window as unknown as Watched).reads, null, {
    timeout: 120_000,
  })
  const readsAt = (await reads.jsonValue())!
  const readyAt = await page.evaluate(async () => {
    const { playground } = window as unknown as { readonly playground: Playground }
    await playground.ready
    return performance.now()
  })
  const { metrics } = await session.send('Performance.getMetrics')
  const processorMs = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  const progressAt = await page.evaluate(() => (window as unknown as Watched).progress ?? Number.NaN)
  await page.close()
  const of = `reload of ${virtualMinutes} virtual min, ${thousands(run.events)} events, ${thousands(run.actions)} acts`
  const row = (what: string, ms: number): Row => ({
    what: `${of}: ms to ${what}`,
    ours: thousands(ms),
    limit: `bar ${thousands(barMs)}`,
    ratio: ms / barMs,
  })
  return [
    row('the shown progress', progressAt),
    row('a page that can be read and answers a click, while the rest is computed', readsAt),
    {
      what: `${of}: ms to the end of the replay, where acts are possible (processor time of the main thread until then: ${fixed(processorMs)})`,
      ours: thousands(readyAt),
      limit: 'no bar',
      ratio: readyAt / barMs,
    },
  ]
}

/** Plays the run and returns its size. */
function play(page: Page): Promise<{ readonly events: number; readonly actions: number }> {
  return page.evaluate(async virtualMinutes => {
    const { playground } = window as unknown as { readonly playground: Playground }
    await playground.ready
    await playground.time.pause()
    await playground.time.runUntil(8000)
    for (let minute = 0; minute < virtualMinutes; minute++) {
      const from = 8000 + minute * 60_000
      for (let i = 0; i < 7; i++) {
        const done = await playground.do({
          type: 'Tell',
          participant: 'client',
          actor: '/user/client',
          message: { type: 'Write', key: `k${i}`, value: `v${minute}` },
        })
        if ('refused' in done) throw new Error(done.refused)
        await playground.time.runUntil(from + (i + 1) * 8000)
        if (minute % 5 === 2 && i === 1) await playground.do({ type: 'Kill', participant: 'node-2' })
        if (minute % 5 === 2 && i === 5) await playground.do({ type: 'Start', participant: 'node-2' })
      }
      await playground.time.runUntil(from + 60_000)
    }
    const view = await playground.view()
    if ('refused' in view) throw new Error(view.refused)
    return { events: view.events, actions: view.actions.length }
  }, virtualMinutes)
}

interface Watched {
  /** Instants of the page's clock, in ms. */
  progress?: number
  reads?: number
}

/**
 * Notes when the progress is shown, and when a click on a tab has opened its panel. Runs in the page, so without named
 * functions: the type stripper would wrap them in a helper that does not exist there.
 */
function noteProgress(): void {
  const watched = window as unknown as Watched
  new MutationObserver((_, observer) => {
    if (document.querySelector('progress') !== null) watched.progress ??= performance.now()
    const log = [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find(
      tab => tab.textContent === 'Log',
    )
    if (document.querySelector('.node-card') !== null && log?.getAttribute('aria-selected') === 'false')
      log.click()
    if (document.querySelector('.below .event-list') === null) return
    watched.reads = performance.now()
    observer.disconnect()
  }).observe(document, { childList: true, subtree: true })
}
