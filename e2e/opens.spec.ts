import { expect, test } from './browser.ts'
import { event, everyNode, ready, stored } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'
import { layoutShifts, watchLayoutShifts } from './layout-shifts.ts'

test('the opened page shows a running cluster whose nodes join each other', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await watchLayoutShifts(page)
  await cluster.open('')
  await expect(cluster.pauseButton, 'it plays from the start').toBeVisible()
  for (const id of [...everyNode, 'client', 'database']) await expect(cluster.card(id)).toBeVisible()
  await cluster.reach(event('MemberChanged', 'node-4', { member: '*node-4*', status: 'Joining' }))
  await expect(cluster.status('node-4', 'Joining')).toBeVisible()
  await cluster.playButton.click()
  await cluster.slideTo('100×')
  for (const id of everyNode) await expect(cluster.status(id, 'Up')).toBeVisible()

  await expect(cluster.card('node-1')).toContainText('update')
  await expect(cluster.card('node-3')).toContainText('read')
  await expect(cluster.card('node-1').getByTitle(/^Leader, according to 4 of 4/)).toBeVisible()
  await expect(cluster.card('node-1').getByText('oldest', { exact: true }).first()).toBeVisible()
  await expect(cluster.card('node-1').getByRole('button', { name: /^Writer/ })).toBeVisible()
  await expect(cluster.card('client')).toContainText(/talks to node-\d/)
  await expect(page.getByText(/node-1 leads and hosts the singleton/)).toBeVisible()
  const beliefs = cluster.card('node-2').getByRole('list', { name: 'How node-2 sees the members' })
  await expect(beliefs.getByRole('listitem')).toContainText(everyNode.map(id => `${id}: up`))

  await cluster.pause()
  await cluster.reach(ready)
  const client = { participant: 'client', actor: '/user/client' } as const
  for (const [nr, value] of ['fuga', 'a value that needs two lines of the panel'].entries()) {
    await cluster.do({ type: 'Tell', ...client, message: { type: 'Write', key: 'hoge', value } })
    await cluster.reach(stored(nr + 1))
    await expect(cluster.answerTo(`Write hoge = ${value}`)).toContainText('stored as event')
  }
  await cluster.do({ type: 'Kill', participant: 'node-2' })
  await cluster.runUntil((await cluster.now()) + 20_000)
  await expect(cluster.status('node-2', 'Removed')).toBeVisible()
  await cluster.do({ type: 'Start', participant: 'node-2' })
  await cluster.runUntil((await cluster.now()) + 20_000)
  await expect(cluster.status('node-2', 'Up')).toBeVisible()
  expect(await layoutShifts(page), 'nothing moves after the first card').toEqual([])
})

test('keys typed while the list of commands loads are in its field', async ({ page }) => {
  const cluster = new ClusterPage(page)
  let show = () => {}
  const shown = new Promise<void>(resolve => {
    show = resolve
  })
  await page.route(/dialogs[^/]*\.(?:js|tsx)/, async route => {
    await shown
    await route.continue()
  })
  await cluster.open('')
  await expect(cluster.card('node-1')).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('kilj')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('l node-4')
  show()
  const field = page.getByRole('combobox', { name: 'Type the name of a command' })
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('kill node-4')
  await expect(cluster.tab('Journal'), 'no key was a command of the page').toHaveAttribute(
    'aria-selected',
    'false',
  )
})
