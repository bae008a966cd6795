// `npm test`: every check of the project, and one closing line `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { setPriority } from 'node:os'
import { readCommandLine } from './command-line.mjs'
import { installPackages } from './install.mjs'

const usage = `Runs every check: build, browser tests, types, lint, layers, unit tests and simulations.

  npm test

Installs what is missing. Parts: npm run check, npm run unit -- FOLDER, npm run e2e -- FILE.`

readCommandLine({ usage })
installPackages()
const { findBrowser } = await import('./browser.mjs')

rmSync('output/test', { recursive: true, force: true })
mkdirSync('output/test', { recursive: true })

/** Of programs beside the browser tests, which have time limits. The default is 0, the lowest 19. */
const lowPriority = 5

const began = Date.now()
let passed = 0
let failed = 0

/**
 * Runs a local package's program; settles with true when its exit code is 0. Beside the browser tests it runs at a low
 * priority, and its output is printed in one piece at its end, so that two programs do not mix their lines.
 */
function run(title, program, args, { env = {}, beside = false } = {}) {
  const started = Date.now()
  if (!beside) console.log(`\n── ${title}`)
  return new Promise(resolve => {
    const child = spawn(process.execPath, [`node_modules/${program}`, ...args], {
      stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...process.env, ...env },
    })
    if (beside && child.pid !== undefined) setPriority(child.pid, lowPriority)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk))
    child.on('error', error => (output += `${error.message}\n`))
    child.on('close', code => {
      if (beside) console.log(`\n── ${title}\n${output.trimEnd()}`)
      console.log(`   ${title}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds(Date.now() - started)})`)
      resolve(code === 0)
    })
  })
}

const seconds = ms => `${(ms / 1000).toFixed(1)} s`

async function check([title, program, args], options) {
  if (await run(title, program, args, options)) passed++
  else failed++
}

/** A free port, so that a server left running elsewhere does not fail this run. */
function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Adds a runner's own counts. A runner that failed without a failed test counts as one failure. */
function addCounts(ok, file, countsIn) {
  const counts = existsSync(file)
    ? countsIn(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0 }
  passed += counts.passed
  failed += ok ? counts.failed : Math.max(1, counts.failed)
}

async function quickChecks() {
  const checks = [
    ['bundles', 'tsx/dist/cli.mjs', ['tools/check-bundles.ts']],
    ['types', 'typescript-7/bin/tsc', ['-p', 'tsconfig.json']],
    ['types of the pure runtime', 'typescript-7/bin/tsc', ['-p', 'src/runtime/tsconfig.json']],
    ['layers', 'tsx/dist/cli.mjs', ['tools/check-layers.ts']],
    ['texts of errors', 'tsx/dist/cli.mjs', ['tools/check-error-texts.ts']],
    ['dead code', 'knip/bin/knip.js', []],
    ['size of the actor core', 'tsx/dist/cli.mjs', ['tools/check-size.ts']],
    ['lint and format', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings']],
  ]
  for (const one of checks) await check(one, { beside: true })
}

async function unitTests() {
  const file = 'output/test/unit.json'
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  addCounts(
    await run('unit and simulation tests', 'vitest/vitest.mjs', ['run', ...reporters], {
      beside: true,
    }),
    file,
    report => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
  )
}

async function browserTests() {
  const browser = findBrowser()
  if (browser === undefined) {
    failed++
    return
  }
  const file = 'output/test/browser.json'
  const env = {
    PLAYWRIGHT_CHROMIUM_PATH: browser,
    ACTORIUM_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  }
  addCounts(
    await run('browser tests', '@playwright/test/cli.js', ['test', '-c', 'e2e/playwright.config.ts'], {
      env,
    }),
    file,
    report => ({ passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky }),
  )
}

await check(['build', 'vite/bin/vite.js', ['build', '--logLevel', 'warn']])
// Browser tests often wait for frames and animations; everything else runs in these gaps.
await Promise.all([browserTests(), quickChecks().then(unitTests)])

console.log(`\nIn ${seconds(Date.now() - began)}.\n\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
