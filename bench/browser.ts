import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { type PreviewServer, preview } from 'vite'
import { launchArguments } from '../e2e/launch.ts'
import { findBrowser } from '../tools/browser.mjs'

/** A browser with a profile on disk, and the servers of the two builds: the shipped page and the measuring page. */
export interface Browser {
  readonly version: string
  readonly context: BrowserContext
  readonly shippedUrl: string
  readonly benchUrl: string
  readonly servers: readonly PreviewServer[]
  readonly profile: string
}

export async function openBrowser(): Promise<Browser> {
  // Not into `dist`, because `npm test` may build there at the same time.
  build(['--outDir', 'output/bench-shipped', '--emptyOutDir'])
  build(['bench', '-c', 'bench/vite.config.ts'])
  const shipped = await serve('.', 'output/bench-shipped')
  const measuring = await serve('bench', '../output/bench')
  const executablePath = findBrowser()
  if (executablePath === undefined) process.exit(1)
  const profile = mkdtempSync(join(tmpdir(), 'actorium-bench-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: launchArguments,
    viewport: { width: 1440, height: 900 },
  })
  return {
    version: context.browser()?.version() ?? 'of unknown version',
    context,
    shippedUrl: shipped.resolvedUrls!.local[0]!,
    benchUrl: measuring.resolvedUrls!.local[0]!,
    servers: [shipped, measuring],
    profile,
  }
}

export async function closeBrowser({ context, servers, profile }: Browser): Promise<void> {
  await context.close()
  for (const server of servers) await server.close()
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
}

/** Opens a fresh page of the measuring build, returns the result of `find` and closes the page. */
export async function onBenchPage<T>(
  { context, benchUrl }: Browser,
  find: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await context.newPage()
  try {
    await page.goto(benchUrl)
    await page.waitForFunction(() => window.bench !== undefined)
    return await find(page)
  } finally {
    await page.close()
  }
}

function build(args: readonly string[]): void {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', ...args, '--logLevel', 'warn'],
    { stdio: 'inherit' },
  )
  if (status !== 0) throw new Error('The build failed: see above.')
}

function serve(root: string, outDir: string): Promise<PreviewServer> {
  return preview({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 4300, host: '127.0.0.1' },
  })
}
