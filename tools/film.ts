// `npm run film`: records docs/hand-over.webp, a kill and the hand-over of the singleton, scrubbed back, from the built page.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { ready, stored } from '../e2e/checks.ts'
import { ClusterPage } from '../e2e/cluster-page.ts'
import { findBrowser } from './browser.mjs'
import { readCommandLine } from './command-line.mjs'

const usage = `Records docs/hand-over.webp from the built page. It needs ffmpeg.

  npm run film`

readCommandLine({ usage })

const target = 'docs/hand-over.webp'
const port = 4310
const size = { width: 1366, height: 700 }
/** The side panel is left out. */
const clip = { x: 0, y: 0, width: 1016, height: 700 }
/** Virtual ms between two frames on the way forward. */
const everyMs = 150
const framesBack = 36
const framesPerSecond = 10
const heldFrames = 12
const maxBytes = 2_000_000

if (spawnSync('ffmpeg', ['-version']).status !== 0) {
  console.error(
    'The film needs ffmpeg. Install it (Debian: apt-get install ffmpeg) and run `npm run film` again.',
  )
  process.exit(1)
}
const executablePath = findBrowser()
if (executablePath === undefined) process.exit(1)
if (spawnSync('npx', ['vite', 'build', '--logLevel', 'warn'], { stdio: 'inherit' }).status !== 0)
  process.exit(1)

let taken = 0
const folder = mkdtempSync(join(tmpdir(), 'actorium-film-'))
const server = spawn(process.execPath, ['tools/serve.mjs', String(port), '/'], { stdio: 'ignore' })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
try {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: 'light',
    baseURL: `http://127.0.0.1:${port}/`,
  })
  await context.addInitScript(() =>
    localStorage.setItem('actorium.preferences', '{"hasFollowed":true,"lessonOpen":false,"locale":"en"}'),
  )
  await record(await context.newPage())
} finally {
  await browser.close()
  server.kill()
}
encode()
rmSync(folder, { recursive: true })

async function takeFrame(page: Page, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    const path = join(folder, `${String(taken).padStart(4, '0')}.png`)
    await page.screenshot({ path, clip })
    taken += 1
  }
}

async function record(page: Page): Promise<void> {
  const cluster = new ClusterPage(page)
  await cluster.open()
  await cluster.pause()
  await cluster.reach(ready)
  await cluster.write('hoge', 'fuga')
  await cluster.reach(stored(1))
  const film = page.getByRole('slider', { name: 'Shown instant' })
  const forwardTo = async (at: number) => {
    await cluster.runUntil(at)
    await page.waitForFunction(
      at => document.querySelector('.timeline-film')?.getAttribute('aria-valuenow') === String(at),
      at,
    )
  }

  const begin = await cluster.now()
  for (let i = 1; i <= 5; i++) {
    await forwardTo(begin + i * everyMs)
    await takeFrame(page)
  }
  await cluster.do({ type: 'Kill', participant: 'node-1' })
  const killedAt = await cluster.now()
  const isHandedOver = async () =>
    (await cluster.view()).singletons.some(({ participant }) => participant !== 'node-1')
  let at = killedAt
  while (!(await isHandedOver())) {
    at += everyMs
    await forwardTo(at)
    await takeFrame(page)
  }
  await forwardTo(at + 1500)
  await takeFrame(page, heldFrames)

  // The pointer drags the cursor back to the kill, and a little before it.
  const box = (await film.boundingBox())!
  const cursorX = await xOf(page, at + 1500)
  const killX = await xOf(page, killedAt - 300)
  await page.mouse.move(cursorX, box.y + box.height / 2)
  await page.mouse.down()
  for (let i = 1; i <= framesBack; i++) {
    await page.mouse.move(cursorX + ((killX - cursorX) * i) / framesBack, box.y + box.height / 2)
    // Texts change at most ten times a second.
    await page.waitForTimeout(120)
    await takeFrame(page)
  }
  await page.mouse.up()
  await takeFrame(page, heldFrames)
}

/** The place of an instant on the time line: the strip shows 30 s, which begin at the run's start. */
async function xOf(page: Page, at: number): Promise<number> {
  const box = (await page.locator('.timeline-film').boundingBox())!
  const gutter = Math.min(13 * 6.5, box.width * 0.25)
  return box.x + gutter + (at / 30_000) * (box.width - gutter)
}

function encode(): void {
  const { status } = spawnSync(
    'ffmpeg',
    [
      ...['-y', '-loglevel', 'error', '-framerate', String(framesPerSecond), '-i', join(folder, '%04d.png')],
      ...['-c:v', 'libwebp_anim', '-quality', '70', '-compression_level', '6', '-loop', '0', target],
    ],
    { stdio: 'inherit' },
  )
  if (status !== 0) process.exit(1)
  const { size } = statSync(target)
  console.log(`${target}: ${taken} frames, ${Math.round(size / 1000)} kB`)
  if (size > maxBytes) {
    console.error(`The film must be smaller than ${maxBytes / 1e6} MB.`)
    process.exit(1)
  }
}
