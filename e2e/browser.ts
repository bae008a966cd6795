import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, test as base, type ConsoleMessage, chromium, type Page } from '@playwright/test'
import { expect } from './expect.ts'
import { chromiumOptions } from './launch.ts'

const viewport = { width: 1440, height: 900 }
// Without a GPU the processor paints motion, so only tests of motion enable it.
const reducedMotion = 'reduce'

interface Profile {
  readonly browser: BrowserContext
  /** The page that the last test left to the next one of its file. */
  left: { readonly page: Page; readonly file: string } | null
}

interface Fixtures {
  /**
   * True gives the tests of a file one page, because loading it takes longer than most tests. Each finds it as the test
   * before left it and shows a run of its own with `ClusterPage.openPaused`. A failed test leaves no page. Default false.
   */
  readonly sharedPage: boolean
  readonly context: BrowserContext
  readonly page: Page
}

/**
 * A worker's tests share one browser with a profile on disk, since the default context's IndexedDB is a store in
 * memory. Each test gets a page of its own unless it shares one, finds the origin's storage empty, and fails when the
 * page wrote an error to its console.
 */
export const test = base.extend<Fixtures, { profile: Profile }>({
  sharedPage: [false, { option: true }],
  profile: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from its pattern.
    async ({}, use, info) => {
      const folder = mkdtempSync(join(tmpdir(), 'actorium-'))
      const browser = await chromium.launchPersistentContext(folder, {
        ...chromiumOptions,
        viewport,
        reducedMotion,
        // Storing the page for offline use costs each test a download of all its files; `room.spec.ts` is about that.
        serviceWorkers: 'block',
        baseURL: info.project.use.baseURL ?? '',
      })
      // A newcomer's first command is followed in slow motion; `follow.spec.ts` is about that.
      await browser.addInitScript(() => {
        if (localStorage.getItem('actorium.preferences') === null)
          localStorage.setItem('actorium.preferences', '{"hasFollowed":true}')
      })
      await use({ browser, left: null })
      await browser.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
    { scope: 'worker' },
  ],
  context: async ({ profile, sharedPage, baseURL }, use, info) => {
    if (profile.left !== null && !(sharedPage && profile.left.file === info.file)) {
      profile.left = null
      await clear(profile.browser, baseURL!)
    }
    await use(profile.browser)
    if (profile.left === null) await clear(profile.browser, baseURL!)
  },
  page: async ({ context, profile, sharedPage }, use, info) => {
    const page = profile.left?.page ?? (await openBlank(context))
    profile.left = null
    const errors: string[] = []
    const noteMessage = (message: ConsoleMessage) => {
      if (message.type() === 'error') errors.push(message.text())
    }
    const noteError = (error: Error) => void errors.push(error.message)
    page.on('console', noteMessage).on('pageerror', noteError)
    await use(page)
    page.off('console', noteMessage).off('pageerror', noteError)
    expect(errors, 'the page wrote no error to its console').toEqual([])
    if (!sharedPage || info.status !== info.expectedStatus) return
    await page.setViewportSize(viewport)
    await page.emulateMedia({ reducedMotion, colorScheme: null })
    profile.left = { page, file: info.file }
  },
})

async function openBlank(context: BrowserContext): Promise<Page> {
  const [blank] = context.pages()
  const page = await context.newPage()
  await blank?.close()
  return page
}

/** Closes every page but a new one, because a page that closes last would end the browser, and empties the storage. */
async function clear(browser: BrowserContext, baseURL: string): Promise<void> {
  const last = await browser.newPage()
  for (const page of browser.pages()) if (page !== last) await page.close()
  const protocol = await browser.newCDPSession(last)
  await protocol.send('Storage.clearDataForOrigin', {
    origin: new URL(baseURL).origin,
    storageTypes: 'all',
  })
  await protocol.detach()
}

export { expect }
