import type { Locator, Page } from '@playwright/test'
import type { Action } from '../src/trace/index.ts'
import { seriousViolations, showTheme } from './accessibility.ts'
import { expect, test } from './browser.ts'
import { event, writer } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'
import { faultsOfCanvas, pans } from './readable.ts'

const cache = '/user/web-server/cache'
const filesystem = '/user/web-server/filesystem'
const webServer = '/user/web-server'

const get = (path: string, times = 1): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/browser',
  message: { type: 'Get', path },
  ...(times === 1 ? {} : { times }),
})
type Rules = NonNullable<Extract<Action, { type: 'Supervise' }>['supervision']>['rules']
const supervise = (actor: string, rules: Rules): Action => ({
  type: 'Supervise',
  participant: 'server',
  actor,
  supervision: { rules },
})

test.use({ sharedPage: true })
// These tests are about the animation of failures.
test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'no-preference' }))

const tree = (page: Page, node: string): Locator => page.getByRole('tree', { name: `Actors of ${node}` })
const actor = (page: Page, name: string, node = 'server'): Locator =>
  tree(page, node).getByRole('treeitem', { name: new RegExp(`^${name}(,|$)`) })
const stageItems = (page: Page): Locator => page.getByRole('list', { name: 'Supervision in progress' })
const stageItem = (page: Page, text: string | RegExp): Locator =>
  stageItems(page).getByRole('listitem').filter({ hasText: text })

/** Opens the paused web server; its actor tree is open from the start. */
async function openWebServer(page: Page): Promise<ClusterPage> {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('web-server')
  await expect(actor(page, 'Cache')).toBeVisible()
  return cluster
}

/** Sends more messages than the web server handles at once and returns how many wait. */
async function fillMailbox(cluster: ClusterPage): Promise<number> {
  await cluster.do(get('/index.html', 20))
  await cluster.reach(event('MessageDelivered', 'server', { label: 'Get' }))
  await cluster.runUntil((await cluster.now()) + 200)
  const { waiting } = (await cluster.view()).participants.server!.actors[webServer]!
  expect(waiting).toBeGreaterThan(8)
  return waiting
}

/** Records every item that the stage shows, in order, including items that disappear before an assertion runs. */
async function follow(page: Page): Promise<() => Promise<readonly string[]>> {
  await stageItems(page).evaluate(list => {
    const log: string[] = []
    Object.assign(window, { seenItems: log })
    new MutationObserver(changes => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes)
          if (node instanceof HTMLElement) log.push(node.textContent?.trim() ?? '')
      }
    }).observe(list, { childList: true })
  })
  return () => page.evaluate(() => (window as unknown as { seenItems: readonly string[] }).seenItems)
}

test('the actor tree of a node opens from its card, and arrow keys move through it', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  const toggle = cluster.card('node-1').getByRole('button', { name: 'Actors of node-1' })
  await expect(toggle).toHaveAttribute('aria-expanded', 'false')
  await toggle.click()
  await expect(toggle).toHaveAttribute('aria-expanded', 'true')
  await expect(actor(page, 'guardian /user', 'node-1')).toBeVisible()
  await expect(actor(page, 'Singleton proxy', 'node-1')).toHaveAttribute('aria-level', '2')
  await expect(actor(page, 'Writer', 'node-1')).toHaveAttribute('aria-level', '3')
  await expect(
    cluster.card('node-1').getByRole('button', { name: `Supervision of ${writer}` }),
  ).toContainText('restart')
  await expect(cluster.card('node-1').getByText(/^\/system: \d+$/)).toBeVisible()
  await expect(tree(page, 'node-2')).toBeHidden()

  await actor(page, 'guardian /user', 'node-1').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(actor(page, 'Writer', 'node-1')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(cluster.inspector.getByRole('heading', { level: 2, name: 'Writer' })).toBeVisible()
  await expect(actor(page, 'Writer', 'node-1')).toHaveAttribute('aria-selected', 'true')

  // Only trees with room are shown: the last opened one, and the first ones of all.
  const opened = page.getByRole('tree')
  await page.setViewportSize({ width: 1024, height: 768 })
  await cluster.card('node-2').getByRole('button', { name: 'Actors of node-2' }).press('Enter')
  await expect(tree(page, 'node-2')).toBeVisible()
  await expect(opened).toHaveCount(1)
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(opened).toHaveCount(2)
  const all = page.getByRole('button', { name: /^Actor trees/ })
  await expect(all).toHaveAttribute('aria-pressed', 'false')
  await all.click()
  await expect(all).toHaveAttribute('aria-pressed', 'true')
  await expect(all).toHaveAccessibleName('Actor trees: 2 of 4')
  await expect(tree(page, 'node-1')).toBeVisible()
  await expect(opened).toHaveCount(2)
  await expect.poll(() => faultsOfCanvas(page, 13)).toEqual([])
  await expect.poll(() => pans(page)).toBe(false)
  await all.click()
  await expect(opened).toHaveCount(0)
})

test('a node without a cluster has a plain card and an open actor tree', async ({ page }) => {
  const cluster = await openWebServer(page)
  const card = cluster.card('server')
  await expect(card.getByRole('button', { name: 'Actors of server' })).toHaveAttribute(
    'aria-expanded',
    'true',
  )
  await expect(card).not.toContainText(/Up|Joining|Starting|sees/)
  await expect(cluster.card('client')).not.toContainText('contact')
  await expect(
    card.getByRole('button', { name: `Supervision of ${filesystem}: restart` }),
  ).not.toHaveAttribute('data-by-person')
  await cluster.do(
    supervise(filesystem, [
      { error: 'FileTooLarge', strategy: { type: 'resume' } },
      { error: 'Error', strategy: { type: 'restart', stopChildren: true } },
    ]),
  )
  await cluster.runUntil((await cluster.now()) + 10)
  await expect(
    card.getByRole('button', {
      name: `Supervision of ${filesystem}: FileTooLarge → resume, else restart (chosen by hand)`,
    }),
  ).toBeVisible()
})

test('an actor’s box counts the messages in its mailbox', async ({ page }) => {
  const cluster = await openWebServer(page)
  await expect(actor(page, 'Web server')).toHaveAccessibleName(/, 0 waiting, 0 stashed/)
  const waiting = await fillMailbox(cluster)
  await expect(actor(page, 'Web server')).toHaveAccessibleName(new RegExp(`, ${waiting} waiting, 0 stashed`))
  await expect(actor(page, 'Web server')).toContainText(String(waiting))
})

test('an actor’s box counts stashed messages beside the mailbox', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await cluster.card('node-1').getByRole('button', { name: 'Actors of node-1' }).click()
  const command = (message: Extract<Action, { type: 'Tell' }>['message']): Action => ({
    type: 'Tell',
    participant: 'client',
    actor: '/user/client',
    message,
  })
  await cluster.do(command({ type: 'SaveSnapshot' }))
  await cluster.do(command({ type: 'Write', key: 'neko', value: 'nya' }))
  await cluster.reach(event('MessageStashed', 'node-1', { actor: writer }))
  await expect(actor(page, 'Writer', 'node-1')).toHaveAccessibleName(/, 1 stashed/)
})

test('open trees during a failure have no serious axe violation in light and dark', async ({ page }) => {
  const cluster = await openWebServer(page)
  await cluster.do(supervise(filesystem, []))
  await cluster.do(get('/broken.html'))
  for (const colorScheme of ['light', 'dark'] as const) {
    await showTheme(page, colorScheme)
    if (colorScheme === 'light') await cluster.reach(event('ActorStopped', 'server', { actor: filesystem }))
    await expect(stageItem(page, 'no supervisor: stop')).toBeVisible()
    expect(await seriousViolations(page), colorScheme).toEqual([])
  }
})

test('a failure shows the destroyed message, the exception, the decision, the signal and the restart in order', async ({
  page,
}) => {
  const cluster = await openWebServer(page)
  const log = await follow(page)
  await cluster.do(get('/broken.html'))
  await cluster.reach(event('ActorRestarted', 'server', { actor: filesystem }))
  await expect(stageItem(page, /restart/)).toContainText('IOException')
  await expect(stageItem(page, 'PreRestart')).toBeVisible()
  await expect(actor(page, 'File system')).toHaveAttribute('data-mark', 'restarted')
  await expect(actor(page, 'File system')).toHaveAccessibleName(/restarted once/)
  const lines = (await log()).map(line => line.replace(/\s+/g, ' '))
  expect(lines).toEqual(['FsFind', 'IOException', 'IOExceptionrestart', 'PreRestart'])
  // The item stays while the run is paused, and disappears when the run plays.
  await expect(stageItem(page, /restart/)).toBeVisible()
  await cluster.play()
  await expect(stageItems(page).getByRole('listitem')).toHaveCount(0)
  await expect(actor(page, 'File system')).not.toHaveAttribute('data-mark')
})

test('a resumed actor gets a softer mark and keeps the messages behind the failed one', async ({ page }) => {
  const cluster = await openWebServer(page)
  await cluster.do(supervise(webServer, [{ error: 'Error', strategy: { type: 'resume' } }]))
  await fillMailbox(cluster)
  await cluster.do({ type: 'FailNext', participant: 'server', actor: webServer, error: 'UnknownMimeType' })
  await cluster.reach(event('ActorResumed', 'server', { actor: webServer }))
  await expect(stageItem(page, 'resume')).toContainText('UnknownMimeType')
  await expect(actor(page, 'Web server')).toHaveAttribute('data-mark', 'resumed')
  await expect(actor(page, 'Web server')).toHaveAccessibleName(/, [1-9]\d* waiting/)
})

test('a paused run stops the animation of a failure, and a step shows its outcome', async ({ page }) => {
  const cluster = await openWebServer(page)
  await cluster.do(get('/broken.html'))
  await cluster.play()
  await expect(stageItem(page, 'IOException').first()).toBeVisible()
  await cluster.pauseButton.click()
  await expect(stageItems(page)).toHaveAttribute('data-frozen', 'true')
  const before = await stageItems(page).textContent()
  await page.evaluate(
    () =>
      new Promise<void>(resolve => {
        const next = (left: number) => (left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1)))
        next(60)
      }),
  )
  expect(await stageItems(page).textContent()).toBe(before)
  await cluster.play()
  await expect(stageItems(page).getByRole('listitem')).toHaveCount(0)

  await cluster.pause()
  await cluster.do({ type: 'FailNext', participant: 'server', actor: cache, error: 'CorruptEntry' })
  await cluster.do(get('/index.html'))
  await page.getByLabel('Target of a step').selectOption('Step: failure, restart or stop')
  await cluster.stepButton.click()
  await expect(stageItem(page, 'CorruptEntry').first()).toBeVisible()
  await cluster.stepButton.click()
  await expect(stageItem(page, 'resume')).toBeVisible()
})

test('a stopped actor and its children stay struck through, and later messages become dead letters', async ({
  page,
}) => {
  const cluster = await openWebServer(page)
  await cluster.do(supervise(webServer, []))
  await cluster.do({ type: 'FailNext', participant: 'server', actor: webServer, error: 'IOException' })
  await cluster.do(get('/index.html', 6))
  const stoppedAt = await cluster.reach(event('ActorStopped', 'server', { actor: webServer }))
  await expect(stageItem(page, 'no supervisor: stop')).toBeVisible()
  await expect(stageItem(page, 'PostStop').first()).toBeVisible()
  await expect(actor(page, 'Web server')).toHaveAccessibleName(/, stopped/)
  await expect(actor(page, 'Cache')).toHaveAccessibleName(/, stopped/)
  await expect(actor(page, 'Web server')).toHaveAttribute('data-life', 'stopped')
  await expect(actor(page, 'guardian /user')).not.toHaveAccessibleName(/, stopped/)
  await cluster.runUntil(stoppedAt + 4900)
  await expect(actor(page, 'Web server')).toHaveAccessibleName(/, stopped/)
  await cluster.runUntil(stoppedAt + 5100)
  await expect(actor(page, 'Web server')).toHaveCount(0)
  await expect(actor(page, 'guardian /user')).toBeVisible()

  const bin = page.getByRole('button', { name: /dead letters?: show the list/i })
  await expect(bin).toHaveText(/^5/)
  await bin.click()
  await expect(cluster.inspector.getByRole('heading', { name: 'Dead letters' })).toBeVisible()
  await cluster.do({
    type: 'Tell',
    participant: 'server',
    actor: '/user',
    message: { type: 'Start' },
  })
  await cluster.reach(event('ActorStarted', 'server', { actor: '/user/web-server*' }))
  await cluster.runUntil((await cluster.now()) + 10)
  await expect(actor(page, 'Web server')).not.toHaveAccessibleName(/, stopped/)
})

test('a backoff shows how long it lasts', async ({ page }) => {
  const cluster = await openWebServer(page)
  await cluster.do(
    supervise(filesystem, [
      {
        error: 'Error',
        strategy: {
          type: 'backoff',
          minBackoffMs: 4000,
          maxBackoffMs: 9000,
          randomFactor: 0,
          stopChildren: true,
        },
      },
    ]),
  )
  await cluster.do(get('/broken.html'))
  const failedAt = await cluster.reach(event('ActorBackingOff', 'server', { actor: filesystem }))
  await expect(actor(page, 'File system')).toHaveAttribute('data-life', 'backing-off')
  await expect(actor(page, 'File system')).toHaveAccessibleName(/, restarts at 0:0\d\.\d{3}/)
  await expect(stageItem(page, 'backoff 4 s')).toBeVisible()
  await cluster.runUntil(failedAt + 4000)
  await expect(actor(page, 'File system')).toHaveAttribute('data-life', 'running')
})

test('a death pact reaches the guardian and ends the node', async ({ page }) => {
  const cluster = await openWebServer(page)
  const log = await follow(page)
  await cluster.do(supervise(filesystem, []))
  await cluster.do(get('/broken.html'))
  await cluster.play()
  await expect(cluster.card('server')).toContainText('Failed and stopped.')
  for (const name of ['guardian /user', 'Web server', 'File system', 'Cache']) {
    await expect(actor(page, name)).toHaveAccessibleName(/, stopped/)
  }
  const lines = (await log()).map(line => line.replace(/\s+/g, ' '))
  const order = [
    'FsFind',
    'IOExceptionno supervisor: stop',
    'ChildFailed filesystem',
    'DeathPactExceptionstop',
    'ChildFailed web-server',
    'DeathPactExceptionno supervisor: stop',
  ].map(line => lines.indexOf(line))
  expect(order, lines.join(' | ')).toEqual([...order].sort((a, b) => a - b))
  expect(order[0], lines.join(' | ')).toBeGreaterThanOrEqual(0)
})

test('reduced motion shows the parts of a failure as still marks', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const cluster = await openWebServer(page)
  const log = await follow(page)
  await cluster.do(get('/broken.html'))
  await cluster.reach(event('ActorRestarted', 'server', { actor: filesystem }))
  await expect(stageItem(page, /restart/)).toContainText('IOException')
  await expect(stageItem(page, 'PreRestart')).toBeVisible()
  await expect(actor(page, 'File system')).toHaveAttribute('data-mark', 'restarted')
  expect(
    (await log()).some(line => line === 'IOException'),
    'nothing travels',
  ).toBe(false)
})

test('a phone shows one open actor tree at a time', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  // A key press, because a pointer would miss while the picture still moves.
  await cluster.card('node-1').getByRole('button', { name: 'Actors of node-1' }).press('Enter')
  // The tree is read at its full size, so its lower part may be outside of the view.
  await expect(tree(page, 'node-1')).toBeInViewport({ ratio: 0.4 })
  await cluster.card('node-3').getByRole('button', { name: 'Actors of node-3' }).press('Enter')
  await expect(tree(page, 'node-3')).toBeInViewport({ ratio: 0.4 })
  await expect(tree(page, 'node-1')).toBeHidden()
})
