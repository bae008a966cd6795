import type { Page } from '@playwright/test'
import { expect, test } from './browser.ts'
import { ready, stored } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

test.use({ sharedPage: true })

const client = { participant: 'client', actor: '/user/client' } as const

/** Opens a cluster and runs until a burst of this many writes is stored. */
async function burstOf(page: Page, times: number): Promise<ClusterPage> {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await cluster.do({
    type: 'Tell',
    ...client,
    message: { type: 'Write', key: 'hoge', value: 'fuga' },
    times,
  })
  await cluster.reach(stored(times))
  return cluster
}

test('twenty writes in a burst have twenty answers, in the panel and in the log', async ({ page }) => {
  const cluster = await burstOf(page, 20)

  const answers = page.getByRole('region', { name: 'Answers' })
  await expect(cluster.answerTo('Write hoge = fuga')).toContainText('×20')
  for (let nr = 1; nr <= 20; nr++) {
    await expect(answers.getByText(`stored as event ${nr}`, { exact: true })).toHaveCount(1)
  }
  const logged = await page.evaluate(() => window.playground!.trace({ type: 'Logged', node: 'client' }))
  const lines = JSON.stringify(logged).match(/Write\(key=hoge, value=fuga\) -> WriteAck\(sequenceNr=\d+\)/g)
  expect(new Set(lines).size).toBe(20)
})

test('a burst of two hundred writes lists the last twenty and counts the others', async ({ page }) => {
  await burstOf(page, 200)
  const answers = page.getByRole('region', { name: 'Answers' })
  await expect(answers).toContainText('WriteAck 200')
  await expect(answers).toContainText('180 earlier requests are only counted.')
})

test.describe('in Japanese', () => {
  test.use({ sharedPage: false })

  test('a Japanese page shows requests and answers in Japanese', async ({ page }) => {
    await page.addInitScript(() =>
      localStorage.setItem('actorium.preferences', JSON.stringify({ locale: 'ja' })),
    )
    const cluster = new ClusterPage(page)
    await page.goto('?seed=7')
    await expect(page.getByRole('region', { name: '応答' })).toBeVisible()
    await page.evaluate(() => window.playground!.ready)
    await cluster.reach(ready)
    for (const message of [
      { type: 'Write', key: 'hoge', value: 'fuga' },
      { type: 'Get', key: 'nowhere' },
      { type: 'SaveSnapshot' },
    ]) {
      await cluster.do({ type: 'Tell', ...client, message })
    }
    await cluster.runUntil((await cluster.now()) + 5000)
    const items = page.getByRole('region', { name: '応答' }).locator('.answers li')
    await expect(items).toHaveText([
      /書き込み hoge = fuga.*イベント1として保存/,
      /読み取り nowhere.*見つかりません\(node-[34]\)/,
      /スナップショット保存.*イベント1までのスナップショット/,
    ])
  })
})
