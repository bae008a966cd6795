import { expect, test } from './browser.ts'
import { event } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

test.use({ sharedPage: true })

test('a stroke across the links of a node cuts them, and a second one heals them', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  const beginCutting = async () => {
    await page.getByRole('button', { name: 'Cut links' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Draw a line across links' })).toBeVisible()
  }
  await beginCutting()
  const [left, right] = await Promise.all([
    cluster.card('node-1').boundingBox(),
    cluster.card('node-2').boundingBox(),
  ])
  if (left === null || right === null) throw new Error('The cards of node-1 and node-2 are not shown.')
  const x = (left.x + left.width + right.x) / 2
  const stroke = async () => {
    await page.mouse.move(x, left.y + 2)
    await page.mouse.down()
    await page.mouse.move(x, left.y + left.height / 2 + 12, { steps: 4 })
    await page.mouse.up()
  }
  await stroke()
  const cut = page.getByRole('button', {
    name: 'The link node-1 – node-2 is cut: what is due on it is lost.',
  })
  await expect(cut).toBeVisible()
  await page.keyboard.press('Escape')
  await cut.click()
  await expect(cluster.inspector.getByRole('heading', { name: 'Link node-1 – node-2' })).toBeVisible()
  await beginCutting()
  await stroke()
  await expect(cut).toBeHidden()
  await page.keyboard.down('Shift')
  await expect(page.getByRole('button', { name: 'One way' })).toHaveAttribute('aria-pressed', 'true')
  await stroke()
  await page.keyboard.up('Shift')
  await expect(
    page.getByRole('button', { name: 'The link is cut from node-1 to node-2; the other direction works.' }),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Both ways' })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Both ways' })).toBeHidden()
})

test('a partition by keyboard shows two sides, and healing ends them', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await page.getByRole('button', { name: 'Links and pauses' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Links and pauses' })
  for (const [node, side] of [
    ['node-1', 'side A'],
    ['node-3', 'side B'],
    ['node-4', 'side B'],
    ['node-2', 'side A'],
  ] as const)
    await dialog.getByRole('group', { name: node }).getByRole('button', { name: side }).press('Enter')
  await dialog.getByRole('button', { name: 'Cut between the sides' }).press('Enter')
  await expect(page.locator('.react-flow__node.side-1')).toHaveCount(2)
  const heal = dialog.getByRole('button', { name: 'Heal all links' })
  // The dialog reads the view ten times a second, the canvas at once.
  await expect(heal).toBeEnabled()
  await heal.press('Enter')
  await expect(page.locator('.react-flow__node.side-1')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('a write in flight is held, seen to wait, and arrives when it is released', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await cluster.do({ type: 'HoldArrivals', hold: 'application' })
  await cluster.write('k', 'v')
  await cluster.reach({ type: 'eventually', what: { event: 'MessageHeld' } })
  const held = (await cluster.view()).flights.find(flight => flight.held)
  await cluster.tab('Text').click()
  await page.getByText('is held until you release it').first().click()
  await expect(cluster.inspector.getByText('Held on its way to')).toBeVisible()
  await cluster.inspector.getByRole('button', { name: /^Why\? Held on its way to/ }).click()
  await expect(cluster.inspector.getByText('It is held until you release it:', { exact: true })).toBeVisible()
  await expect(
    cluster.inspector.getByText('You did this: Hold arriving messages of the application.', { exact: true }),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await cluster.inspector.getByRole('button', { name: 'Release', exact: true }).click()
  await cluster.reach(event('MessageDelivered', held!.to, { cause: held!.id }))
})

test('a frozen node says so on its card, and thaws by the same button', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await cluster.inspect('node-2')
  await cluster.act('Freeze', 'node-2').click()
  await expect(cluster.card('node-2').getByText('frozen')).toBeVisible()
  await cluster.act('Thaw', 'node-2').click()
  await expect(cluster.card('node-2').getByText('frozen')).toBeHidden()
})
