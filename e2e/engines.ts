import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, firefox } from '@playwright/test'
import { launchArguments } from './browser.ts'
import { WebKitWindow } from './webkit.ts'

/** One page in one engine. */
export interface EnginePage {
  readonly version: string
  goto(url: string): Promise<void>
  /** Runs a function in the page; it may use nothing but its arguments, and JSON carries these and its result. */
  call<A extends readonly unknown[], R>(run: (...args: A) => Promise<R>, ...args: A): Promise<R>
  /** Hides the page behind another one, where the engine has a way to. Returns its `visibilityState` then. */
  hide(): Promise<DocumentVisibilityState>
  close(): Promise<void>
}

export interface Engine {
  readonly name: 'Chromium' | 'Firefox' | 'WebKit'
  /** The program that this machine lacks for the engine; null when it can be opened. */
  readonly missing: string | null
  open(): Promise<EnginePage>
}

const firefoxPath = inPath('firefox-esr')

/** The engines of common browsers. Chromium is never missing, because tools/browser.mjs finds or installs it. */
export const engines: readonly Engine[] = [
  {
    name: 'Chromium',
    missing: null,
    open: () => {
      const executablePath = process.env.PLAYWRIGHT_CHROMIUM_PATH
      return playwrightPage(
        chromium.launch({ args: launchArguments, ...(executablePath ? { executablePath } : {}) }),
      )
    },
  },
  {
    name: 'Firefox',
    missing: firefoxPath === null ? 'firefox-esr' : null,
    // The channel drives a stock Firefox by WebDriver BiDi; without it Playwright expects a Firefox of its own.
    open: () => playwrightPage(firefox.launch({ channel: 'moz-firefox', executablePath: firefoxPath! })),
  },
  { name: 'WebKit', missing: WebKitWindow.missing(), open: webKitPage },
]

async function playwrightPage(launched: Promise<Browser>): Promise<EnginePage> {
  const browser = await launched
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  return {
    version: browser.version(),
    goto: async url => void (await page.goto(url)),
    call: (run, ...args) => page.evaluate(`(${run})(...${JSON.stringify(args)})`),
    hide: async () => {
      const front = await context.newPage()
      await front.bringToFront()
      return page.evaluate(() => document.visibilityState)
    },
    close: () => browser.close(),
  }
}

async function webKitPage(): Promise<EnginePage> {
  const window = await WebKitWindow.open()
  return {
    version: window.version,
    goto: url => window.goto(url),
    call: <R>(run: unknown, ...args: readonly unknown[]) => window.call(String(run), args) as Promise<R>,
    hide: async () => {
      await window.minimize()
      return (await window.call('async () => document.visibilityState', [])) as DocumentVisibilityState
    },
    close: () => window.close(),
  }
}

function inPath(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map(folder => join(folder, name)).find(existsSync) ?? null
}
