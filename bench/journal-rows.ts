import type { Page } from '@playwright/test'
import type { Playground } from '../src/browser/index.ts'
import { formatJournalFile } from '../src/trace/journal-file.ts'
import { runFileFormat, runFileVersion } from '../src/trace/run-file.ts'
import type { Browser } from './browser.ts'
import { type Frame, recordFrames } from './frame-trace.ts'
import { fixed, type Row, thousands } from './table.ts'

const events = 40_000
/** The bar: no frame longer than this, in ms. */
const barMs = 50
const steps = 40

/** The frames of the shipped page while a person browses a journal of 10 MB. */
export async function journalRows({ context, shippedUrl }: Browser): Promise<readonly Row[]> {
  const text = journalText()
  const page = await context.newPage()
  await page.goto(`${shippedUrl}?seed=7`)
  await page.waitForFunction(() => window.playground !== undefined)
  await page.evaluate(async text => {
    const { playground } = window as unknown as { readonly playground: Playground }
    await playground.ready
    const refused = await playground.importJournal(text)
    if (refused !== undefined) throw new Error(refused.refused)
    await playground.time.runUntil(9000)
  }, text)
  await askForFrames(page)
  await page.waitForTimeout(3000)
  const size = `a journal of ${thousands(events)} events, ${(text.length / 1e6).toFixed(1)} MB`
  const rows: Row[] = []
  const measure = async (what: string, run: () => Promise<void>): Promise<void> => {
    const frames = await recordFrames(page, run)
    rows.push(rowOf(`${what}, ${size}`, frames))
  }
  const list = page.getByRole('listbox', { name: /cluster_persistent/ })
  await measure('opening the panel', async () => {
    await page.getByRole('tab', { name: 'Journal', exact: true }).click()
    await list.waitFor()
    await page.waitForTimeout(4000)
  })
  await measure('scrolling by the wheel', () => scroll(page, list))
  await measure('moving by the keyboard', async () => {
    await list.focus()
    for (const key of ['Home', 'PageDown', 'ArrowDown', 'End', 'PageUp', 'ArrowUp'])
      for (let i = 0; i < (key === 'Home' || key === 'End' ? 1 : steps / 4); i++) {
        await page.keyboard.press(key)
        await page.waitForTimeout(30)
      }
  })
  await measure('stepping through the run', async () => {
    for (let i = 0; i < steps / 2; i++) {
      await page.evaluate(
        async at => {
          const { playground } = window as unknown as { readonly playground: Playground }
          await playground.time.seek(at)
        },
        9000 - i * 400,
      )
      await page.waitForTimeout(60)
    }
  })
  await page.close()
  return rows
}

function rowOf(what: string, frames: readonly Frame[]): Row {
  const longest = Math.max(...frames.map(({ processorMs }) => processorMs))
  const byClock = Math.max(...frames.map(({ wallMs }) => wallMs))
  return {
    what: `longest frame, ms of the main thread’s processor time (${fixed(byClock)} by the clock): ${what}, ${thousands(frames.length)} frames`,
    ours: fixed(longest),
    limit: `bar ${barMs}`,
    ratio: longest / barMs,
  }
}

/** A callback in each frame, because the frames of a trace are counted by them, and scrolling needs none. */
const askForFrames = (page: Page): Promise<unknown> =>
  page.evaluate('requestAnimationFrame(function next() { requestAnimationFrame(next) })')

async function scroll(page: Page, list: ReturnType<Page['getByRole']>): Promise<void> {
  await list.hover()
  for (const direction of [-1, 1])
    for (let i = 0; i < steps; i++) {
      await page.mouse.wheel(0, direction * 2000)
      await page.waitForTimeout(30)
    }
}

function journalText(): string {
  const persistenceId = 'cluster_persistent'
  return formatJournalFile(
    {
      format: runFileFormat,
      version: runFileVersion,
      build: 'bench',
      scenario: 'cqrs',
      seed: 7,
      settings: {},
    },
    {
      database: 'database',
      at: 0,
      content: {
        streams: [{ persistenceId, deletedTo: 0, missing: [] }],
        events: Array.from({ length: events }, (_, i) => ({
          persistenceId,
          sequenceNr: i + 1,
          writerUuid: '0123456789abcdef',
          timestamp: i,
          payload: { type: 'Written', key: `key ${i % 50}`, value: `value ${i} ${'x'.repeat(90)}` },
        })),
        snapshots: [],
      },
    },
  )
}
