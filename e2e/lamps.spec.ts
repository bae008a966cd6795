import type { Page } from '@playwright/test'
import type { Action } from '../src/trace/index.ts'
import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'

test.use({ sharedPage: true })

const server = '/user/web-server'
const get = (path: string): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/browser',
  message: { type: 'Get', path },
})
/** The mistake of a person: the file system goes on with the broken mount. */
const resumeFilesystem: Action = {
  type: 'Supervise',
  participant: 'server',
  actor: `${server}/filesystem`,
  supervision: { rules: [{ error: 'IOException', strategy: { type: 'resume' } }] },
}

const strip = (page: Page) => page.getByRole('toolbar', { name: 'Lamps: what must hold in this run' })
const lamp = (page: Page, title: string, status: string) =>
  strip(page).getByRole('button', { name: `${title} : ${status}` })

async function openServer(page: Page): Promise<ClusterPage> {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('web-server')
  await expect(lamp(page, 'Sound disk', 'holds')).toBeVisible()
  return cluster
}

test('a lamp pauses the run exactly at its event, says which one it is, and is green again before it', async ({
  page,
}) => {
  const cluster = await openServer(page)
  await cluster.do(resumeFilesystem)
  await lamp(page, 'Sound disk', 'holds').click()
  await page.getByRole('button', { name: 'Pause when it turns red' }).click()
  await page.keyboard.press('Escape')
  await expect(lamp(page, 'Sound disk', 'holds')).toBeFocused()
  await cluster.do(get('/broken.html'))
  await cluster.speed(100)
  await cluster.play()
  await expect(lamp(page, 'Sound disk', 'violated')).toBeVisible()
  await expect(cluster.playButton).toBeVisible()
  const broken = await page.evaluate(async () => {
    const events = await window.playground!.trace({ type: 'StateChanged', node: 'server' })
    return 'refused' in events
      ? null
      : events.find(event => 'state' in event && event.state.includes('"broken":true'))
  })
  expect(await cluster.now()).toBe(broken?.at)
  // The failure and its consequences follow the state at the same instant, and are not shown yet.
  await expect(page.getByRole('status', { name: 'Recent changes' })).toHaveText(
    /The lamp “Sound disk” is red/,
  )

  await page.evaluate(() => window.playground!.time.seek(0))
  await expect(lamp(page, 'Sound disk', 'holds')).toBeVisible()
  await page.evaluate(() => window.playground!.time.seek(1e9))
  await lamp(page, 'Sound disk', 'violated').click()
  await expect(
    page.getByText(
      /^Red since 0:\d\d\.\d{3}, by this event: File system on server changes its state: disk broken/,
    ),
  ).toBeVisible()
  await page.evaluate(() => window.playground!.time.seek(10))
  await expect(page.getByRole('button', { name: 'Go there' })).toBeHidden()
  await page.evaluate(() => window.playground!.time.seek(1e9))
  await page.getByRole('button', { name: 'Go there' }).click()
  await expect(lamp(page, 'Sound disk', 'violated')).toBeVisible()
  await expect(cluster.inspector.getByRole('heading', { level: 2 })).toContainText('disk broken')
})

test('a lamp of one’s own comes from an event, stops at the next one, and stays with the run', async ({
  page,
}) => {
  const cluster = await openServer(page)
  await cluster.do(get('/corrupt.html'))
  await cluster.reach({ type: 'eventually', what: { event: 'ActorFailed' } })
  await page.keyboard.press('Alt+3')
  await page
    .getByRole('option', { name: /CorruptEntry/ })
    .first()
    .click()
  await cluster.inspector.getByRole('button', { name: 'Stop when this happens' }).click()
  const own = /^Never again: .*CorruptEntry/
  await expect(strip(page).getByRole('button', { name: /CorruptEntry.* : holds$/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: own })).toBeVisible()

  await cluster.do(get('/corrupt.html'))
  await cluster.play()
  await expect(strip(page).getByRole('button', { name: /CorruptEntry.* : violated$/ })).toBeVisible()
  await expect(cluster.playButton).toBeVisible()
  const failures = await page.evaluate(async () => {
    const events = await window.playground!.trace({ type: 'ActorFailed' })
    return 'refused' in events ? [] : events.map(({ at }) => at)
  })
  expect(failures).toHaveLength(2)
  expect(await cluster.now()).toBe(failures[1])

  const file = await cluster.exportRun()
  expect(JSON.parse(file).lamps).toHaveLength(1)
  await page.reload()
  await expect(strip(page).getByRole('button', { name: /CorruptEntry.* : violated$/ })).toBeVisible()
  await page.evaluate(text => window.playground!.importRun(text), file)
  const imported = strip(page).getByRole('button', { name: /CorruptEntry.* : violated$/ })
  await imported.click()
  await page.getByRole('button', { name: 'Rename this lamp' }).click()
  const name = page.getByRole('textbox', { name: 'Name of the lamp' })
  await name.fill(' ')
  await name.press('Enter')
  await expect(page.locator('form').getByRole('alert')).toHaveText(
    'A lamp needs a name. Write what it watches.',
  )
  await name.fill('Cache is sound')
  await name.press('Escape')
  await expect(page.getByRole('heading', { name: own })).toBeVisible()
  await page.keyboard.press('Enter')
  await name.fill('Cache is sound')
  await name.press('Enter')
  await expect(lamp(page, 'Cache is sound', 'violated')).toBeVisible()
  expect(JSON.parse(await cluster.exportRun()).lamps[0].words.en).toBe('Cache is sound')
  await page.getByRole('button', { name: /^Back to “Never again: / }).click()
  await expect(imported).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(imported).toBeHidden()
  expect(JSON.parse(await cluster.exportRun()).lamps).toBeUndefined()
})
