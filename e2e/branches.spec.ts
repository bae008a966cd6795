import { expect, test } from './browser.ts'
import { allUp, ready, stored } from './checks.ts'
import { ClusterPage, unwrapped } from './cluster-page.ts'

test.use({ sharedPage: true })

const write = (key: string) =>
  ({
    type: 'Tell',
    participant: 'client',
    actor: '/user/client',
    message: { type: 'Write', key, value: 'value' },
  }) as const

test('a branch without a different act has the hash of the run that never branched', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('cqrs')
  await cluster.reach(ready)
  await cluster.do(write('hoge'))
  await cluster.do({ type: 'Cut', links: [{ from: 'node-3', to: 'node-1', oneWay: true }] })
  await cluster.do({ type: 'Kill', participant: 'node-4' })
  await cluster.do({ type: 'Freeze', participant: 'node-2', forMs: 700 })
  const forked = (await cluster.now()) + 200
  await cluster.runUntil(forked + 1000)
  await cluster.do({ type: 'Start', participant: 'node-4' })
  const started = await cluster.now()
  await cluster.do({ type: 'Heal' })
  await cluster.runUntil(started + 6000)
  const hash = await cluster.traceHash()

  const branched = unwrapped(await page.evaluate(at => window.playground!.time.branch(at), forked))
  expect(branched.at).toBe(forked)
  expect(await cluster.now()).toBe(forked)
  // The recording before the fork is that of the parent, although none of it was sent again.
  expect((await cluster.view()).actions.map(({ action }) => action.type)).toEqual([
    'Tell',
    'Cut',
    'Kill',
    'Freeze',
  ])
  await cluster.runUntil(started - 1)
  expect(await cluster.do({ type: 'Start', participant: 'node-4' })).toMatchObject({ at: started })
  await cluster.do({ type: 'Heal' })
  await cluster.runUntil(started + 6000)
  expect(await cluster.traceHash()).toBe(hash)

  // The parent can be made live again, at its end.
  const lanes = page.getByRole('region', { name: 'Branches of this run' })
  await lanes.getByRole('button', { name: /^Make Main live/ }).click()
  await expect(lanes.getByRole('button', { name: 'Main is live' })).toBeVisible()
  expect(await cluster.now()).toBe(started + 6000)
  expect(await cluster.traceHash()).toBe(hash)
  await cluster.do(write('neko'))
  await cluster.reach(stored(2))
})

test('an act behind the frontier grows a branch, and undo, redo and a comparison lead between the lanes', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('cqrs')
  const reached = await cluster.reach(allUp())
  await cluster.do({ type: 'Kill', participant: 'node-4' })
  await cluster.runUntil(reached + 8000)
  await expect(cluster.card('node-4')).toContainText('Crashed')
  await expect(page.getByRole('region', { name: 'Branches of this run' })).toBeHidden()

  await page.evaluate(at => window.playground!.time.seek(at), reached - 1)
  await expect(cluster.status('node-4', 'Up')).toBeVisible()
  await expect(page.getByText('If you act here, a branch grows.')).toBeVisible()
  await cluster.doTo('node-3', 'Kill')
  const grown = page
    .getByRole('status')
    .filter({ hasText: /^Branch 1 has grown from Main at .*: Kill node-3\./ })
  await expect(grown).toBeVisible()
  await expect(cluster.card('node-3')).toContainText('Crashed')
  await expect(cluster.card('node-4')).not.toContainText('Crashed')
  expect(await cluster.now()).toBe(reached)
  const lanes = page.getByRole('region', { name: 'Branches of this run' })
  await expect(lanes.getByRole('button')).toHaveText([/Main/, /Branch 1.*Kill node-3.*live/])

  // Undo takes the kill back in a branch of the branch; redo returns.
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('status').filter({ hasText: /^Undone in Branch 2/ })).toBeVisible()
  await expect(cluster.card('node-3')).not.toContainText('Crashed')
  expect(await cluster.now()).toBe(reached - 1)
  await page.keyboard.press('Control+Shift+z')
  await expect(cluster.card('node-3')).toContainText('Crashed')
  // The lane of the undo held nothing of its own.
  await expect(lanes.getByRole('button')).toHaveText([/Main/, /Branch 1.*live/])

  await page.keyboard.press('Alt+b')
  const dialog = page.getByRole('dialog', { name: 'Branches' })
  await dialog.getByRole('button', { name: 'Rename Branch 1' }).click()
  await dialog.getByRole('textbox', { name: 'Name of the lane' }).fill('The other reader')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('button', { name: 'Compare two lanes…' }).click()
  const comparison = page.getByRole('dialog', { name: 'Compare two lanes' })
  await expect(comparison.getByText(/^They differ from event [\d,]+ at /)).toBeVisible()
  await expect(comparison.getByRole('region', { name: 'Main' })).not.toContainText('Kill node-3')
  await expect(comparison.getByRole('region', { name: 'The other reader' })).toContainText('Kill node-3')
  await comparison.getByRole('button', { name: 'Go there in Main' }).click()
  await expect(lanes.getByRole('button', { name: 'Main is live' })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Virtual time' })).toHaveAttribute('data-past', 'true')

  // A reload keeps the branches, with their names.
  await page.reload()
  await cluster.isShown()
  await expect(lanes.getByRole('button')).toHaveText([/Main.*live/, /The other reader.*Kill node-3/])
  await lanes.getByRole('button', { name: /^Make The other reader live/ }).click()
  await expect(cluster.card('node-3')).toContainText('Crashed')
  await expect(cluster.card('node-4')).not.toContainText('Crashed')

  // A deletion can be undone.
  await page.keyboard.press('Alt+b')
  await dialog.getByRole('button', { name: 'Delete Main' }).click()
  await expect(dialog.getByText('Main is deleted.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Undo the deletion' }).click()
  await expect(dialog.getByText('Main is deleted.')).toBeHidden()
  await expect(dialog.getByRole('listitem')).toHaveCount(2)
  // The button is gone, and the focus is on the branch that is back.
  await expect(dialog.getByRole('button', { name: /^Make Main live/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test.describe('on a page of its own', () => {
  test.use({ sharedPage: false })

  test('trying again with another downing strategy repeats the same acts', async ({ page }) => {
    const cluster = new ClusterPage(page)
    await cluster.openPaused('cqrs')
    const reached = await cluster.reach(allUp())
    await cluster.do({ type: 'Kill', participant: 'node-4' })
    await cluster.runUntil(reached + 4000)
    await page.keyboard.press('Alt+b')
    await page.getByRole('button', { name: 'Try again with…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Try again with one change' })
    await dialog.getByRole('combobox', { name: 'Strategy' }).selectOption('none')
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect(
      page
        .getByRole('status')
        .filter({ hasText: 'Branch 1 repeats Main from the start with downing = none.' }),
    ).toBeVisible()
    expect(await cluster.now()).toBe(reached + 4000)
    const view = await cluster.view()
    expect(view.actions.map(({ action, at }) => [action.type, at])).toEqual([['Kill', reached + 1]])
    expect(JSON.parse(await cluster.exportRun())).toMatchObject({
      header: { settings: { cluster: { downing: { strategy: 'none' } } } },
      branch: { at: null, change: { type: 'settings' } },
    })
  })
})

test('the members panel shows who disagrees and what a resolver decided; new settings are checked, then begin a run', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('cqrs')
  const reached = await cluster.reach(allUp())
  await cluster.do({ type: 'Freeze', participant: 'node-3' })
  await cluster.runUntil(reached + 10_000)
  await cluster.tab('Members').click()
  const panel = page.getByRole('tabpanel', { name: 'Members' })
  await expect(panel.getByText('The nodes disagree about node-3.')).toBeVisible()
  const decision = panel.getByRole('region', { name: 'Downing decisions' }).getByRole('listitem').first()
  await expect(decision).toContainText('node-3')

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('listbox', { name: 'Commands' })).toBeVisible()
  await page.keyboard.type('Settings of the cluster')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Settings of the cluster' })
  const interval = dialog.getByLabel('cluster.gossip-interval', { exact: true })
  await expect(interval).toHaveValue('200')
  await interval.fill('0')
  await dialog.getByRole('button', { name: 'Start a new run' }).click()
  await expect(dialog.getByRole('alert')).toHaveText('Correct cluster.gossip-interval first.')
  await interval.fill('150')
  await dialog.getByRole('button', { name: 'Start a new run' }).click()
  await expect(dialog).toBeHidden()
  await cluster.isShown()
  expect(JSON.parse(await cluster.exportRun()).header.settings).toEqual({
    cluster: { gossipIntervalMs: 150 },
  })
})
