import { readFileSync } from 'node:fs'
import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'

const run = readFileSync(new URL('../src/cli/corpus/runs/web-server-edited.json', import.meta.url), 'utf8')
const { hash } = JSON.parse(run) as { readonly hash: string }

test('code in a run file runs only after the person has seen it and agreed', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await page.goto('?scenario=web-server&seed=5')
  await expect(cluster.card('server')).toBeVisible()
  const open = () => void page.evaluate(text => window.playground!.importRun(text), run)
  const dialog = page.getByRole('dialog', { name: 'This run contains code' })

  open()
  await expect(dialog.getByRole('region', { name: 'Changes in web-server/cache.ts' })).toContainText(
    "'/loop'",
  )
  await dialog.getByRole('button', { name: 'Do not run it' }).click()
  await expect(dialog).toBeHidden()
  await expect(cluster.card('server')).toBeVisible()
  expect(new URL(page.url()).searchParams.get('seed')).toBe('5')

  open()
  await dialog.getByRole('button', { name: 'Run this code' }).click()
  await expect.poll(() => page.evaluate(() => window.playground!.traceHash())).toBe(hash)
  const failures = await page.evaluate(() => window.playground!.trace({ type: 'ActorFailed' }))
  expect(failures).toMatchObject([{ error: { name: 'EndlessLoop' } }, { error: { name: 'EndlessLoop' } }])
})
