import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, test as base, type ConsoleMessage, chromium, type Page } from '@playwright/test'
import { expect } from './expect.ts'

/** Chromium's flags for a machine without GPU, as root, and without a network. */
export const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]

/**
 * A worker's tests share one browser with a profile on disk, since the default context's IndexedDB is a store in
 * memory. Each test gets a page of its own, finds the origin's storage empty, and fails when the page wrote an error
 * to its console.
 */
export const test = base.extend<{ context: BrowserContext; page: Page }, { profile: BrowserContext }>({
  profile: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from its pattern.
    async ({}, use, info) => {
      const folder = mkdtempSync(join(tmpdir(), 'actorium-'))
      const executablePath = process.env.PLAYWRIGHT_CHROMIUM_PATH
      const context = await chromium.launchPersistentContext(folder, {
        ...(executablePath ? { executablePath } : {}),
        args: launchArguments,
        viewport: { width: 1440, height: 900 },
        // Without a GPU the processor paints motion, so only tests of motion enable it.
        reducedMotion: 'reduce',
        // Storing the page for offline use costs each test a download of all its files; `room.spec.ts` is about that.
        serviceWorkers: 'block',
        baseURL: info.project.use.baseURL ?? '',
      })
      // A newcomer's first command is followed in slow motion; `follow.spec.ts` is about that.
      await context.addInitScript(() => {
        if (localStorage.getItem('actorium.preferences') === null)
          localStorage.setItem('actorium.preferences', '{"hasFollowed":true}')
      })
      await use(context)
      await context.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
    { scope: 'worker' },
  ],
  context: async ({ profile, baseURL }, use) => {
    await use(profile)
    // A page that closes first would end the browser.
    const last = await profile.newPage()
    for (const page of profile.pages()) if (page !== last) await page.close()
    const protocol = await profile.newCDPSession(last)
    await protocol.send('Storage.clearDataForOrigin', {
      origin: new URL(baseURL!).origin,
      storageTypes: 'all',
    })
    await protocol.detach()
  },
  page: async ({ context }, use) => {
    const [blank] = context.pages()
    const page = await context.newPage()
    await blank?.close()
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
