import { readFileSync } from 'node:fs'
import { seriousViolations } from './accessibility.ts'
import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'

const run = readFileSync(new URL('../src/cli/corpus/runs/web-server-edited.json', import.meta.url), 'utf8')
const cache = readFileSync(new URL('../src/scenarios/web-server/cache.ts', import.meta.url), 'utf8')
const { hash } = JSON.parse(run) as { readonly hash: string }

test('code in a run file runs only after the person has seen it and agreed', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await page.goto('?scenario=web-server&seed=5')
  await cluster.isShown({ scenario: 'web-server' })
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

test('a message that never ends in edited code ends its node, which names actor and message', async ({
  page,
}) => {
  const { header } = JSON.parse(run) as { readonly header: object }
  // A regular expression that takes exponential time, which no counter of steps sees.
  const hang = `if (/^(a+)+$/.test('${'a'.repeat(60)}!')) throw new Error('no'); const resource = entries`
  const text = cache.replace('const resource = entries', hang)
  const file = JSON.stringify({
    header: { ...header, code: [{ file: 'web-server/cache.ts', text }] },
    actions: [],
  })
  await page.goto('?scenario=web-server&seed=5')
  await page.evaluate(async file => {
    const playground = window.playground!
    await playground.ready
    await playground.importRun(file, { runsCode: true })
    await playground.time.runUntil(2000)
    const message = { type: 'Get', path: '/index.html' }
    await playground.do({ type: 'Tell', participant: 'client', actor: '/user/browser', message })
    await playground.time.runUntil(6000)
  }, file)
  const stopped = await page.evaluate(() => window.playground!.trace({ type: 'ParticipantStopped' }))
  const during = { actor: expect.stringMatching(/^\/user\/web-server\/cache#/), label: 'Find' }
  expect(stopped).toMatchObject([{ participant: 'server', reason: 'failed', during }])
})

test('an edited behavior runs in a branch, and a refused name is marked with its place', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await page.goto('?scenario=web-server&seed=5')
  await cluster.isShown({ scenario: 'web-server' })
  await page.evaluate(async () => {
    await window.playground!.time.pause()
    const message = { type: 'Get', path: '/index.html' }
    await window.playground!.do({ type: 'Tell', participant: 'client', actor: '/user/browser', message })
    await window.playground!.time.runUntil(3000)
  })
  await cluster.inspectActor('server', 'Cache')
  await cluster.inspector.getByRole('button', { name: /^Source/ }).click()
  await cluster.inspector.getByRole('button', { name: 'Edit this behavior' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit web-server/cache.ts' })
  const code = dialog.getByRole('textbox', { name: 'Code of web-server/cache.ts' })
  const run = dialog.getByRole('button', { name: 'Run with this code' })
  await expect(run).toBeDisabled()
  const write = async (text: string) => {
    await code.click()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(text)
  }
  await write(`${cache}fetch('/')\n`)
  await expect(dialog.getByRole('alert')).toContainText('[fetch] is not available.')
  expect(await seriousViolations(page, { contrast: false })).toEqual([])
  await expect(run).toBeDisabled()
  await write(
    cache.replace('const resource = entries', "context.log.info('my own line'); const resource = entries"),
  )
  await dialog.getByRole('button', { name: 'Show my changes' }).click()
  await expect(dialog.getByRole('region', { name: 'Changes in web-server/cache.ts' })).toContainText(
    'my own line',
  )
  await expect(run).toBeEnabled()
  await run.click()
  await expect(page.getByRole('status').filter({ hasText: 'web-server/cache.ts' })).toBeVisible()
  const lines = await page.evaluate(() => window.playground!.trace({ type: 'Logged' }))
  expect(lines).toContainEqual(expect.objectContaining({ text: 'my own line', at: expect.any(Number) }))

  const source = cluster.inspector.getByRole('region', { name: 'Source of web-server/cache.ts' })
  await expect(source).toContainText('my own line')
  await page.getByRole('button', { name: 'Back to Main' }).click()
  await expect(source).not.toContainText('my own line')
})
