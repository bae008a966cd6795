import { defineConfig } from '@playwright/test'

const port = Number(process.env.ACTORIUM_PORT ?? 4173)
/** A page that is served already, for who works on the tests; else the build in `dist` is. */
const served = process.env.ACTORIUM_URL

/** Against the static build, served from a sub-path: as it will be where it is published. */
export default defineConfig({
  testDir: '.',
  outputDir: '../output/test/browser',
  fullyParallel: false,
  // A page waits for frames and animations most of the time, so two share two cores well.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  // A machine with two cores, busy with workers, may be slow to paint; nothing is ever waited for by the clock.
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: { baseURL: served ?? `http://127.0.0.1:${port}/actorium/` },
  ...(served === undefined && {
    webServer: {
      command: `node tools/serve.mjs ${port} /actorium/`,
      cwd: '..',
      url: `http://127.0.0.1:${port}/actorium/`,
      reuseExistingServer: false,
    },
  }),
})
