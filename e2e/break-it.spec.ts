import { readFile } from 'node:fs/promises'
import { lampsOf } from '../src/scenarios/lamps.ts'
import { webServerCode } from '../src/scenarios/web-server/start.ts'
import { searchCounterexample } from '../src/search/search.ts'
import { searchOptions } from '../src/search/search-options.ts'
import type { Action } from '../src/trace/index.ts'
import { parseRunFile } from '../src/trace/parse-run-file.ts'
import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'

/** The mistake of a person: a failure stops the web server. */
const stopWebServer: Action = {
  type: 'Supervise',
  participant: 'server',
  actor: '/user/web-server',
  supervision: { rules: [{ error: 'Error', strategy: { type: 'stop' } }] },
}
const get: Action = {
  type: 'Tell',
  participant: 'client',
  actor: '/user/browser',
  message: { type: 'Get', path: '/index.html' },
}

test('three workers find the same acts as Node.js, and the page opens them as a branch at the red lamp', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 })
    window.violations = []
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
      window.violations.push(blockedURI)
    })
  })
  await page.goto('?scenario=web-server&seed=1')
  const lamp = page.getByRole('button', { name: /^Nothing gives up : / })
  await expect(lamp).toBeVisible()
  await cluster.pause()
  await cluster.do(stopWebServer)
  await cluster.do(get)

  const run = parseRunFile(await cluster.exportRun())
  if ('refused' in run) throw new Error(run.refused)
  const { check } = lampsOf('web-server').find(({ id }) => id === 'all-supervised')!
  const { header, actions } = run
  const options = searchOptions({ header, check, actions }, { code: webServerCode })
  const inNode = searchCounterexample(options)!
  const found = inNode.found!
  expect(inNode.runs).toBeGreaterThan(1)

  await lamp.click()
  await page.getByRole('button', { name: 'Break it for me' }).click()
  const dialog = page.getByRole('dialog', { name: 'Break “Nothing gives up”' })
  await expect(dialog.getByRole('status')).toHaveText(
    `Found: ${found.actions.length} acts turn “Nothing gives up” red.`,
  )
  await expect(
    dialog.getByText(`Found after ${inNode.runs} runs; ${inNode.shrinkRuns} more runs`),
  ).toBeVisible()
  const openIt = dialog.getByRole('button', { name: 'Open it as a branch' })
  await expect(openIt).toBeFocused()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Keep as run file' }).click()
  const kept = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  expect(kept).toMatchObject({ actions: found.actions, until: found.until, hash: found.hash })

  await openIt.focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Nothing gives up : violated' })).toBeVisible()
  expect(await page.evaluate(() => window.playground!.traceHash())).toBe(found.hash)
  expect(await cluster.now()).toBe(found.until)
  expect(await page.evaluate(() => window.violations)).toEqual([])

  // A search that goes on ends when its window closes.
  await page.getByRole('button', { name: 'Sound cache : holds' }).click()
  const breakIt = page.getByRole('button', { name: 'Break it for me' })
  await breakIt.click()
  await expect(page.getByRole('dialog').getByRole('progressbar')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(breakIt).toBeFocused()
})
