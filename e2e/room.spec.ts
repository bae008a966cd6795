import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'
import { expect } from './expect.ts'
import { chromiumOptions } from './launch.ts'

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

async function serve(port: number): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['tools/serve.mjs', String(port), '/actorium/'], { stdio: 'ignore' })
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${port}/actorium/`).catch(() => null))?.status)
    .toBe(200)
  return server
}

test('a page that was opened once opens at an instant, with running nodes, after its server has gone', async () => {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}/actorium/`
  const server = await serve(port)
  const profile = mkdtempSync(join(tmpdir(), 'actorium-'))
  const context = await chromium.launchPersistentContext(profile, {
    ...chromiumOptions,
    reducedMotion: 'reduce',
    serviceWorkers: 'allow',
  })
  try {
    const page = await context.newPage()
    await page.goto(`${address}?embed`)
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    const gone = new Promise(resolve => server.once('exit', resolve))
    server.kill()
    await gone
    await page.goto(`${address}?scenario=cqrs&seed=7&at=6000&embed`)
    const cluster = new ClusterPage(page)
    await expect(cluster.status('node-4', 'Up')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Open in Actorium' })).toBeVisible()
    await expect(page.getByRole('banner'), 'an embedded page has no top bar').toHaveCount(0)
    await expect(page).toHaveURL(/embed/)
  } finally {
    await context.close()
    server.kill()
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
  }
})
