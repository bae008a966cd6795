import { expect, test } from './browser.ts'
import { all, allUp, event, singletonOn } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

test.use({ sharedPage: true })

test('a killed host answers why there is no singleton, step by step back to the kill, and Escape restores the page', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('cqrs')
  await cluster.reach(all(allUp(), singletonOn('node-1')))
  await cluster.do({ type: 'Kill', participant: 'node-1' })
  await cluster.reach(event('MemberUnreachable', 'node-2'))
  // The page shows the frontier a few frames after it was computed.
  await cluster.shownEvents()
  const { inspector } = cluster
  await page.getByRole('button', { name: 'Why? there is no singleton' }).click()
  const heading = inspector.getByRole('heading', { level: 2 })
  await expect(heading).toHaveText('Why? There is no singleton')
  await expect(heading).toBeFocused()
  await expect(inspector.getByRole('status')).toContainText('You killed node-1.')
  const [ended, waits] = await inspector.getByRole('list', { name: 'Causes, the newest first' }).all()
  await expect(ended!.getByRole('listitem').last()).toHaveText('You killed node-1.')
  await expect(waits!.getByRole('listitem').last()).toHaveText('You killed node-1.')
  await expect(inspector).toContainText('(stable-after: 3 s)')
  // The cards that the causes do not pass step back.
  await expect(page.locator('.react-flow__node.aside').filter({ hasText: 'database' })).toBeVisible()

  const asked = await page.getByRole('slider', { name: 'Shown instant' }).getAttribute('aria-valuenow')
  await ended!.getByRole('button', { name: /node-1 is killed/ }).click()
  await expect(heading).toHaveText(/^node-1 is killed/)
  await expect(page.getByText('You see the past.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(heading).toHaveText('Why? There is no singleton')
  await expect(page.getByRole('slider', { name: 'Shown instant' })).toHaveAttribute('aria-valuenow', asked!)
  await page.keyboard.press('Escape')
  await expect(inspector).toContainText('Click a node, an actor or a message to inspect it.')
  await expect(page.locator('.react-flow__node.aside')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Why? there is no singleton' })).toBeFocused()
})

test('a dead letter answers why it was sent and why its receiver is gone, by keyboard', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('web-server')
  const cache = { participant: 'server', actor: '/user/web-server/cache' } as const
  const get = {
    type: 'Tell',
    participant: 'client',
    actor: '/user/browser',
    message: { type: 'Get', path: '/index.html' },
  } as const
  await cluster.do({
    type: 'Supervise',
    ...cache,
    supervision: { rules: [{ error: 'Error', strategy: { type: 'stop' } }] },
  })
  await cluster.do({ type: 'FailNext', ...cache, error: 'Error' })
  await cluster.do(get)
  await cluster.reach(event('ActorStopped', 'server', { actor: cache.actor }))
  await cluster.do(get)
  await cluster.reach(event('DeadLetter', 'server'))
  await page.keyboard.press('Alt+9')
  await expect(cluster.inspector.getByRole('heading', { level: 2 })).toHaveText('Dead letters')
  // The page shows the frontier a few frames after it was computed, and Alt+Y asks about what is shown.
  await expect(cluster.inspector.getByRole('list', { name: 'Dead letters' })).toContainText('Find')
  await page.keyboard.press('Alt+y')
  await expect(cluster.inspector.getByRole('heading', { level: 2 })).toContainText(
    'Why? Dead letter on server: Find',
  )
  const lists = cluster.inspector.getByRole('list', { name: 'Causes, the newest first' })
  await expect(lists.first().getByRole('listitem').last()).toContainText('You sent Get')
  await expect(lists.last().getByRole('listitem').last()).toContainText('fail with Error at its next message')
  await page.keyboard.press('Escape')
  await expect(cluster.inspector.getByRole('heading', { level: 2 })).toHaveText('Dead letters')
})
