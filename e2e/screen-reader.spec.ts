import type { Page } from '@playwright/test'
import { seriousViolations } from './accessibility.ts'
import { expect, test } from './browser.ts'
import { event, stored } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'
import { hasFocus, pressUntil } from './keyboard.ts'

/** The sentences that the live region has said since `listen`. */
const said = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as { said: string[] }).said)

/** Records each sentence of a live region. */
async function listen(page: Page, selector = '[role="status"][aria-label="Recent changes"]'): Promise<void> {
  await page.evaluate(selector => {
    const sentences: string[] = []
    Object.assign(window, { said: sentences })
    const region = document.querySelector(selector)!
    // Each sentence is a new element, because a screen reader says only changes.
    const observer = new MutationObserver(records => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) if (node.textContent) sentences.push(node.textContent)
    })
    observer.observe(region, { childList: true })
  }, selector)
}

const heard = (page: Page, sentence: RegExp) =>
  expect.poll(async () => (await said(page)).filter(one => sentence.test(one))).toHaveLength(1)

const writeKey = (page: Page) => page.getByRole('form', { name: 'Write' }).getByLabel('Key')

const cache = '/user/web-server/cache'

test.use({ sharedPage: true })

test('ten failures in a row are said as sentences with titles, and the others are counted', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('web-server')
  await cluster.do({ type: 'FailNext', participant: 'server', actor: cache, times: 10 })
  await listen(page)
  await cluster.tab('Send').click()
  const form = page.getByRole('form', { name: 'Get' })
  await form.getByRole('button', { name: '/index.html' }).click()
  await form.getByRole('button', { name: 'Send ×20' }).click()
  await cluster.play()
  await heard(page, /^Sent: GET \/index\.html, 20 times/)
  const matching = async (sentence: RegExp) => (await said(page)).filter(one => sentence.test(one)).length
  await expect.poll(() => matching(/^Cache on server fails with Boom while handling/)).toBeGreaterThan(0)
  await expect.poll(() => matching(/, and \d+ more\.$/)).toBeGreaterThan(0)
  // The last of them is said too.
  await expect.poll(() => matching(/^Answer to GET \/index\.html: 200 OK/)).toBeGreaterThan(0)
  expect(await matching(/\/user\//)).toBe(0)
})

test('an answer is said once, and so is a jump of the cursor', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await listen(page)
  await cluster.write('hoge', 'fuga')
  await heard(page, /^Sent: Write hoge = fuga/)
  await cluster.reach(stored(1))
  await heard(page, /^Answer to Write hoge = fuga: /)

  await page.keyboard.press('Alt+Home')
  await heard(page, /^Shown instant 0:00\.0, [\d,]+ events earlier\.$/)
  await page.keyboard.press('Alt+End')
  await heard(page, /^Now, at 0:\d\d\.\d, [\d,]+ events later\.$/)
  // The answer is in the recording already, so it is not said again.
  await heard(page, /^Answer to Write hoge = fuga: /)

  await page.getByRole('button', { name: '日本語で表示' }).click()
  // The other language is loaded when it is first shown.
  await expect(page.getByRole('button', { name: 'Show in English' })).toBeVisible()
  await page.keyboard.press('Alt+Home')
  await heard(page, /^0:00\.0の時点を表示、イベント[\d,]+件前。$/)
  await page.getByRole('button', { name: 'Show in English' }).click()
})

test('a refusal is said at once, and again when it happens again', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('web-server')
  await listen(page, '[role="status"][aria-label="Recent changes"] + [role="alert"]')
  for (const times of [1, 2]) {
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['no run'], 'run.json'))
      document.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
    })
    await expect.poll(() => said(page)).toHaveLength(times)
  }
  const [first, second] = await said(page)
  expect(first).toMatch(/\w+ .*\.$/)
  expect(second).toBe(first)
})

test.describe('from the start of the document', () => {
  test.use({ sharedPage: false })

  for (const scenario of ['cqrs', 'web-server'] as const) {
    test(`in ${scenario}, at most ten tab stops are before the first field of the page`, async ({ page }) => {
      const cluster = new ClusterPage(page)
      await page.goto(`?scenario=${scenario}&seed=7`)
      await cluster.isShown({ scenario })
      const field = page.getByRole('tabpanel', { name: 'Send' }).getByRole('textbox').first()
      const passed = await pressUntil(page, 'Tab', field)
      expect(passed.length, passed.join(' | ')).toBeLessThanOrEqual(10)
    })
  }

  test('skip links lead to the text view, the canvas, Send and the walkthrough', async ({ page }) => {
    const cluster = new ClusterPage(page)
    await cluster.openReady()
    const links = page.getByRole('toolbar', { name: 'Skip to a part of the page' })
    const toText = links.getByRole('button', { name: 'Skip to the text view of the cluster' })
    const use = async (name: string, key = 'ArrowRight') => {
      const link = links.getByRole('button', { name, exact: true })
      if (!(await hasFocus(link))) await pressUntil(page, key, link)
      await expect(links).toBeInViewport()
      await page.keyboard.press('Enter')
      await expect(link).not.toBeFocused()
    }
    await page.keyboard.press('Tab')
    await expect(toText).toBeFocused()
    expect(await seriousViolations(page), 'the skip links').toEqual([])

    await use('Skip to Send')
    await expect(writeKey(page)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(links.getByRole('button', { name: 'Skip to Send' })).toBeFocused()

    await use('Skip to the walkthrough')
    await expect(page.getByRole('button', { name: 'Show me, in two minutes' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(links.getByRole('button', { name: 'Skip to the walkthrough' })).toBeFocused()
    await use('Skip to the canvas', 'ArrowLeft')
    await expect(cluster.card('node-1').getByRole('button', { name: 'node-1', exact: true })).toBeFocused()
    await page.keyboard.press('Escape')
    await use('Skip to the text view of the cluster', 'ArrowLeft')
    await expect(page.getByRole('tabpanel', { name: 'Text' }).locator('.summary')).toBeFocused()
  })
})

test('a key that opens a panel moves the focus into it, and Escape moves it back', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  const name = cluster.card('node-1').getByRole('button', { name: 'node-1', exact: true })
  await name.focus()
  await page.keyboard.press('Enter')

  await page.keyboard.press('Alt+2')
  await expect(cluster.inspector.getByRole('heading', { level: 2 })).toBeFocused()
  await page.keyboard.press('Alt+1')
  await expect(writeKey(page)).toBeFocused()
  await name.focus()
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('searchbox', { name: 'Find in events' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tabpanel', { name: 'Events' })).toBeHidden()
  await expect(name).toBeFocused()

  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('toolbar', { name: 'Log of' }).getByRole('button').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(name).toBeFocused()

  // The same key closes the panel that has the focus.
  await page.keyboard.press('Alt+5')
  await expect(page.getByRole('tabpanel', { name: 'Text' }).locator('.summary')).toBeFocused()
  await page.keyboard.press('Alt+5')
  await expect(name).toBeFocused()

  await page.keyboard.press('Alt+9')
  await expect(cluster.inspector.getByRole('heading', { name: 'Dead letters' })).toBeFocused()
  await page.keyboard.press('Alt+7')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(cluster.inspector.getByRole('heading', { name: 'Dead letters' })).toBeFocused()

  // A command is found by its name: the field keeps the focus and names the option that Enter chooses.
  await page.keyboard.press('Control+k')
  const command = page.getByRole('combobox', { name: 'Type the name of a command' })
  await expect(command).toBeFocused()
  await page.keyboard.type('kill node-4')
  const option = page.getByRole('option', { name: 'Kill: node-4' })
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await expect(command).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id'))!)
  await page.keyboard.press('Enter')

  // An impossible one says why, also when it becomes so while the list is open, and Enter leaves the list open.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('kill node-4')
  await cluster.reach(event('ParticipantStopped', 'conductor', { participant: 'node-4', reason: 'killed' }))
  await expect(option).toHaveAccessibleName('Kill: node-4 Its process is not running.')
  await page.keyboard.press('Enter')
  await expect(option).toBeVisible()
  await command.fill('events')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Find in events' })).toBeFocused()
})

test('a message in flight can be found and selected by keyboard, also in the past', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('web-server')
  await cluster.tab('Send').click()
  const form = page.getByRole('form', { name: 'Get' })
  await form.getByRole('button', { name: '/index.html' }).click()
  await form.getByRole('button', { name: 'Get', exact: true }).click()
  const at = await cluster.reach(event('MessageSent', 'client', { toNode: 'server', label: 'Get' }))
  await cluster.inspect('client')
  const list = cluster.inspector.getByRole('list', { name: 'Messages in flight' })
  const message = list.getByRole('button', { name: /^Get from Browser on client to Web server on server/ })
  await expect(message).toContainText(/sent at 0:\d\d\.\d{3}, arrives at 0:\d\d\.\d{3}/)

  await cluster.runUntil(at + 2000)
  await expect(message).toHaveCount(0)
  await page.evaluate(at => window.playground!.time.seek(at), at)
  await expect(message).toHaveCount(1)
  expect(await seriousViolations(page, { contrast: false }), 'messages in flight').toEqual([])

  await page.keyboard.press('Alt+2')
  await pressUntil(page, 'Tab', message)
  await page.keyboard.press('Enter')
  await expect(cluster.inspector.getByRole('heading', { level: 2 })).toHaveText('Get')
  await page.keyboard.press('Alt+5')
  await expect(
    page.getByRole('tabpanel', { name: 'Text' }).getByRole('button', { name: /^Get from/ }),
  ).toBeVisible()
})

test('the outline says of a thing what changed since it was last read, and Enter opens it', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await page.keyboard.press('Alt+5')
  // The panel takes the focus once its code is loaded.
  await expect(page.getByRole('tabpanel', { name: 'Text' }).locator('.summary')).toBeFocused()
  const tree = page.getByRole('tree', { name: 'by node' })
  const item = (name: RegExp) => tree.getByRole('treeitem', { name })
  await item(/^client: /).focus()
  await pressUntil(page, 'ArrowDown', item(/^node-1: Up, /))
  await page.keyboard.press('ArrowDown')
  await expect(item(/^node-2: Up, /)).toBeFocused()
  await cluster.do({ type: 'Kill', participant: 'node-1' })
  await expect(item(/^node-1: .*not running/)).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(item(/^node-1: .*not running.*\. Before: Up, role update, leader/)).toBeFocused()

  await page.keyboard.press('g')
  const beliefs = page.getByRole('tree', { name: 'by who believes what' })
  // A killed node believes nothing, so the focus is at the first node that does.
  await expect(beliefs.getByRole('treeitem', { name: /^node-2: Up/ })).toBeFocused()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(beliefs.getByRole('treeitem', { name: /^node-1: node-2 sees it as / })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(cluster.inspector.getByRole('heading', { level: 2, name: 'node-1' })).toBeFocused()
})
