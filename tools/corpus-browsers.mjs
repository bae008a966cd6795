// `npm run corpus:browsers`: replays every run file of the corpus in each engine that this machine has.
import { spawnSync } from 'node:child_process'
import { readCommandLine } from './command-line.mjs'
import { installPackages } from './install.mjs'

const usage = `Builds the page and replays every run of src/cli/corpus/runs in Chromium, Firefox and WebKit.

  npm run corpus:browsers

An engine that this machine lacks is named and left out.`

readCommandLine({ usage })
installPackages()
const { findBrowser } = await import('./browser.mjs')

const browser = findBrowser()
if (browser === undefined) process.exit(1)

function run(program, args, env = {}) {
  const { status } = spawnSync(process.execPath, [`node_modules/${program}`, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (status !== 0) process.exit(status ?? 1)
}

run('vite/bin/vite.js', ['build', '--logLevel', 'warn'])
// The second spec has tests only in a soak.
const specs = ['corpus.spec.ts', 'ways-to-play.spec.ts']
const engine = process.env.ACTORIUM_ENGINE
// One after another, because each way to play is timed and some need both cores.
const options = ['--workers=1', ...(engine === undefined ? [] : ['--grep', `in ${engine}$`])]
run('@playwright/test/cli.js', ['test', '-c', 'e2e/playwright.config.ts', ...options, ...specs], {
  PLAYWRIGHT_CHROMIUM_PATH: browser,
  ACTORIUM_CORPUS: 'all',
})
