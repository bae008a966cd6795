import { expect, test } from './browser.ts'
import { all, connected, event, found, has, ready, snapshotSaved, stored, writer } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

test('acknowledged writes survive a reload, which is a power failure', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  for (let i = 1; i <= 3; i++) {
    await cluster.write(`key-${i}`, `value-${i}`)
    await cluster.reach(stored(i))
  }
  await cluster.saveSnapshot()
  await cluster.reach(snapshotSaved(3))
  await cluster.write('key-4', 'value-4')
  await cluster.reach(stored(4))
  // The reload happens while a write is in flight and the run plays.
  await cluster.write('key-5', 'value-5')
  const seen = await cluster.now()
  await cluster.playButton.click()

  await page.reload()
  await cluster.isShown()
  const banner = page.getByRole('status').filter({ hasText: 'Power failure at' })
  await expect(banner).toBeVisible()
  await expect(cluster.playButton, 'it waits for a person').toBeVisible()
  expect(await cluster.now()).toBeGreaterThanOrEqual(seen)
  await expect(cluster.card('database')).toContainText('1 snapshot')

  await banner.getByRole('button', { name: 'Play' }).click()
  await expect(banner).toBeHidden()
  await cluster.reach(all(event('RecoveryCompleted', 'node-1', { actor: writer }), connected))
  for (let i = 1; i <= 4; i++) await cluster.reach(has('node-1', writer, `key-${i}`, `value-${i}`))
  await cluster.reach(ready)
  await cluster.get('key-2')
  await cluster.reach(found('value-2'))
  await expect(cluster.answerTo('Get key-2')).toContainText('value-2')
})
