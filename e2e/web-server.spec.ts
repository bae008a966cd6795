import { simulate } from '../src/cli/simulation.ts'
import { type Action, isRefused, parseRunFile } from '../src/trace/index.ts'
import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'

const filesystem = '/user/web-server/filesystem'

const get = (path: string, times?: number): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/browser',
  message: { type: 'Get', path },
  ...(times === undefined ? {} : { times }),
})
const supervise = (
  actor: string,
  supervision: Extract<Action, { type: 'Supervise' }>['supervision'],
): Action => ({
  type: 'Supervise',
  participant: 'server',
  actor,
  supervision,
})

/** The actions, each with the pause before it in virtual ms. */
const beforeTheReload: readonly (readonly [number, Action])[] = [
  [100, get('/index.html', 12)],
  [300, get('not a path')],
  [
    50,
    supervise(filesystem, {
      rules: [
        { error: 'FileTooLarge', strategy: { type: 'resume' } },
        {
          error: 'IOException',
          strategy: {
            type: 'backoff',
            minBackoffMs: 400,
            maxBackoffMs: 3000,
            randomFactor: 0.5,
            stopChildren: true,
          },
        },
      ],
    }),
  ],
  [500, get('/huge.bin')],
  [500, get('/broken.html')],
  [
    200,
    {
      type: 'FailNext',
      participant: 'server',
      actor: filesystem,
      error: 'DiskBusy',
      times: 2,
      during: 'start',
    },
  ],
  [100, get('/style.css', 3)],
  [2500, get('/movie.xyz')],
  [700, get('/about.html')],
]
const afterTheReload: readonly (readonly [number, Action])[] = [
  [300, { type: 'FailNext', participant: 'server', actor: '/user/web-server', fault: 'returns-nothing' }],
  [100, get('/index.html', 4)],
  [800, supervise(filesystem, { rules: [] })],
  [200, get('/broken.html')],
  [1500, { type: 'Start', participant: 'server' }],
  [300, get('/index.html')],
]

async function play(cluster: ClusterPage, story: typeof afterTheReload): Promise<void> {
  await cluster.speed(20)
  await cluster.play()
  for (const [pause, action] of story) {
    await cluster.runFor(pause)
    expect(await cluster.do(action)).toMatchObject({ index: expect.any(Number) })
  }
}

test('a supervised run without a database keeps the hash of its simulation over a reload and as a file', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await page.goto('?scenario=web-server&seed=7')
  await cluster.isShown({ scenario: 'web-server' })
  await play(cluster, beforeTheReload)
  await page.reload()
  await expect(page.getByRole('status').filter({ hasText: 'Power failure at' })).toBeVisible()
  await play(cluster, afterTheReload)
  await cluster.runFor(3000)
  await cluster.pause()

  const file = await cluster.exportRun()
  const run = parseRunFile(file)
  if (isRefused(run)) throw new Error(run.refused)
  expect(run.actions.map(({ action }) => action.type)).toContain('PowerFailure')
  const simulated = simulate(run.header, { actions: run.actions, until: run.until! })
  if (isRefused(simulated)) throw new Error(simulated.refused)
  const decisions = simulated.trace.flatMap(event => (event.type === 'ActorFailed' ? [event.decision] : []))
  for (const decision of ['resume', 'backoff', 'restart', 'stop']) expect(decisions).toContain(decision)
  const hash = simulated.traceHash()
  expect(await cluster.traceHash()).toBe(hash)

  await page.evaluate(text => window.playground!.importRun(text), file)
  await expect(cluster.card('server')).toBeVisible()
  expect(await cluster.traceHash()).toBe(hash)
})

test('the dialog opens the web server scenario, and its client shows the answers', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  await page.getByRole('button', { name: 'New run' }).click()
  const dialog = page.getByRole('dialog', { name: 'New run' })
  await dialog.getByLabel('Scenario').selectOption({ label: 'A supervised web server' })
  await dialog.getByRole('button', { name: 'Begin' }).click()
  await expect(cluster.card('server')).toBeVisible()
  await page.getByRole('button', { name: 'Start a node' }).click()
  const none = page.getByRole('dialog', { name: 'Start a node' })
  await expect(none).toContainText('there is no cluster to join')
  await page.keyboard.press('Escape')
  await expect(none).toBeHidden()

  const form = await cluster.form('Get')
  for (const path of ['/index.html', '/missing.html', 'not a path', '/corrupt.html']) {
    await form.getByRole('textbox', { name: 'Path' }).fill(path)
    await form.getByRole('button', { name: 'Get' }).click()
    await expect(cluster.answerTo(`GET ${path}`).last()).toBeVisible()
  }
  await cluster.slideTo('100×')
  await expect(cluster.answerTo('GET /index.html')).toContainText('200 OK, text/html')
  await expect(cluster.answerTo('GET /missing.html')).toContainText('404 Not Found')
  await expect(cluster.answerTo('GET not a path')).toContainText('400 Bad Request')
  await expect(cluster.answerTo('GET /corrupt.html')).toContainText('500 The cache did not answer.')
})
