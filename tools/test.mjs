// `npm test`: every check of the project, and one closing line `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { readCommandLine } from './command-line.mjs'
import { describeFailedTest, failedBrowserTests, failedUnitTests } from './failed-tests.mjs'
import { installPackages } from './install.mjs'

const usage = `Runs every check: build, browser tests, types, lint, layers, unit tests and simulations.

  npm test

Installs what is missing. Parts: npm run check, npm run unit -- FOLDER, npm run e2e -- FILE.`

readCommandLine({ usage })
installPackages()
const { findBrowser } = await import('./browser.mjs')

rmSync('output/test', { recursive: true, force: true })
mkdirSync('output/test', { recursive: true })

const began = Date.now()
let passed = 0
let failed = 0
/** One text per failure, printed at the end, because a reader of a long log begins there. */
const failures = []

/**
 * Runs a local package's program; settles with true when its exit code is 0. `beside` another one its output is printed in
 * one piece at its end, so that two programs do not mix their lines.
 */
function run(title, program, args, { env = {}, beside = false } = {}) {
  const started = Date.now()
  if (!beside) console.log(`\n── ${title}`)
  return new Promise(resolve => {
    const child = spawn(process.execPath, [`node_modules/${program}`, ...args], {
      stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...process.env, ...env },
    })
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
  else fail(`✗ [check] ${title}: its output is above, under “── ${title}”.`)
}

function fail(text) {
  failed++
  failures.push(text)
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

/** Adds the tests of a runner's report. A runner that failed without a failed test counts as one failure. */
function addReport(project, ok, file, { passedIn, failedIn }) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  const failedTests = report === undefined ? [] : failedIn(report)
  if (report !== undefined) passed += passedIn(report)
  for (const test of failedTests) fail(describeFailedTest(project, test))
  if (!ok && failedTests.length === 0) fail(`✗ [${project}] The runner failed. Its output is above.`)
}

async function quickChecks() {
  const checks = [
    ['types', 'typescript-7/bin/tsc', ['-p', 'tsconfig.json']],
    ['types of the pure runtime', 'typescript-7/bin/tsc', ['-p', 'src/runtime/tsconfig.json']],
    ['layers', 'tsx/dist/cli.mjs', ['tools/check-layers.ts']],
    ['texts of errors', 'tsx/dist/cli.mjs', ['tools/check-error-texts.ts']],
    ['dead code', 'knip/bin/knip.js', []],
    ['size of the actor core', 'tsx/dist/cli.mjs', ['tools/check-size.ts']],
    ['lint and format', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '--colors=off']],
    ['bundles', 'tsx/dist/cli.mjs', ['tools/check-bundles.ts']],
  ]
  for (const one of checks) await check(one, { beside: true })
}

async function unitTests() {
  const file = 'output/test/unit.json'
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const args = ['run', ...reporters]
  const ok = await run('unit and simulation tests', 'vitest/vitest.mjs', args, { beside: true })
  addReport('unit', ok, file, { passedIn: report => report.numPassedTests, failedIn: failedUnitTests })
}

async function browserTests() {
  const browser = findBrowser()
  if (browser === undefined) {
    fail('✗ [browser] No browser was found: the browser tests did not run.')
    return
  }
  const file = 'output/test/browser.json'
  const env = {
    PLAYWRIGHT_CHROMIUM_PATH: browser,
    ACTORIUM_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  }
  const args = ['test', '-c', 'e2e/playwright.config.ts']
  const ok = await run('browser tests', '@playwright/test/cli.js', args, { env })
  addReport('browser', ok, file, { passedIn: report => report.stats.expected, failedIn: failedBrowserTests })
}

await check(['build', 'vite/bin/vite.js', ['build', '--logLevel', 'warn']])
// Alone, because they have time limits. Beside everything else they took as long as one after the other.
await browserTests()
await Promise.all([quickChecks(), unitTests()])

if (failures.length > 0) console.log(`\n── Failures\n${failures.join('\n')}`)
console.log(`\nIn ${seconds(Date.now() - began)}.\n\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
