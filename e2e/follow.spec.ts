import { expect, test } from './browser.ts'
import { allUp, stored } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

test('a newcomer’s first write is followed hop by hop, and any message can be followed again', async ({
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem('actorium.preferences', '{}'))
  const cluster = new ClusterPage(page)
  await cluster.open()
  await cluster.reach(allUp())
  await cluster.play()
  const band = page.getByRole('region', { name: 'Followed command' })
  const form = await cluster.form('Write')
  await form.getByLabel('Key').fill('hoge')
  await form.getByLabel('Value').fill('fuga')
  await form.getByRole('button', { name: 'Write' }).click()
  await expect(band).toContainText('Write hoge = fuga')
  await expect(page.getByText('0.25×', { exact: true })).toBeVisible()
  // A card is faded until the write reaches its participant.
  const step = (id: string) => page.locator('.react-flow__node', { has: cluster.card(id) })
  await expect(step('node-2')).toHaveClass(/\baside\b/)
  await expect(step('client')).not.toHaveClass(/\baside\b/)
  await expect(band).toContainText('node-1')
  await expect(step('node-1')).not.toHaveClass(/\baside\b/)
  await page.keyboard.press('Escape')
  await expect(band).toHaveCount(0)
  await expect(page.getByText('1×', { exact: true })).toBeVisible()
  await expect(step('node-2')).not.toHaveClass(/\baside\b/)

  // The next write is not followed by itself.
  await cluster.write('hoge', 'piyo')
  await expect(band).toHaveCount(0)
  await cluster.reach(stored(2))
  const end = await cluster.now()

  await page.keyboard.press('Alt+3')
  await page.getByRole('searchbox').fill('piyo')
  await page.getByRole('option', { name: /sends Publish/ }).click()
  await cluster.inspector.getByRole('button', { name: 'Follow it from here' }).click()
  await expect(band).toContainText('Publish')
  const shown = page.getByRole('slider', { name: 'Shown instant' })
  await expect.poll(async () => Number(await shown.getAttribute('aria-valuenow'))).toBeLessThan(end)
  await band.getByRole('button', { name: 'Stop following' }).click()
  await expect(band).toHaveCount(0)
})
