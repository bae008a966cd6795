import { readFile } from 'node:fs/promises'
import { seriousViolations } from './accessibility.ts'
import { expect, test } from './browser.ts'
import { all, allUp, connected, event, has, ready, writer } from './checks.ts'
import { ClusterPage, unwrapped } from './cluster-page.ts'

test('the list of runs opens a run, and deletes a run with undo', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openWithWrite()
  unwrapped(await page.evaluate(() => window.playground!.load('cqrs', { seed: 8 })))
  await cluster.reach(ready)

  const list = page.getByRole('list', { name: 'Stored runs' })
  const run = (seed: number) => list.getByRole('listitem').filter({ hasText: `seed ${seed}` })
  const openList = async () => {
    await page.getByRole('button', { name: 'New run', exact: true }).click()
    await page.getByRole('button', { name: 'Stored runs…' }).click()
  }

  await openList()
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(run(8)).toContainText('this run')
  await expect(run(7)).toContainText('1 action · 1 event in the journal · about 1 kB')
  await expect(run(7).getByRole('img')).toHaveAccessibleName(/node-1: Up, node-2: Up/)
  await expect(page.getByText(/This page stores [\d.]+ MB in this browser\./)).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])

  await run(7)
    .getByRole('button', { name: /^Delete/ })
    .press('Enter')
  const undo = run(7).getByRole('button', { name: 'Undo' })
  await expect(undo).toBeFocused()
  await undo.press('Enter')
  await run(7).getByRole('button', { name: /^Open/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Power failure at' })).toBeVisible()
  await expect(cluster.card('database')).toContainText('1 event,')
  await cluster.reach(all(event('RecoveryCompleted', 'node-1', { actor: writer }), connected))
  await cluster.reach(has('node-1', writer, 'hoge', 'fuga'))

  await openList()
  await expect(run(7)).toContainText('this run')
  await run(8)
    .getByRole('button', { name: /^Delete/ })
    .click()
  await expect(run(8)).toContainText('is deleted when you close this list.')
  await page.keyboard.press('Escape')
  await page.reload()
  await cluster.isShown()
  await openList()
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(run(7)).toContainText('this run')
  // A reload right after the deletion may interrupt it; closing the list completes it.
  await page.keyboard.press('Escape')
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).length), 'the catalog and one run')
    .toBe(2)
})

test('a link opens the run with its branches, which are played when they are opened', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  const reached = await cluster.reach(allUp())
  await cluster.do({ type: 'Kill', participant: 'node-4' })
  await cluster.runUntil(reached + 3000)
  const hash = await cluster.traceHash()
  unwrapped(await page.evaluate(at => window.playground!.time.branch(at), reached))
  await cluster.do({ type: 'Kill', participant: 'node-3' })
  await cluster.runUntil(reached + 1000)
  const hashOfBranch = await cluster.traceHash()
  await page.getByRole('button', { name: 'Share this run', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share this run' })
  await expect(dialog).toContainText('The file and the link hold its branch too.')
  const link = dialog.getByLabel(/^Link to this run at/)
  await expect(link).toHaveValue(/#run=[\w-]+&at=\d+$/)

  await page.goto(await link.inputValue())
  await cluster.isShown()
  const lanes = page.getByRole('region', { name: 'Branches of this run' })
  await expect(lanes.getByRole('button')).toHaveText([/Main/, /Branch 1.*live/])
  expect(await cluster.traceHash()).toBe(hashOfBranch)
  await expect(cluster.card('node-3')).toContainText('Crashed')
  await page.reload()
  await cluster.isShown()
  await lanes.getByRole('button', { name: /^Make Main live/ }).click()
  await expect(cluster.card('node-4')).toContainText('Crashed')
  await expect(cluster.card('node-3')).not.toContainText('Crashed')
  expect(await cluster.traceHash(), 'the branch that came with the link is the same run').toBe(hash)
  await page.reload()
  await expect(page.getByRole('status').filter({ hasText: 'Power failure at' })).toBeVisible()
  await expect(lanes.getByRole('button'), 'and its journal is stored').toHaveText([/Main.*live/, /Branch 1/])
})

test('a run is shown as a film, whose chapters are in its link', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  const reached = await cluster.reach(allUp())
  await cluster.do({ type: 'Kill', participant: 'node-4' })
  await cluster.runUntil(reached + 1000)
  await page.getByRole('button', { name: 'Film: the chapters of this run' }).click()
  const film = page.getByRole('region', { name: 'Film' })
  const chapters = film.getByRole('list', { name: 'Chapters' }).getByRole('listitem')
  await expect(chapters).toHaveText([/The cluster starts/, /Kill node-4/])
  await page.keyboard.press('PageUp')
  await expect(film.getByRole('status')).toHaveText('Chapter 2 of 2: Kill node-4')
  await expect(cluster.card('node-4'), 'the chapter begins before the act').not.toContainText('Crashed')

  await film.getByRole('button', { name: 'Rename “Kill node-4”' }).click()
  await film.getByLabel('Name of the chapter').fill('The crash')
  await film.getByRole('button', { name: 'Save' }).click()
  await page.evaluate(at => window.playground!.time.seek(at), reached + 500)
  await film.getByRole('button', { name: 'Add a chapter here' }).click()
  await film.getByLabel('Name of the chapter').fill('Half a second later')
  await page.keyboard.press('Enter')
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Share this run', exact: true }).click()
  const link = page.getByLabel(/^Link to this run at/)
  await expect(link).toHaveValue(/#run=[\w-]+&at=\d+$/)

  await page.goto(await link.inputValue())
  await cluster.isShown()
  await expect(chapters).toHaveText([/The cluster starts/, /The crash/, /Half a second later/])
  const mark = page.locator('.chapter-mark').filter({ hasText: 'The crash' })
  await expect(mark.locator('.chapter-mark-name')).toHaveCSS('opacity', '0')
  await mark.focus()
  await expect(mark.locator('.chapter-mark-name')).toHaveCSS('opacity', '1')
  await mark.press('Enter')
  await expect(film.getByRole('status')).toHaveText('Chapter 2 of 3: The crash')
  await film.getByRole('button', { name: 'Play chapters' }).click()
  await expect(film.getByRole('status')).toHaveText('Chapter 3 of 3: Half a second later')
  await expect(cluster.card('node-4')).toContainText('Crashed')
  await expect(
    film.getByRole('button', { name: 'Play chapters' }),
    'at the end of the recording',
  ).toBeVisible()
  await film.getByRole('button', { name: 'Remove “Half a second later”' }).click()
  await expect(chapters).toHaveCount(2)
})

test('a link opens the same run at the same instant, and the actions are copied as code', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const cluster = new ClusterPage(page)
  await cluster.openWithWrite()
  const hash = await cluster.traceHash()
  const file = JSON.parse(await cluster.exportRun())
  const shown: number = file.actions[0].at
  expect(await page.evaluate(at => window.playground!.time.seek(at), shown)).toBe(shown)

  await page.getByRole('button', { name: 'Share this run', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share this run' })
  const link = dialog.getByLabel(/^Link to this run at/)
  await expect(link).toHaveValue(/#run=[\w-]+&at=\d+$/)
  expect(await seriousViolations(page)).toEqual([])
  const copied = async (button: string, what: string): Promise<string> => {
    await dialog.getByRole('button', { name: button, exact: true }).click()
    await expect(
      dialog.getByRole('status').filter({ hasText: `The ${what} is in your clipboard.` }),
    ).toBeVisible()
    return page.evaluate(() => navigator.clipboard.readText())
  }
  const address = await copied('Copy', 'link')
  const script = await copied('Copy as a script', 'script')
  expect(script).toContain("await playground.do({ type: 'Tell', participant: 'client'")
  const saving = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save the trace (JSON Lines)' }).click()
  expect((await saving).suggestedFilename()).toBe('actorium-cqrs-7.jsonl')

  const picture = async (button: string): Promise<Buffer> => {
    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: button }).click()
    return readFile(await (await saved).path())
  }
  for (const part of ['canvas', 'diagram']) {
    const svg = String(await picture(`Save the ${part} (SVG)`))
    const texts = await page.evaluate(
      text =>
        [...new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('text, title')].map(
          ({ textContent }) => textContent,
        ),
      svg,
    )
    expect(texts, 'an SVG with texts, under a title').toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Event sourcing \+ CQRS · .* · seed 7$/),
        'node-1',
        'client',
      ]),
    )
    const png = await picture(`Save the ${part} (PNG)`)
    expect(png.subarray(1, 4).toString(), 'a PNG').toBe('PNG')
    expect(png.readUInt32BE(16), 'with two pixels for each px').toBeGreaterThan(1600)
  }

  await page.goto(address)
  await cluster.isShown()
  await page.evaluate(() => window.playground!.ready)
  expect(await cluster.traceHash(), 'the same run').toBe(hash)
  await expect(page.getByText('the past', { exact: true }).first(), 'at the shown instant').toBeVisible()
  await page.evaluate(() => {
    location.hash = '#run=broken'
  })
  await expect(page.getByText('The run in the link is incomplete or was changed.').first()).toBeVisible()
  expect(await cluster.traceHash(), 'a broken link leaves the run').toBe(hash)

  const played = await page.evaluate(async code => {
    await new (Object.getPrototypeOf(async () => undefined).constructor)('playground', code)(
      window.playground,
    )
    return window.playground!.traceHash()
  }, script)
  expect(played, 'the script gives the same trace').toBe(hash)
})
