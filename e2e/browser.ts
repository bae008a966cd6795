import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BrowserContext,
  test as base,
  type ConsoleMessage,
  chromium,
  expect,
  type Page,
} from '@playwright/test'

/** What Chromium needs on a machine without GPU, as root, and without a network. */
export const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]

/**
 * Every test gets a profile on disk, since the default context's IndexedDB is a store in memory, and fails
 * when the page wrote an error to its console.
 */
export const test = base.extend<{ context: BrowserContext; page: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from its pattern.
  context: async ({}, use, info) => {
    const profile = mkdtempSync(join(tmpdir(), 'actorium-'))
    const executablePath = process.env.PLAYWRIGHT_CHROMIUM_PATH
    const context = await chromium.launchPersistentContext(profile, {
      ...(executablePath ? { executablePath } : {}),
      args: launchArguments,
      viewport: { width: 1440, height: 900 },
      baseURL: info.project.use.baseURL ?? '',
    })
    await use(context)
    await context.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
  },
  page: async ({ context }, use) => {
    const page = context.pages()[0] ?? (await context.newPage())
    const errors: string[] = []
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    page.on('pageerror', error => errors.push(error.message))
    await use(page)
    expect(errors, 'the page wrote no error to its console').toEqual([])
  },
})

export { expect }
