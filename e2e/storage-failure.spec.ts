import { readFile } from 'node:fs/promises'
import type { CDPSession, Locator, Page } from '@playwright/test'
import { expect, test } from './browser.ts'
import { found, ready, stored } from './checks.ts'
import { ClusterPage, unwrapped } from './cluster-page.ts'

const protocolOf = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page)

/** Limits the space of the origin in bytes, until the session is detached. */
async function limitSpace(protocol: CDPSession, baseURL: string, quotaSize: number): Promise<void> {
  await protocol.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL).origin, quotaSize })
}

/** Clears the site's data. Only while the run is paused: Chromium may close a page that is writing. */
async function clearSiteData(page: Page): Promise<void> {
  const protocol = await protocolOf(page)
  await protocol.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'all',
  })
  await protocol.detach()
}

const banner = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('status').filter({ hasText: text })

const noSpace = 'The browser has no space left for this page. Delete old runs, or the data of other sites.'
const inMemory = /From \d+:\d\d\.\d{3} on, this run is kept in memory only: save it as a file/
const onlyInMemory = 'This run is kept in memory only: save it as a file before you reload or close the page.'

/** Writes a value that hardly compresses, and waits until the page shows that it is stored. */
async function writeMuch(cluster: ClusterPage, nr: number): Promise<void> {
  const value = Array.from({ length: 4000 }, (_, i) => ((i * i * 7919 * nr) % 36).toString(36)).join('')
  const message = { type: 'Write', key: `key-${nr}`, value }
  unwrapped(await cluster.do({ type: 'Tell', participant: 'client', actor: '/user/client', message }))
  await cluster.reach(stored(nr))
  await expect(cluster.card('database')).toContainText(`${nr} event`)
}

/** A write, a restart of the database and a read: none of them needs the disk. */
async function goesOn(cluster: ClusterPage, nr: number): Promise<void> {
  await cluster.write('hoge', 'fuga')
  await cluster.reach(stored(nr))
  await cluster.doTo('database', 'Kill')
  await cluster.doTo('database', 'Start again')
  await expect(cluster.card('database')).toContainText(`${nr} event`)
  await cluster.get('hoge')
  await cluster.reach(found('fuga'))
  await expect(cluster.alert).toHaveCount(0)
}

test('on a disk that gets full the run goes on in memory, and a reload says what is lost', async ({
  page,
  baseURL,
}) => {
  const cluster = new ClusterPage(page)
  const limit = await protocolOf(page)
  await limitSpace(limit, baseURL!, 100_000)
  await cluster.openReady()
  let written = 0
  while (written < 100 && !(await banner(page, inMemory).isVisible())) await writeMuch(cluster, ++written)
  await expect(banner(page, inMemory)).toContainText(noSpace)
  await goesOn(cluster, written + 1)

  const saved = page.waitForEvent('download')
  await banner(page, inMemory).getByRole('button', { name: 'Save as a file' }).click()
  const file = await readFile(await (await saved).path(), 'utf8')
  const hash = await cluster.traceHash()

  // The refused write was large, and a small one could still find room.
  await limitSpace(limit, baseURL!, 1)
  for (let reload = 1; reload <= 2; reload++) {
    await page.reload()
    await cluster.isShown()
    await expect(banner(page, inMemory)).toContainText(noSpace)
    await expect(
      banner(page, /^This run is restored up to \d+:\d\d\.\d{3}, and the rest is lost\./),
    ).toBeVisible()
    await expect(cluster.card('database')).toContainText(`${written - 1} events`)
  }

  await limit.detach()
  unwrapped(await page.evaluate(file => window.playground!.importRun(file), file))
  await cluster.isShown()
  expect(await cluster.traceHash(), 'the file has the whole run').toBe(hash)
  await expect(page.getByRole('status').filter({ hasText: 'memory only' })).toHaveCount(0)
})

test('on a full disk the page opens with a run in memory, also after a reload', async ({ page, baseURL }) => {
  const cluster = new ClusterPage(page)
  const limit = await protocolOf(page)
  await limitSpace(limit, baseURL!, 1)
  await cluster.open()
  await expect(banner(page, onlyInMemory)).toContainText(noSpace)
  await cluster.reach(ready)
  await goesOn(cluster, 1)

  await page.reload()
  await cluster.isShown()
  await expect(banner(page, onlyInMemory)).toContainText(noSpace)
  await expect(banner(page, 'The run before the reload is lost, and this is a new run.')).toBeVisible()
  await expect(cluster.card('database')).toContainText('0 events')
  await limit.detach()
})

test('when the site data is cleared, the run goes on in memory, and a reload says that it is lost', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await cluster.write('neko', 'nya')
  await cluster.reach(stored(1))
  await clearSiteData(page)
  await goesOn(cluster, 2)
  await expect(banner(page, inMemory)).toContainText('The data of the run was deleted from this browser.')

  await page.reload()
  await cluster.isShown()
  const lost = banner(page, 'The run before the reload is lost, and this is a new run.')
  await expect(lost).toContainText('The data of the run was deleted from this browser.')
  await expect(cluster.card('database')).toContainText('0 events')
  await expect(page.getByText('memory only')).toHaveCount(0)
})

test('a stored run that cannot be replayed gives way to a new run, with a reason', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('actorium-shelf')
        opening.onerror = reject
        opening.onsuccess = () => {
          const { runId } = JSON.parse(sessionStorage.getItem('actorium-run')!)
          const transaction = opening.result.transaction('actions', 'readwrite')
          const action = { type: 'Kill', participant: 'nobody' }
          transaction.objectStore('actions').put({ index: 0, at: 5, action }, [runId, 0])
          transaction.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
  )
  await page.reload()
  await cluster.isShown()
  const lost = banner(page, 'The run before the reload is lost, and this is a new run.')
  await expect(lost).toContainText('This version of the page cannot replay the stored run.')
  await lost.getByRole('button', { name: 'Close' }).click()
  await cluster.reach(ready)

  await page.reload()
  await cluster.isShown()
  await expect(banner(page, 'Power failure at')).toBeVisible()
  await expect(lost).toHaveCount(0)
})
