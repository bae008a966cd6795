import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './launch.ts'

const port = Number(process.env.ACTORIUM_PORT ?? 4173)
/** The URL of a running server, for work on the tests; without it the build in `dist` is served. */
const served = process.env.ACTORIUM_URL

/** The tests use the static build under a sub-path, as a published page would be. */
export default defineConfig({
  testDir: '.',
  outputDir: '../output/test/browser',
  fullyParallel: false,
  // A page often waits for frames and animations, so two of them leave a core idle a quarter of the time.
  workers: 3,
  retries: 0,
  forbidOnly: true,
  // A limit for what never comes. Two busy cores paint slowly; tests wait for events and never for a fixed time.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: served ?? `http://127.0.0.1:${port}/actorium/`,
    // For the specs of the public fixture; the others have the browser of `browser.ts`.
    launchOptions: chromiumOptions,
    serviceWorkers: 'block',
    contextOptions: { reducedMotion: 'reduce' },
  },
  ...(served === undefined && {
    webServer: {
      command: `node tools/serve.mjs ${port} /actorium/`,
      cwd: '..',
      url: `http://127.0.0.1:${port}/actorium/`,
      reuseExistingServer: false,
    },
  }),
})
