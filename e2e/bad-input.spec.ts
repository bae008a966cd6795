import type { Page } from '@playwright/test'
import { expect, test } from './browser.ts'
import { found, ready, stored } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

test('an invalid form value is refused in one sentence and stays in its field', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  const form = await cluster.form('Write')
  const [key, value] = [form.getByLabel('Key'), form.getByLabel('Value')]

  await value.fill('fuga')
  await form.getByRole('button', { name: 'Write' }).click()
  await expect(form.getByRole('alert')).toHaveText('“Key” is empty: type something, for example “hoge”.')
  await expect(value).toHaveValue('fuga')

  const tooLong = 'x'.repeat(10_240)
  await key.fill('hoge')
  await value.fill(tooLong)
  await form.getByRole('button', { name: 'Write' }).click()
  await expect(form.getByRole('alert')).toHaveText(
    '“Value” has 10240 characters; the limit is 4096. Shorten it.',
  )
  await expect(key).toHaveValue('hoge')
  await expect(value).toHaveValue(tooLong)
  await expect(page.getByText('Your requests and their answers appear here.')).toBeVisible()
  const refused = await cluster.do({
    type: 'Tell',
    participant: 'client',
    actor: '/user/client',
    message: { type: 'Write', key: '', value: 'fuga' },
  })
  expect(refused, 'the same rule holds for scripts').toMatchObject({ refused: /./ })
})

test('a run file is opened by button and by dropping it, and another file is refused in one sentence', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openWithWrite()
  const [hash, file] = [await cluster.traceHash(), await cluster.exportRun()]
  const choose = async (name: string, text: string) => {
    await page.getByRole('button', { name: 'Share this run', exact: true }).click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Open a file…' }).click()
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }
  await choose('notes.json', 'no run')
  await expect(page.getByText('This is not JSON. Choose a file that Actorium wrote.').first()).toBeVisible()
  expect(await cluster.traceHash(), 'the current run stays').toBe(hash)

  const impossible = JSON.parse(file)
  impossible.actions.push({ index: 1, at: impossible.until, action: { type: 'Kill', participant: 'node-9' } })
  await choose('impossible.json', JSON.stringify(impossible))
  const sentence = 'Action [1] of the recording cannot be performed: There is no participant [node-9].'
  await expect(page.getByText(sentence).first()).toBeVisible()
  await expect(cluster.answerTo('Write hoge = fuga')).toBeVisible()
  expect(await cluster.traceHash(), 'the current run stays, although the replay began').toBe(hash)
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).length), 'the catalog and one run')
    .toBe(2)
  await cluster.write('neko', 'nya')
  await cluster.reach(stored(2))

  await page.goto('?seed=8')
  await cluster.isShown()
  await choose('run.json', file)
  await expect(cluster.answerTo('Write hoge = fuga')).toBeVisible()
  expect(await cluster.traceHash()).toBe(hash)

  await page.goto('?seed=9')
  await cluster.isShown()
  const drop = await page.evaluateHandle(text => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'run.json', { type: 'application/json' }))
    return transfer
  }, file)
  await page.dispatchEvent('body', 'dragover', { dataTransfer: drop })
  await expect(page.getByText('Drop the file to open it: a run, a journal or a lesson')).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer: drop })
  await expect(cluster.answerTo('Write hoge = fuga')).toBeVisible()
  expect(await cluster.traceHash()).toBe(hash)
})

test('markup in a value is shown as text everywhere', async ({ page }) => {
  const cluster = new ClusterPage(page)
  const markup = '<script>document.title = "x"</script><img src=x onerror="document.title = 1">'
  await cluster.openReady()
  const title = await page.title()
  const form = await cluster.form('Write')
  await form.getByLabel('Key').fill('hoge')
  await form.getByLabel('Value').fill(markup)
  await form.getByRole('button', { name: 'Write' }).click()
  await cluster.reach(stored(1))
  await cluster.get('hoge')
  await cluster.reach(found('<script>document.title'))
  await expect(cluster.answerTo('Get hoge')).toContainText('<script>document.title = ')
  await cluster.tab('Events').click()
  await page.getByRole('searchbox', { name: 'Find in events' }).fill('<script>')
  await expect(page.getByRole('option', { name: /<script>document\.title/ }).first()).toBeVisible()
  await cluster
    .card('node-1')
    .getByRole('button', { name: /^Writer/ })
    .click()
  await expect(cluster.inspector).toContainText('<script>document.title')
  expect(await page.title()).toBe(title)
  await expect(page.locator('img[src=x]')).toHaveCount(0)
})

const addresses = {
  '?scenario=nowhere':
    'Scenario [nowhere] does not exist. Choose one of: cqrs, cqrs-as-printed, web-server, workbench.',
  '?seed=seven': 'The seed is not a number. Give a whole number from 0 to 2147483647.',
  '?seed=': 'The seed is not a number. Give a whole number from 0 to 2147483647.',
  '?seed=-1': '[-1] is not a valid seed. Give a whole number from 0 to 2147483647.',
  '?seed=2147483648': '[2147483648] is not a valid seed. Give a whole number from 0 to 2147483647.',
} as const

test('an address with an unknown scenario is refused and offers a known one', async ({ page }) => {
  const cluster = new ClusterPage(page)
  for (const [search, sentence] of Object.entries(addresses)) {
    await page.goto(search)
    await expect(cluster.alert, search).toHaveText(sentence)
  }
  await page.getByRole('button', { name: 'Open the playground' }).click()
  await cluster.isShown()
  await expect(cluster.pauseButton).toBeVisible()
})

for (const missing of ['Worker', 'BroadcastChannel'] as const) {
  test(`a browser without ${missing} gets a message that says so`, async ({ page }) => {
    await page.addInitScript(name => void Reflect.deleteProperty(globalThis, name), missing)
    await page.goto('')
    await expect(new ClusterPage(page).alert).toHaveText(
      `This browser has no ${missing}, which the cluster's nodes need. Open the page in a current browser.`,
    )
  })
}

const stores = {
  'no IndexedDB': 'Object.defineProperty(globalThis, "indexedDB", { value: undefined })',
  'an IndexedDB that throws': `
    IDBFactory.prototype.open = () => {
      throw new DOMException('Not here.', 'SecurityError')
    }`,
  'an IndexedDB that refuses to open': `
    const open = IDBFactory.prototype.open
    IDBFactory.prototype.open = function () {
      open.call(this, 'newer', 2)
      return open.call(this, 'newer', 1)
    }`,
} as const

/** Replaces the store in the page and in every worker; init scripts do not reach workers. */
async function spoil(page: Page, script: string): Promise<void> {
  await page.addInitScript({ content: `{ ${script} }` })
  await page.route(/\/assets\/[^/]*-worker-[^/]*\.js$/, async route => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: `{ ${script} }\n${await answer.text()}` })
  })
}

for (const [store, script] of Object.entries(stores)) {
  test(`with ${store} the cluster runs in memory and says so`, async ({ page }) => {
    const cluster = new ClusterPage(page)
    await spoil(page, script)
    await cluster.open()
    const notice = page.getByRole('status').filter({ hasText: 'This run is kept in memory only' })
    await expect(notice).toBeVisible()
    await cluster.reach(ready)
    await cluster.write('hoge', 'fuga')
    await cluster.reach(stored(1))
    await cluster.doTo('database', 'Kill')
    await cluster.doTo('database', 'Start again')
    await cluster.get('hoge')
    await cluster.reach(found('fuga'))
    await notice.getByRole('button', { name: 'Close' }).click()
    await expect(notice).toBeHidden()
  })
}

test('a second tab gets a separate run while the first continues', async ({ page, context }) => {
  const first = new ClusterPage(page)
  await first.openWithWrite()

  // A duplicated tab has a copy of the session storage, which names the run of the first tab.
  const opened = context.waitForEvent('page')
  await page.evaluate(() => void window.open(location.href))
  const second = new ClusterPage(await opened)
  await second.isShown()
  await expect(
    second.page.getByText('This run is open in another tab, so this tab has a run of its own.'),
  ).toBeVisible()
  await expect(second.card('database')).toContainText('0 events')
  await second.reach(ready)
  await second.write('neko', 'nya')
  await second.reach(stored(1))

  await page.bringToFront()
  await first.write('hoge', 'piyo')
  await first.reach(stored(2))
  await expect(page.getByText('This run is open in another tab')).toHaveCount(0)
})

test('a second tab opened by its address says that another tab has a run', async ({ page, context }) => {
  const first = new ClusterPage(page)
  await first.open()
  const second = new ClusterPage(await context.newPage())
  await second.open()
  await expect(second.page.getByText('Another tab is running a cluster; this tab has its own.')).toBeVisible()
  await expect(page.getByText('Another tab is running a cluster')).toHaveCount(0)
})
