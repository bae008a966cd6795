import type { Locator } from '@playwright/test'
import { expect, test } from './browser.ts'
import { all, event, fact, reader, writer } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

const cache = '/user/web-server/cache'
const filesystem = '/user/web-server/filesystem'

const get = (path: string, times = 1) =>
  ({
    type: 'Tell',
    participant: 'client',
    actor: '/user/browser',
    message: { type: 'Get', path },
    ...(times === 1 ? {} : { times }),
  }) as const

test.use({ sharedPage: true })

/** Opens or closes a section, which stays as the test before left it. */
async function disclose(within: Locator, title: string, open = true): Promise<void> {
  const button = within.getByRole('button', { name: title })
  if ((await button.getAttribute('aria-expanded')) !== String(open)) await button.click()
}

/** Opens the paused web server with two pages in its cache. */
async function openWebServer(cluster: ClusterPage): Promise<void> {
  await cluster.openPaused('web-server')
  await cluster.do(get('/index.html'))
  await cluster.do(get('/about.html'))
  await cluster.reach(
    fact({ fact: 'state', node: 'server', actor: cache, contains: '"/index.html","/about.html"' }),
  )
}

test('a chosen strategy decides the next failure, and the inspector shows decision, lost message, states and history', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Cache')
  const { inspector } = cluster
  const supervision = inspector.getByRole('region', { name: 'When it fails' })
  await expect(supervision).toContainText('as written in its code')
  await expect(supervision.getByRole('list', { name: 'Supervision rules' })).toContainText('Error → resume')

  await supervision.getByRole('button', { name: 'Restart', exact: true }).click()
  await expect(supervision).toContainText('chosen by hand')
  await expect(supervision.getByRole('list', { name: 'Supervision rules' })).toContainText('Error → restart')
  await expect(supervision.getByRole('button', { name: 'Restart', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )

  const failing = inspector.getByRole('region', { name: 'Make it fail' })
  await failing.getByLabel('Make it fail with').selectOption('CorruptEntry')
  await expect(failing).toContainText(
    'CorruptEntry → restart. The actor restarts: its state and the failing message are lost',
  )
  await failing.getByRole('button', { name: 'Fail on the next message Cache' }).click()
  await expect(failing.getByRole('status')).toHaveText('It will fail at its next message.')

  await cluster.do(get('/index.html', 20))
  await cluster.reach(event('ActorRestarted', 'server', { actor: cache }))
  const last = inspector.getByRole('region', { name: 'Last failure' })
  await expect(last).toContainText('CorruptEntry')
  await expect(last).toContainText('restarted')
  await expect(last).toContainText('Find is lost.')
  await expect(last.getByRole('figure', { name: 'State before' })).toContainText('/about.html')
  await expect(last.getByRole('figure', { name: 'State after' })).toContainText('"entries": []')
  await expect(last.getByRole('figure', { name: 'State before' })).toContainText('gone:')
  await expect(failing.getByRole('status')).toHaveCount(0)
  await expect(inspector).toContainText('Restarts1')

  await inspector.getByRole('button', { name: 'All failures' }).click()
  const history = inspector.getByRole('list', { name: 'All failures' })
  await expect(history.getByRole('listitem')).toHaveCount(1)
  await expect(history).toContainText('Handled by Error → restart.')
  await history.getByRole('button').click()
  await expect(inspector.getByRole('heading', { name: 'Why?' })).toBeVisible()
  await expect(inspector).toContainText('You did this: Make')
  await inspector.getByRole('button', { name: 'Back' }).click()

  await supervision.getByRole('button', { name: 'As in code' }).click()
  await expect(supervision).toContainText('as written in its code')
  await expect(supervision.getByRole('list', { name: 'Supervision rules' })).toContainText('Error → resume')
})

test('a stopped actor refuses a new strategy and says why', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Cache')
  const { inspector } = cluster
  await inspector.getByRole('button', { name: 'Stop', exact: true }).click()
  await inspector.getByRole('button', { name: 'Fail on the next message Cache' }).click()
  await cluster.do(get('/index.html'))
  await cluster.reach(event('ActorStopped', 'server', { actor: cache }))
  await expect(inspector.getByRole('region', { name: 'Last failure' })).toContainText('stopped')
  await expect(inspector.getByRole('button', { name: 'Resume', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expect(inspector.getByRole('region', { name: 'When it fails' })).toContainText(
    'This actor has stopped.',
  )
})

test('a rule with an invalid number is refused in one sentence at its field', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'File system')
  const { inspector } = cluster
  await inspector.getByRole('button', { name: 'By error class' }).click()
  const supervision = inspector.getByRole('region', { name: 'When it fails' })
  const inForce = supervision.getByRole('list', { name: 'Supervision rules' }).getByRole('listitem')
  await expect(inForce).toHaveText([/IOException → resume/, /Error → restart/])
  const failing = inspector.getByRole('region', { name: 'Make it fail' })
  await expect(failing).toContainText('IOException → resume. The actor continues with its state.')
  await failing.getByLabel('Make it fail with').selectOption('DiskBusy')
  await expect(failing).toContainText('DiskBusy → restart. The actor restarts')

  await disclose(supervision, 'Rules and numbers')
  const form = supervision.getByRole('form', { name: 'Rules and numbers' })
  const second = form.getByRole('group', { name: 'Rule 2', exact: true })
  await second.getByLabel('Decision').selectOption('Back off')
  await second.getByLabel('First delay (s)').fill('-1')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(cluster.alert).toHaveText(
    'First delay (s) must be from 1 ms to 1000000 s, in whole milliseconds.',
  )
  await expect(second.getByLabel('First delay (s)')).toHaveAttribute('aria-invalid', 'true')
  await second.getByLabel('First delay (s)').fill('4')
  await second.getByLabel('Longest delay (s)').fill('2')
  await expect(cluster.alert).toHaveText(
    'Longest delay (s) must be at least as long as the shortest backoff, 4 s.',
  )
  await second.getByLabel('Longest delay (s)').fill('20')
  await second.getByLabel('Random factor').fill('0')
  await second.getByLabel('Most restarts').fill('1.5')
  await expect(cluster.alert).toHaveText('Most restarts must be a whole number from 0 to 1000.')
  await second.getByLabel('Most restarts').fill('')
  await form.getByRole('button', { name: 'Rule 2: move up' }).click()
  await expect(
    form.getByRole('group', { name: 'Rule 1', exact: true }).getByLabel('Error class'),
  ).toHaveValue('Error')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(inForce).toHaveText([/Error → restart after 4 to 20 s/, /IOException → resumeNever used/])

  await form.getByRole('button', { name: 'Rule 2: remove' }).click()
  await form.getByRole('button', { name: 'Add a rule' }).click()
  await form.getByRole('group', { name: 'Rule 2', exact: true }).getByLabel('Error class').fill('Error')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(cluster.alert).toHaveText(
    'Error class repeats the class of rule 1. Keep one rule for each class.',
  )
  await form.getByRole('group', { name: 'Rule 2', exact: true }).getByLabel('Error class').fill(' ')
  await expect(cluster.alert).toHaveText(
    'Error class must be the name of a class, such as IOException or Error.',
  )
  await form.getByRole('button', { name: 'Rule 2: remove' }).click()
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(inForce).toHaveText([/Error → restart after 4 to 20 s/])

  await failing.getByRole('button', { name: 'Fail on the next message File system' }).click()
  await cluster.do(get('/style.css'))
  await cluster.reach(event('ActorBackingOff', 'server', { actor: filesystem }))
  await expect(inspector).toContainText('Restarts at')
  await cluster.reach(event('ActorRestarted', 'server', { actor: filesystem }))
  await expect(inspector.getByRole('region', { name: 'Last failure' })).toContainText(
    'restarted after a delay',
  )
})

test('a restart can keep or stop the children, and the inspector names mistakes in the choice', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Web server')
  const { inspector } = cluster
  await disclose(inspector, 'Rules and numbers', false)
  await inspector.getByRole('button', { name: 'Restart', exact: true }).click()
  const children = inspector.getByRole('group', { name: 'Children' })
  const spawned = inspector.getByRole('group', { name: 'Spawned' })
  const stopped = children.getByRole('button', { name: 'stopped' })
  await stopped.click()
  await expect(stopped).toHaveAttribute('aria-pressed', 'true')
  await spawned.getByRole('button', { name: 'at each restart' }).click()
  await expect(inspector).toContainText('A restart stops the children, and setup spawns new ones.')
  await inspector.getByRole('button', { name: 'Fail on the next message Web server' }).click()
  await cluster.do(get('/index.html'))
  await cluster.reach(
    all(
      event('ActorStopped', 'server', { actor: cache }),
      event('ActorRestarted', 'server', { actor: '/user/web-server' }),
    ),
  )
  await children.getByRole('button', { name: 'kept' }).click()
  await expect(inspector).toContainText('Careful: setup spawns children whose names are still in use')
})

test('an actor can throw a text or return nothing, and invalid counts are refused', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'File system')
  const failing = cluster.inspector.getByRole('region', { name: 'Make it fail' })
  await disclose(failing, 'Other ways to fail')
  await failing.getByLabel('Kind of failure').selectOption('overflows the stack')
  await expect(failing).toContainText('No supervisor may handle a stack overflow')
  await failing.getByLabel('Kind of failure').selectOption('returns nothing')
  await failing.getByLabel('Times').fill('0')
  await failing.getByRole('button', { name: /^Fail on the next message/ }).click()
  await expect(cluster.alert).toHaveText('Times must be at least 1.')
  await failing.getByLabel('Times').fill('2')
  await failing.getByRole('button', { name: /^Fail on the next message/ }).click()
  await expect(failing.getByRole('status')).toHaveText('It will fail 2 more times.')
  await cluster.do(get('/style.css'))
  await cluster.reach(event('ActorFailed', 'server', { actor: filesystem, decision: 'restart' }))
  await expect(failing.getByRole('status')).toHaveText('It will fail at its next message.')

  await failing.getByLabel('Kind of failure').selectOption('throws an error')
  await failing.getByLabel('Make it fail with').selectOption('another class…')
  await failing.getByRole('button', { name: /^Fail on the next message/ }).click()
  await expect(cluster.alert).toHaveText(
    'Error class must be the name of a class, such as IOException or Error.',
  )
})

test('a stack overflow ends its node, and the node can start again', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Cache')
  const failing = cluster.inspector.getByRole('region', { name: 'Make it fail' })
  await disclose(failing, 'Other ways to fail')
  await failing.getByLabel('Kind of failure').selectOption('overflows the stack')
  await failing.getByRole('button', { name: /^Fail on the next message/ }).click()
  await cluster.do(get('/index.html'))
  await cluster.reach(fact({ fact: 'running', participant: 'server', running: false }))
  await cluster.inspect('server')
  await expect(cluster.inspector).toContainText('Failed and stopped at')
  await cluster.act('Start again', 'server').click()
  await cluster.reach(fact({ fact: 'running', participant: 'server', running: true }))
})

test('an actor that never returns ends its node, and the node names the actor and the message', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Cache')
  const failing = cluster.inspector.getByRole('region', { name: 'Make it fail' })
  await disclose(failing, 'Other ways to fail')
  await failing.getByLabel('Kind of failure').selectOption('never returns')
  await expect(failing).toContainText('until the watchdog ends its worker')
  await failing.getByRole('button', { name: /^Fail on the next message/ }).click()
  await cluster.do(get('/index.html'))
  await cluster.reach(fact({ fact: 'running', participant: 'server', running: false }))
  await cluster.inspect('server')
  await expect(cluster.inspector).toContainText('The watchdog ended its worker while Cache handled Find.')
})

test('the text view says who decides, what failed and what followed', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await page.keyboard.press('Alt+5')
  const words = page.getByRole('tabpanel', { name: 'Text' })
  const line = words.getByRole('treeitem', { name: /^File system:/ })
  await expect(line).toContainText('supervision: restart')
  await line.click()
  await cluster.inspector.getByRole('button', { name: /^Fail on the next message/ }).click()
  await cluster.do(get('/style.css'))
  await cluster.reach(event('ActorRestarted', 'server', { actor: filesystem }))
  await expect(line).toContainText('restarted once')
  await expect(words).toContainText(/File system on server fails with IOException/)
})

test('a burst is answered in groups, and an invalid number is refused', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.tab('Send').click()
  const form = page.getByRole('form', { name: 'Get' })
  await form
    .getByRole('list', { name: 'Examples for Path' })
    .getByRole('button', { name: '/style.css' })
    .click()
  await expect(form.getByRole('textbox', { name: 'Path' })).toHaveValue('/style.css')
  await form.getByLabel('Messages in a burst').fill('1001')
  await form.getByRole('button', { name: /^Send ×/ }).click()
  await expect(cluster.alert).toHaveText('Messages in a burst must be at most 1000.')
  await form.getByLabel('Messages in a burst').fill('15')
  await form.getByRole('button', { name: 'Send ×15' }).click()
  await cluster.reach(
    fact({
      fact: 'state',
      node: 'client',
      actor: '/user/browser',
      contains: '"reply":{"type":"Ok","mimeType":"text/css"}',
    }),
  )
  await cluster.runUntil((await cluster.now()) + 5000)
  await expect(cluster.answerTo('GET /style.css')).toContainText('×15')
  await expect(cluster.answerTo('GET /style.css')).toContainText('200 OK, text/css ×15')
})

test('the inspector shows the actor’s source with the handler that ran last', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'File system')
  await cluster.inspector.getByRole('button', { name: /^Source/ }).click()
  const source = cluster.inspector.getByRole('region', { name: 'Source of web-server/filesystem.ts' })
  await expect(source).toContainText('export const create')
  await expect(cluster.inspector).toContainText('Last handled: FsFind')
  await expect(source.locator('[aria-current]').first()).toBeInViewport()
  await cluster.inspector.getByRole('button', { name: 'Enlarge' }).click()
  const large = page.getByRole('dialog', { name: 'Source of web-server/filesystem.ts' })
  await expect(large.locator('[aria-current]').first()).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(large).toBeHidden()
})

test('writer, reader and proxy of cqrs fail and are supervised as chosen', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openWithWrite()
  const { inspector } = cluster
  const failNext = async () => {
    await inspector.getByRole('button', { name: /^Fail on the next message/ }).click()
    await expect(inspector.getByRole('region', { name: 'Make it fail' }).getByRole('status')).toHaveText(
      'It will fail at its next message.',
    )
  }

  await test.step('the writer backs off, and recovers', async () => {
    await cluster.inspectActor('node-1', 'Writer')
    await inspector.getByRole('button', { name: 'Back off' }).click()
    await failNext()
    await cluster.write('hoge', 'piyo')
    await cluster.reach(event('ActorBackingOff', 'node-1', { actor: writer }))
    await cluster.reach(event('RecoveryCompleted', 'node-1', { actor: writer, sequenceNr: 1 }))
    await cluster.tab('Inspect').click()
    await expect(inspector.getByRole('region', { name: 'Last failure' })).toContainText(
      'restarted after a delay',
    )
  })

  await test.step('a reader, unsupervised by its code, is resumed and keeps its copy', async () => {
    await cluster.inspectActor('node-3', 'Reader')
    await expect(inspector).toContainText('No supervisor: a failure stops the actor.')
    await inspector.getByRole('button', { name: 'Resume', exact: true }).click()
    await failNext()
    await cluster.write('neko', 'nya')
    await cluster.reach(event('ActorFailed', 'node-3', { actor: reader, decision: 'resume' }))
    await cluster.tab('Inspect').click()
    await expect(inspector.getByRole('region', { name: 'Last failure' })).toContainText('resumed')
  })

  await test.step('the proxy is restarted', async () => {
    await cluster.inspectActor('node-1', 'Singleton proxy')
    await inspector.getByRole('button', { name: 'Restart', exact: true }).click()
    await failNext()
    await cluster.write('saru', 'uki')
    await cluster.reach(event('ActorRestarted', 'node-1', { actor: '/user/masterProxy' }))
    await cluster.tab('Inspect').click()
    await expect(inspector.getByRole('region', { name: 'Last failure' })).toContainText('restarted')
  })
})

test('the dead letters are counted and listed with their reasons', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await page.keyboard.press('Alt+9')
  const { inspector } = cluster
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('Dead letters')
  await expect(inspector).toContainText('None. Every message has reached its actor.')

  await cluster.do({
    type: 'Supervise',
    participant: 'server',
    actor: cache,
    supervision: { rules: [{ error: 'Error', strategy: { type: 'stop' } }] },
  })
  await cluster.do({ type: 'FailNext', participant: 'server', actor: cache })
  await cluster.do(get('/index.html', 5))
  await cluster.reach(event('DeadLetter', 'server', { label: 'Find' }))
  const letters = inspector.getByRole('list', { name: 'Dead letters' }).getByRole('button')
  await expect(letters.filter({ hasText: 'Find' }).first()).toContainText('Cache')
  await expect(inspector).toContainText(/\d+ messages? ha(s|ve) not reached an actor\./)
  await cluster.runUntil((await cluster.now()) + 2000)
  await expect(letters.filter({ hasText: /Find ×[2-9]/ }), 'alike in a row are one line').not.toHaveCount(0)
  await letters.filter({ hasText: 'Find' }).first().click()
  await expect(inspector.getByRole('heading', { name: 'Why?' })).toBeVisible()
})

test('the top bar names the scenario and opens another one', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('cqrs')
  await page.getByRole('button', { name: 'Scenario: Event sourcing + CQRS. Choose another' }).click()
  const dialog = page.getByRole('dialog', { name: 'Scenarios' })
  await dialog.getByRole('button', { name: /^A supervised web server/ }).click()
  await expect(cluster.card('server')).toBeVisible()
  await expect(page).toHaveURL(/scenario=web-server/)
})
