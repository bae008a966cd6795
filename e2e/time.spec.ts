import { expect, test } from './browser.ts'
import { allUp, stored } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

test.use({ sharedPage: true })

/** Resolves after this many animation frames. */
const frames = (count: number) =>
  new Promise<void>(resolve => {
    const next = (left: number) => (left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1)))
    next(count)
  })

/** An instant as the page shows it, to the millisecond. */
const clockText = (at: number) =>
  `${Math.floor(at / 60_000)}:${((at % 60_000) / 1000).toFixed(3).padStart(6, '0')}`

test('play, pause, step and speed control the run', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  const time = page.getByRole('status', { name: 'Virtual time' })

  await cluster.slideTo('as fast as possible')
  await expect(cluster.status('node-4', 'Up')).toBeVisible()
  await expect(page.getByText(/actual [\d.,]+×/)).toBeVisible()
  await cluster.pauseButton.click()
  await expect(page.getByText('paused', { exact: true })).toBeVisible()

  const paused = await cluster.now()
  const shown = clockText(paused)
  await expect(time).toHaveText(shown)
  await page.evaluate(frames, 60)
  expect(await cluster.now()).toBe(paused)
  await expect(time).toHaveText(shown)

  await cluster.stepButton.click()
  await expect(time).not.toHaveText(shown)
  const stepped = await cluster.now()
  expect(stepped).toBeGreaterThan(paused)
  expect(stepped).toBeLessThan(paused + 1000)
  await expect(cluster.playButton).toBeVisible()

  await cluster.reach(allUp())
  const before = await cluster.now()
  await cluster.slideTo('0.1×')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(cluster.speedSlider).toHaveAttribute('aria-valuetext', '0.2×')
  await page.keyboard.press('Alt+0')
  await expect(cluster.speedSlider).toHaveAttribute('aria-valuetext', '1×')
  await cluster.playButton.click()
  await expect(cluster.pauseButton).toBeVisible()
  await cluster.slideTo('100×')
  await expect.poll(() => cluster.now()).toBeGreaterThan(before + 20_000)
  await cluster.pauseButton.click()
  expect(
    await cluster.check({ type: 'never', what: { event: 'MemberUnreachable' } }),
    'nobody was suspected because somebody paused',
  ).not.toBe('false')
  for (const id of ['node-1', 'node-2', 'node-3', 'node-4']) {
    await expect(cluster.status(id, 'Up')).toBeVisible()
  }
})

test('the shown instant goes back and forth, and everything on the page with it', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('cqrs')
  const time = page.getByRole('status', { name: 'Virtual time' })
  await cluster.reach(allUp())
  await cluster.write('hoge', 'fuga')
  await cluster.reach(stored(1))
  const stored1 = await cluster.now()
  await expect(cluster.card('database')).toContainText('1 event')
  await cluster.do({ type: 'Kill', participant: 'node-1' })
  await cluster.runUntil(stored1 + 100)
  await expect(cluster.card('node-1')).toContainText('Crashed')

  // At an instant before the write, cards, answers and the list of events do not show it.
  await page.keyboard.press('Alt+3')
  const events = page.getByRole('listbox', { name: 'Events, in order' })
  await expect(events).toContainText('Kill')
  await page.evaluate(() => window.playground!.time.seek(1000))
  await expect(time).toHaveText('0:01.000')
  await expect(cluster.card('node-1')).not.toContainText('Crashed')
  await expect(cluster.card('database')).not.toContainText('1 event')
  await expect(cluster.answerTo('Write hoge = fuga')).toHaveCount(0)
  await expect(events).not.toContainText('Kill')

  // Steps move between events in both directions.
  const stops = [await cluster.shownEvents()]
  for (let i = 0; i < 3; i++) {
    await cluster.stepButton.click()
    stops.push(await cluster.shownEvents())
  }
  expect(stops).toEqual([...new Set(stops)].sort((a, b) => a - b))
  for (const stop of stops.slice(1).reverse()) {
    await cluster.stepBackButton.click()
    expect(await cluster.shownEvents(), 'one step back hides the last event').toBe(stop - 1)
  }

  // The recorded past plays up to the frontier, and the run continues from there.
  await cluster.speed(20)
  await cluster.playButton.click()
  await expect.poll(() => cluster.now()).toBeGreaterThan(stored1 + 200)
  await expect(cluster.card('node-1')).toContainText('Crashed')
  await cluster.pauseButton.click()

  await page.keyboard.press('Alt+Home')
  await expect(time).toHaveText('0:00.000')
  await page.keyboard.press('Alt+End')
  await expect(cluster.card('node-1')).toContainText('Crashed')
})

test.describe('on a page of its own', () => {
  test.use({ sharedPage: false })

  test('the time line is dragged, zoomed and clicked, and its marks lead through the run', async ({
    page,
  }) => {
    const cluster = new ClusterPage(page)
    await cluster.open()
    await cluster.reach(allUp())
    await cluster.do({ type: 'Kill', participant: 'node-3' })
    await cluster.runUntil((await cluster.now()) + 1000)
    const end = await cluster.now()
    const film = page.getByRole('slider', { name: 'Shown instant' })
    await expect(film).toHaveAttribute('aria-valuenow', String(end))

    // Dragging shows the instants under the pointer, one after the other.
    const box = (await film.boundingBox())!
    await page.mouse.move(box.x + box.width * 0.2, box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.15, box.y + 40)
    await expect(cluster.card('node-3')).not.toContainText('Crashed')
    const early = Number(await film.getAttribute('aria-valuenow'))
    await page.mouse.move(box.x + box.width * 0.12, box.y + 40)
    await page.mouse.up()
    await expect.poll(async () => Number(await film.getAttribute('aria-valuenow'))).toBeLessThan(early)

    // The marks lead forward to the kill and select it.
    const next = page.getByRole('button', { name: 'On to the next mark' })
    await expect(async () => {
      await next.click()
      await expect(cluster.inspector.getByRole('heading', { level: 2 })).toContainText('Kill', {
        timeout: 300,
      })
    }).toPass()
    await expect(cluster.card('node-3')).toContainText('Crashed')

    // The keyboard does what the pointer does.
    await film.focus()
    await page.keyboard.press('Home')
    await expect(film).toHaveAttribute('aria-valuenow', '0')
    await page.keyboard.press('PageDown')
    await expect(film).not.toHaveAttribute('aria-valuenow', '0')
    await page.keyboard.press('End')
    await expect(film).toHaveAttribute('aria-valuenow', String(end))
    await page.getByRole('button', { name: 'Pull up the space-time diagram' }).click()
    await expect.poll(async () => (await film.boundingBox())!.height).toBeGreaterThan(250)

    // A hidden lane gives its place to the next one.
    const firstName = { position: { x: 30, y: 60 } }
    await film.click(firstName)
    await expect(cluster.inspector.getByRole('heading', { level: 2 })).toContainText('client')
    await page.getByRole('group', { name: 'Lanes' }).getByLabel('client').uncheck()
    await film.click(firstName)
    await expect(cluster.inspector.getByRole('heading', { level: 2 })).toContainText('node-1')
  })
})
