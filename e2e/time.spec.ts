import { expect, test } from './browser.ts'
import { allUp } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

/** Resolves after this many animation frames. */
const frames = (count: number) =>
  new Promise<void>(resolve => {
    const next = (left: number) => (left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1)))
    next(count)
  })

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
  const shown = await time.textContent()
  await page.evaluate(frames, 60)
  expect(await cluster.now()).toBe(paused)
  await expect(time).toHaveText(shown ?? '')

  await cluster.stepButton.click()
  await expect(time).not.toHaveText(shown ?? '')
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
