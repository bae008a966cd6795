import type { Page } from '@playwright/test'
import { seriousViolations, showTheme } from './accessibility.ts'
import { expect, test } from './browser.ts'
import { all, event, notFound, stored } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'
import { pressUntil } from './keyboard.ts'

test.use({ sharedPage: true })

/** Without contrast, which is measured once a theme: all states use the same colours, and a unit test checks them. */
const violations = (page: Page) => seriousViolations(page, { contrast: false })

test('the cqrs page has no serious axe violation on a desk', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await showTheme(page, 'light')
  await cluster.write('hoge', 'fuga')
  await cluster.reach(stored(1))
  await cluster.get('nowhere')
  await cluster.reach(notFound)
  expect(await seriousViolations(page), 'sending').toEqual([])
  await showTheme(page, 'dark')
  expect(await seriousViolations(page), 'sending, in the dark').toEqual([])
  await showTheme(page, 'light')

  await cluster.doTo('node-1', 'Kill')
  expect(await violations(page), 'a dead node in the inspector').toEqual([])
  for (const tab of ['Journal', 'Events', 'Text']) {
    await cluster.tab(tab).click()
    await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
    expect(await violations(page), tab).toEqual([])
  }
  for (const dialog of ['New run', 'Start a node']) {
    await page.getByRole('button', { name: dialog, exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await violations(page), dialog).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('listbox', { name: 'Commands' })).toBeVisible()
  expect(await violations(page), 'the commands').toEqual([])
  await page.keyboard.press('Escape')
})

test('the supervision views have no serious axe violation on a desk', async ({ page }) => {
  const cluster = new ClusterPage(page)
  const cache = '/user/web-server/cache'
  await openWebServer(cluster)
  await cluster.tab('Send').click()
  const form = page.getByRole('form', { name: 'Get' })
  await form.getByRole('button', { name: '/index.html' }).click()
  await form.getByRole('button', { name: 'Send ×20' }).click()
  await cluster.reach(event('MessageDelivered', 'server', { to: `*${cache}*` }))
  expect(await violations(page), 'a burst').toEqual([])

  await cluster.inspectActor('server', 'Cache')
  const { inspector } = cluster
  await enterInvalidRules(cluster)
  expect(await violations(page), 'rules with a complaint, and a failure to come').toEqual([])

  await cluster.reach(event('ActorBackingOff', 'server', { actor: cache }))
  await inspector.getByRole('button', { name: 'All failures' }).click()
  await inspector.getByRole('button', { name: /^Source/ }).click()
  await expect(inspector.getByRole('region', { name: /^Source of/ })).toContainText('export const create')
  expect(await violations(page), 'a failure, its history and the source').toEqual([])

  await inspector.getByRole('button', { name: 'Stop', exact: true }).click()
  await cluster.do({ type: 'FailNext', participant: 'server', actor: cache })
  await cluster.reach(all(event('ActorStopped', 'server', { actor: cache }), event('DeadLetter', 'server')))
  await cluster.inspect('server')
  expect(await violations(page), 'a node with an actor that failed').toEqual([])
  await page.keyboard.press('Alt+9')
  await expect(inspector.getByRole('list', { name: 'Dead letters' })).toBeVisible()
  expect(await violations(page), 'dead letters').toEqual([])
  await page.getByRole('button', { name: /^Scenario:/ }).click()
  await expect(page.getByRole('dialog', { name: 'Scenarios' })).toBeVisible()
  expect(await violations(page), 'scenarios').toEqual([])
})

/** Opens the paused web server in the light theme. */
async function openWebServer(cluster: ClusterPage): Promise<void> {
  await cluster.openPaused('web-server')
  await showTheme(cluster.page, 'light')
}

/** Enters an invalid delay for the inspected actor's rules and lets its next message fail. */
async function enterInvalidRules({ inspector }: ClusterPage): Promise<void> {
  await inspector.getByRole('button', { name: 'Back off' }).click()
  await inspector.getByRole('button', { name: 'Rules and numbers' }).click()
  await inspector.getByLabel('First delay (s)').fill('x')
  await inspector.getByRole('button', { name: 'Apply' }).click()
  await inspector.getByRole('button', { name: 'Other ways to fail' }).click()
  await inspector.getByRole('button', { name: /^Fail on the next message/ }).click()
}

test.describe('on a page of its own', () => {
  test.use({ sharedPage: false })

  test('the page has no serious axe violation on a phone', async ({ page }) => {
    const cluster = new ClusterPage(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await openWebServer(cluster)
    await cluster.tab('Send').click()
    expect(await violations(page), 'sending').toEqual([])
    await cluster.inspectActor('server', 'Cache')
    await enterInvalidRules(cluster)
    expect(await violations(page), 'rules with a complaint, and a failure to come').toEqual([])
    await cluster.tab('Events').click()
    expect(await violations(page), 'events').toEqual([])
    await page.getByRole('button', { name: 'New run', exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await violations(page), 'a dialog').toEqual([])
  })

  test('a walkthrough and a refused run have no serious axe violation', async ({ page }) => {
    const cluster = new ClusterPage(page)
    await cluster.open()
    await showTheme(page, 'dark')
    const band = page.getByRole('region', { name: 'Walkthrough' })
    await band.getByRole('button', { name: 'Show me, in two minutes' }).click()
    await expect(band.locator('[data-step="0"]')).toBeVisible()
    await cluster.isShown()
    expect(await seriousViolations(page)).toEqual([])
    await page.goto('?scenario=nowhere')
    await expect(cluster.alert).toBeVisible()
    expect(await seriousViolations(page)).toEqual([])
  })

  test('a node can be found, opened and killed by keyboard', async ({ page }) => {
    const cluster = new ClusterPage(page)
    await cluster.openReady()

    const node = cluster.card('node-1').getByRole('button', { name: 'node-1', exact: true })
    const toolbar = page.getByRole('toolbar', { name: 'Time' })
    await pressUntil(page, 'Tab', toolbar.getByRole('button', { name: 'Go to the start' }))
    await pressUntil(page, 'ArrowRight', cluster.playButton)
    await page.keyboard.press('Enter')
    await expect(cluster.pauseButton).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(cluster.playButton).toBeVisible()

    await pressUntil(page, 'Tab', node)
    await page.keyboard.press('Enter')
    await expect(cluster.act('Kill', 'node-1')).toBeVisible()
    await pressUntil(page, 'Tab', cluster.act('Kill', 'node-1'))
    await page.keyboard.press('Enter')
    await expect(cluster.card('node-1')).toContainText('Crashed')
    await expect(cluster.act('Kill', 'node-1')).toHaveAttribute('aria-disabled', 'true')

    await page.keyboard.press('Alt+1')
    await expect(page.getByRole('form', { name: 'Write' }).getByLabel('Key')).toBeFocused()
    await page.keyboard.type('hoge')
    await page.keyboard.press('Tab')
    await page.keyboard.type('fuga')
    await page.keyboard.press('Enter')
    await expect(cluster.answerTo('Write hoge = fuga')).toBeVisible()

    await page.keyboard.press('Alt+3')
    await pressUntil(page, 'Tab', page.getByRole('listbox', { name: 'Events, in order' }))
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect(cluster.inspector.getByRole('heading', { level: 2 })).toBeVisible()
  })
})
