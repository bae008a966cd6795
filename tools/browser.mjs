import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const windowed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Chromium without windows: the same engine, and less processor time for the browser tests. */
const headlessShell = 'chromium-headless-shell'

/**
 * The path of a Chromium, searched in this order: `PLAYWRIGHT_CHROMIUM_PATH`, Playwright's own, the system's,
 * Playwright's download, Debian's package (only as root). The system's headless shell comes before a Chromium with
 * windows, unless `headed`. Prints one sentence and returns undefined when none is found.
 * @returns {string | undefined}
 */
export function findBrowser({ headed = false } = {}) {
  const names = headed ? windowed : [headlessShell, ...windowed]
  return present(names) ?? downloaded(names) ?? debianPackage(names) ?? complain()
}

function present(names) {
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

function downloaded(names) {
  console.log('No Chromium found: trying Playwright’s download …')
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'install', 'chromium'],
    {
      stdio: 'ignore',
      timeout: 120_000,
    },
  )
  return status === 0 ? present(names) : undefined
}

function debianPackage(names) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return undefined
  console.log('Trying Debian’s chromium package …')
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  // Older distributions have no package of the headless shell alone.
  for (const name of names.filter(name => name === headlessShell || name === 'chromium')) {
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], { stdio: 'ignore' })
    const path = present(names)
    if (path !== undefined) return path
  }
  return undefined
}

function complain() {
  console.error(
    'No Chromium was found and none could be installed: install one, or name it in PLAYWRIGHT_CHROMIUM_PATH.',
  )
  return undefined
}
