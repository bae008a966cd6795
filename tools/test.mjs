// `npm test`: every check of the project, and one closing line `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { installPackages } from './install.mjs'

installPackages()
const { findBrowser } = await import('./browser.mjs')

rmSync('output/test', { recursive: true, force: true })
mkdirSync('output/test', { recursive: true })

const began = Date.now()
let passed = 0
let failed = 0

/**
 * Runs a local package's program; settles with true when its exit code is 0. A held program's output is printed in
 * one piece at its end, so that programs side by side do not mix their lines.
 */
function run(title, program, args, { env = {}, held = false } = {}) {
  const started = Date.now()
  if (!held) console.log(`\n── ${title}`)
  return new Promise(resolve => {
    const child = spawn(process.execPath, [`node_modules/${program}`, ...args], {
      stdio: held ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...process.env, ...env },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk))
    child.on('error', error => (output += `${error.message}\n`))
    child.on('close', code => {
      if (held) console.log(`\n── ${title}\n${output.trimEnd()}`)
      console.log(`   ${title}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds(Date.now() - started)})`)
      resolve(code === 0)
    })
  })
}

const seconds = ms => `${(ms / 1000).toFixed(1)} s`

async function check([title, program, args]) {
  if (await run(title, program, args, { held: true })) passed++
  else failed++
}

/** Runs checks in the given order, two at a time, because the time limit of `npm test` is for two cores. */
async function checkSideBySide(checks) {
  const waiting = [...checks]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await check(next)
  }
  await Promise.all([worker(), worker()])
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

await checkSideBySide([
  ['types', 'typescript/bin/tsc', ['-p', 'tsconfig.json']],
  ['build', 'vite/bin/vite.js', ['build', '--logLevel', 'warn']],
  ['types of the pure runtime', 'typescript/bin/tsc', ['-p', 'src/runtime/tsconfig.json']],
  ['layers', 'tsx/dist/cli.mjs', ['tools/check-layers.ts']],
  ['texts of errors', 'tsx/dist/cli.mjs', ['tools/check-error-texts.ts']],
  ['dead code', 'knip/bin/knip.js', []],
  ['size of the actor core', 'tsx/dist/cli.mjs', ['tools/check-size.ts']],
  ['lint and format', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings']],
])
await checkSideBySide([['bundles', 'tsx/dist/cli.mjs', ['tools/check-bundles.ts']]])

const unitFile = 'output/test/unit.json'
addCounts(
  await run('unit and simulation tests', 'vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitFile}`,
  ]),
  unitFile,
  report => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
)

const browser = findBrowser()
if (browser === undefined) failed++
else {
  const browserFile = 'output/test/browser.json'
  const env = {
    PLAYWRIGHT_CHROMIUM_PATH: browser,
    ACTORIUM_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: browserFile,
  }
  addCounts(
    await run('browser tests', '@playwright/test/cli.js', ['test', '-c', 'e2e/playwright.config.ts'], {
      env,
    }),
    browserFile,
    report => ({ passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky }),
  )
}

console.log(`\nIn ${seconds(Date.now() - began)}.\n\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
