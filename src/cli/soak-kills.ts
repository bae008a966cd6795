import { spawnSync } from 'node:child_process'
import { findBrowser } from '../../tools/browser.mjs'

/**
 * Builds the page, kills Chromium so many times while the page writes, and compares the IndexedDB of its profile with the
 * acknowledged writes. Returns an exit code.
 */
export function soakKills(kills: number): number {
  const browser = findBrowser()
  if (browser === undefined) return 1
  const env = { ...process.env, PLAYWRIGHT_CHROMIUM_PATH: browser, ACTORIUM_KILLS: `${kills}` }
  const spec = ['test', '-c', 'e2e/playwright.config.ts', '--workers=1', 'durability.spec.ts']
  const programs = [
    ['vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    ['@playwright/test/cli.js', ...spec],
  ]
  for (const [program, ...args] of programs) {
    const { status } = spawnSync(process.execPath, [`node_modules/${program}`, ...args], {
      stdio: 'inherit',
      env,
    })
    if (status !== 0) return status ?? 1
  }
  return 0
}
