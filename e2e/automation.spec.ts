import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'

test('a script that keeps `window.playground` can load a run and pause it', async ({ page }) => {
  await new ClusterPage(page).open()
  const paused = await page.evaluate(async () => {
    const p = window.playground!
    await p.load('cqrs')
    return (await p.time.pause()) ?? 'paused'
  })
  expect(paused).toBe('paused')
})

test('a call in the middle is refused when another run is loaded, and the object stays the same', async ({
  page,
}) => {
  await new ClusterPage(page).open()
  const outcome = await page.evaluate(async () => {
    const p = window.playground!
    const until = p.until({ type: 'eventually', what: { event: 'Logged', where: { text: 'never' } } })
    const first = p.load('web-server', { seed: 3 })
    const second = p.load('cqrs', { seed: 4 })
    const meanwhile = await p.time.now()
    const answers = await Promise.all([until, first, second])
    await p.ready
    const run = JSON.parse(String(await p.exportRun()))
    return { same: window.playground === p, meanwhile, answers, scenario: run.header.scenario }
  })
  const refused = expect.stringMatching(/^Another run /)
  expect(outcome).toMatchObject({
    same: true,
    meanwhile: { refused },
    answers: [{ refused }, { refused }, undefined],
    scenario: 'cqrs',
  })
})

test('a page whose conductor cannot be loaded refuses every call, and `ready` rejects with the sentence', async ({
  page,
}) => {
  await page.route(/conductor-worker/, route => route.abort())
  await page.goto('?seed=7')
  await expect(page.getByRole('alert').filter({ hasText: 'The conductor failed' })).toBeVisible()
  const outcome = await page.evaluate(async () => {
    const p = window.playground!
    return { ready: await p.ready.catch((error: Error) => error.message), now: await p.time.now() }
  })
  expect(outcome.ready).toMatch(/^The conductor failed: /)
  expect(outcome.now).toMatchObject({
    refused: expect.stringMatching(/^No run is open: The conductor failed: /),
  })
})

test('two tabs have separate playgrounds and runs', async ({ page, context }) => {
  await new ClusterPage(page).open('?seed=7')
  const second = await context.newPage()
  await new ClusterPage(second).open('?seed=8')
  for (const [tab, seed] of [
    [page, 7],
    [second, 8],
  ] as const) {
    const run = await tab.evaluate(async () => {
      await window.playground!.ready
      await window.playground!.time.pause()
      return window.playground!.exportRun()
    })
    expect(JSON.parse(String(run)).header.seed).toBe(seed)
  }
})

test('an exported journal is the content of the database of a new run, also after a reload', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openWithWrite()
  const outcome = await page.evaluate(async () => {
    const p = window.playground!
    const text = String(await p.exportJournal())
    const gap = await p.importJournal(text.replace('"sequenceNr":1', '"sequenceNr":2'))
    const before = await p.time.now()
    const opened = await p.importJournal(text)
    await p.ready
    const again = String(await p.exportJournal())
    return { gap, before, opened, text, again, at: await p.time.now() }
  })
  expect(outcome.gap).toMatchObject({ code: 'invalid-line', values: { line: 2 } })
  expect(outcome.before).toBeGreaterThan(0)
  expect(outcome).toMatchObject({ opened: undefined, at: 0 })
  const entries = (text: string) => text.trimEnd().split('\n').slice(1)
  expect(entries(outcome.again)).toEqual(entries(outcome.text))
  expect(entries(outcome.text)).toHaveLength(1)

  await page.reload()
  await cluster.isShown()
  await expect(cluster.card('database')).toContainText('1 event,')
  const reloaded = await page.evaluate(() => window.playground!.exportJournal())
  expect(entries(String(reloaded))).toEqual(entries(outcome.text))
})
