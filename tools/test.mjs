// `npm test`: everything that must hold, and one closing line `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { installPackages } from './install.mjs'

installPackages()
const { findBrowser } = await import('./browser.mjs')

rmSync('output/test', { recursive: true, force: true })
mkdirSync('output/test', { recursive: true })

let passed = 0
let failed = 0

/** Runs a local package's program; true when it ended well. */
function run(title, program, args, env = {}) {
  const began = Date.now()
  console.log(`\n── ${title}`)
  const { status } = spawnSync(process.execPath, [`node_modules/${program}`, ...args], {
    stdio: 'inherit',
    env: { ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...process.env, ...env },
  })
  console.log(
    `   ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - began) / 1000).toFixed(1)} s)`,
  )
  return status === 0
}

function check(title, program, args) {
  if (run(title, program, args)) passed++
  else failed++
}

/** A port that nobody listens on, so that a server left running elsewhere is no failure here. */
function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Adds a runner's own counts. A runner that failed without a failed test counts as one failure. */
function counted(ok, file, counts) {
  const report = existsSync(file) ? counts(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 }
  passed += report.passed
  failed += ok ? report.failed : Math.max(1, report.failed)
}

check('types', 'typescript/bin/tsc', ['-p', 'tsconfig.json'])
check('types of the pure runtime', 'typescript/bin/tsc', ['-p', 'src/runtime/tsconfig.json'])
check('lint and format', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings'])
check('layers', 'tsx/dist/cli.mjs', ['tools/check-layers.ts'])
check('dead code', 'knip/bin/knip.js', [])

const unitFile = 'output/test/unit.json'
counted(
  run('unit and simulation tests', 'vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitFile}`,
  ]),
  unitFile,
  report => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
)

check('build', 'vite/bin/vite.js', ['build', '--logLevel', 'warn'])
check('bundles', 'tsx/dist/cli.mjs', ['tools/check-bundles.ts'])
check('size of the actor core', 'tsx/dist/cli.mjs', ['tools/check-size.ts'])

const browser = findBrowser()
if (browser === undefined) failed++
else {
  const browserFile = 'output/test/browser.json'
  counted(
    run('browser tests', '@playwright/test/cli.js', ['test', '-c', 'e2e/playwright.config.ts'], {
      PLAYWRIGHT_CHROMIUM_PATH: browser,
      ACTORIUM_PORT: String(await freePort()),
      PLAYWRIGHT_JSON_OUTPUT_FILE: browserFile,
    }),
    browserFile,
    report => ({ passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky }),
  )
}

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
