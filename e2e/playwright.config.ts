import { defineConfig } from '@playwright/test'

export const port = 4173

/** Against the static build, served from a sub-path: as it will be where it is published. */
export default defineConfig({
  testDir: '.',
  outputDir: '../output/test/browser',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: { baseURL: `http://127.0.0.1:${port}/actorium/`, trace: 'retain-on-failure' },
  webServer: {
    command: `node tools/serve.mjs ${port} /actorium/`,
    cwd: '..',
    url: `http://127.0.0.1:${port}/actorium/`,
    reuseExistingServer: false,
  },
})
