import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './browser.ts'
import { ClusterPage, unwrapped } from './cluster-page.ts'

test('an endless loop ends its node, is named with its message, and the exported run replays in Node', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  const client = { participant: 'client', actor: '/user/client' } as const

  expect(await cluster.do({ type: 'FailNext', ...client, fault: 'endless-loop' })).not.toHaveProperty(
    'refused',
  )
  const answer = await cluster.do({
    type: 'Tell',
    ...client,
    message: { type: 'Write', key: 'a', value: 'b' },
  })
  expect(answer).not.toHaveProperty('refused')

  const stopped = { type: 'ParticipantStopped', node: 'conductor' } as const
  const events = await page.evaluate(filter => window.playground!.trace(filter), stopped)
  expect(events).toMatchObject([
    {
      participant: 'client',
      reason: 'failed',
      during: { actor: expect.stringMatching(/^\/user\/client#/), label: 'Write' },
    },
  ])
  await expect(cluster.card('client')).toContainText(/failed|ended|stopped|Crashed/i)
  await page.getByRole('tab', { name: 'Events', exact: true }).click()
  await expect(page.getByText('client has failed and stops while Client handled Write').first()).toBeVisible()

  await test.step('it can be started again, and the run exported and computed in one thread', async () => {
    expect(await cluster.do({ type: 'Start', participant: 'client' })).not.toHaveProperty('refused')
    await cluster.runUntil((await cluster.now()) + 3000)
    const file = join(mkdtempSync(join(tmpdir(), 'actorium-')), 'run.json')
    writeFileSync(file, await cluster.exportRun())
    const said = execFileSync('npx', ['tsx', 'src/cli/simulate.ts', file, '--hash'], { encoding: 'utf8' })
    expect(said.trim().split('\n').at(-1)).toBe(await cluster.traceHash())
  })
})

test('a run reloaded during an endless loop continues', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  const client = { participant: 'client', actor: '/user/client' } as const
  await cluster.do({ type: 'FailNext', ...client, fault: 'endless-loop' })
  await page.evaluate(client => {
    void window.playground!.do({ type: 'Tell', ...client, message: { type: 'Write', key: 'a', value: 'b' } })
  }, client)
  // The action is in the run log before it is performed; the watchdog acts seconds later.
  await expect.poll(() => cluster.exportRun()).toContain('"Write"')
  await page.reload()
  await cluster.isShown()
  const events = unwrapped(
    await page.evaluate(() => window.playground!.trace({ type: 'ParticipantStopped' })),
  )
  expect(events[0]).toMatchObject({ participant: 'client', reason: 'failed', during: { label: 'Write' } })
  expect(events.slice(1)).toMatchObject(
    Array.from({ length: events.length - 1 }, () => ({ reason: 'power-failure' })),
  )
})
