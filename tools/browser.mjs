import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The path of a Chromium, searched in this order: `PLAYWRIGHT_CHROMIUM_PATH`, Playwright's own, the system's,
 * Playwright's download, Debian's package (only as root). Prints one sentence and returns undefined when none is found.
 * @returns {string | undefined}
 */
export function findBrowser() {
  return present() ?? downloaded() ?? debianPackage() ?? complain()
}

function present() {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    console.error(`PLAYWRIGHT_CHROMIUM_PATH names [${named}], which does not exist. Looking elsewhere.`)
  }
  const own = chromium.executablePath()
  if (own && existsSync(own)) return own
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name)
  }
  return undefined
}

function downloaded() {
  console.log('No Chromium found: trying Playwright’s download …')
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'install', 'chromium'],
    {
      stdio: 'ignore',
      timeout: 120_000,
    },
  )
  return status === 0 ? present() : undefined
}

function debianPackage() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return undefined
  console.log('Trying Debian’s chromium package …')
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore' })
  return present()
}

function complain() {
  console.error(
    'No Chromium was found and none could be installed: install one, or name it in PLAYWRIGHT_CHROMIUM_PATH.',
  )
  return undefined
}
