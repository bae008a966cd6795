import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, firefox } from '@playwright/test'
import { ChromiumWindow } from './chromium.ts'
import { launchArguments } from './launch.ts'
import { WebKitWindow } from './webkit.ts'

/** One page in one engine. */
export interface EnginePage {
  readonly version: string
  goto(url: string): Promise<void>
  /** Runs a function in the page; it may use nothing but its arguments, and JSON carries these and its result. */
  call<A extends readonly unknown[], R>(run: (...args: A) => Promise<R>, ...args: A): Promise<R>
  /** Hides the page behind another tab or with its window. Returns its `visibilityState` then. */
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
    open: chromiumPage,
  },
  {
    name: 'Firefox',
    missing: firefoxPath === null ? 'firefox-esr' : null,
    open: firefoxPage,
  },
  { name: 'WebKit', missing: WebKitWindow.missing(), open: webKitPage },
]

async function chromiumPage(): Promise<EnginePage> {
  const program = process.env.PLAYWRIGHT_CHROMIUM_PATH || chromium.executablePath()
  const window = await ChromiumWindow.open(program, launchArguments)
  return {
    version: window.version,
    goto: url => window.goto(url),
    call: <R>(run: unknown, ...args: readonly unknown[]) =>
      window.evaluate(`(${run})(...${JSON.stringify(args)})`) as Promise<R>,
    hide: async () => {
      await window.hide()
      return (await window.evaluate(`(${untilHidden})()`)) as DocumentVisibilityState
    },
    close: () => window.close(),
  }
}

async function firefoxPage(): Promise<EnginePage> {
  // The channel drives a stock Firefox by WebDriver BiDi; without it Playwright expects a Firefox of its own.
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath: firefoxPath! })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  return {
    version: browser.version(),
    goto: async url => void (await page.goto(url)),
    call: (run, ...args) => page.evaluate(`(${run})(...${JSON.stringify(args)})`),
    hide: async () => {
      // Playwright opens its pages in windows of their own; only a link opens a tab in front.
      await page.evaluate(() => {
        const link = Object.assign(document.createElement('a'), { href: 'about:blank', target: '_blank' })
        link.style.cssText = 'position: fixed; inset: 0; z-index: 9999'
        link.onclick = () => link.remove()
        document.body.append(link)
      })
      await page.mouse.click(5, 5)
      return page.evaluate(untilHidden)
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
      return (await window.call(String(untilHidden), [])) as DocumentVisibilityState
    },
    close: () => window.close(),
  }
}

/** The page's `visibilityState` once it is hidden, or after 5 s. Runs in the page. */
async function untilHidden(): Promise<DocumentVisibilityState> {
  if (document.visibilityState === 'visible') {
    await new Promise(resolve => {
      document.addEventListener('visibilitychange', resolve, { once: true })
      setTimeout(resolve, 5000)
    })
  }
  return document.visibilityState
}

function inPath(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map(folder => join(folder, name)).find(existsSync) ?? null
}
