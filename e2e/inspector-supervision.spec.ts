import { expect, test } from './browser.ts'
import { all, event, fact, reader, ready, stored, writer } from './checks.ts'
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

/** The supervised web server, standing still, with two pages in its cache. */
async function openWebServer(cluster: ClusterPage): Promise<void> {
  await cluster.page.goto('?scenario=web-server&seed=7')
  await expect(cluster.card('server')).toBeVisible()
  await cluster.pause()
  await cluster.do(get('/index.html'))
  await cluster.do(get('/about.html'))
  await cluster.reach(
    fact({ fact: 'state', node: 'server', actor: cache, contains: '"/index.html","/about.html"' }),
  )
}

test('a strategy is chosen, the actor fails: decision, lost message, state before and after, history and reason', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Cache')
  const { inspector } = cluster
  const supervision = inspector.getByRole('region', { name: 'When it fails' })
  await expect(supervision).toContainText('as its code says')
  await expect(supervision.getByRole('list', { name: 'Who decides' })).toContainText('Error → resume')

  await supervision.getByRole('button', { name: 'Restart', exact: true }).click()
  await expect(supervision).toContainText('chosen by hand')
  await expect(supervision.getByRole('list', { name: 'Who decides' })).toContainText('Error → restart')
  await expect(supervision.getByRole('button', { name: 'Restart', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )

  const failing = inspector.getByRole('region', { name: 'Make it fail' })
  await failing.getByLabel('Make it fail with').selectOption('CorruptEntry')
  await expect(failing).toContainText('CorruptEntry → restart. It begins anew: state gone, mailbox kept')
  await failing.getByRole('button', { name: 'Fail next message cache' }).click()
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
  await expect(history).toContainText('Decided by Error → restart.')
  await history.getByRole('button').click()
  await expect(inspector.getByRole('heading', { name: 'Why?' })).toBeVisible()
  await expect(inspector).toContainText('Somebody did this')
  await inspector.getByRole('button', { name: 'Back' }).click()

  await supervision.getByRole('button', { name: 'As coded' }).click()
  await expect(supervision).toContainText('as its code says')
  await expect(supervision.getByRole('list', { name: 'Who decides' })).toContainText('Error → resume')
})

test('stopped by its supervisor, an actor cannot be changed any more, and says why', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Cache')
  const { inspector } = cluster
  await inspector.getByRole('button', { name: 'Stop', exact: true }).click()
  await inspector.getByRole('button', { name: 'Fail next message cache' }).click()
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

test('rules by error class, with numbers; what is wrong is said in one sentence at its field', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'File system')
  const { inspector } = cluster
  await inspector.getByRole('button', { name: 'By error class' }).click()
  const supervision = inspector.getByRole('region', { name: 'When it fails' })
  const inForce = supervision.getByRole('list', { name: 'Who decides' }).getByRole('listitem')
  await expect(inForce).toHaveText([/IOException → resume/, /Error → restart/])
  const failing = inspector.getByRole('region', { name: 'Make it fail' })
  await expect(failing).toContainText('IOException → resume. It goes on with its state.')
  await failing.getByLabel('Make it fail with').selectOption('DiskBusy')
  await expect(failing).toContainText('DiskBusy → restart. It begins anew')

  await supervision.getByRole('button', { name: 'Rules and numbers' }).click()
  const form = supervision.getByRole('form', { name: 'Rules and numbers' })
  const second = form.getByRole('group', { name: 'Rule 2', exact: true })
  await second.getByLabel('Decision').selectOption('Back off')
  await second.getByLabel('First pause, s').fill('-1')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(cluster.alert).toHaveText('The first pause is a time above 0, at most 3,600 seconds.')
  await expect(second.getByLabel('First pause, s')).toHaveAttribute('aria-invalid', 'true')
  await second.getByLabel('First pause, s').fill('4')
  await second.getByLabel('Longest pause, s').fill('2')
  await expect(cluster.alert).toHaveText(
    'The longest pause is shorter than the first: make it at least as long.',
  )
  await second.getByLabel('Longest pause, s').fill('20')
  await second.getByLabel('Random factor').fill('0')
  await second.getByLabel('At most').fill('1.5')
  await expect(cluster.alert).toContainText('Leave it empty for no limit')
  await second.getByLabel('At most').fill('')
  await form.getByRole('button', { name: 'Rule 2: ask earlier' }).click()
  await expect(
    form.getByRole('group', { name: 'Rule 1', exact: true }).getByLabel('Error class'),
  ).toHaveValue('Error')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(inForce).toHaveText([/Error → restart after 4 to 20 s/, /IOException → resumeNever asked/])

  await form.getByRole('button', { name: 'Rule 2: remove' }).click()
  await form.getByRole('button', { name: 'Add a rule' }).click()
  await form.getByRole('group', { name: 'Rule 2', exact: true }).getByLabel('Error class').fill('Error')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(cluster.alert).toHaveText('Error has a rule already: the second would never be asked.')
  await form.getByRole('group', { name: 'Rule 2', exact: true }).getByLabel('Error class').fill(' ')
  await expect(cluster.alert).toContainText('Name the class of errors')
  await form.getByRole('button', { name: 'Rule 2: remove' }).click()
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(inForce).toHaveText([/Error → restart after 4 to 20 s/])

  await failing.getByRole('button', { name: 'Fail next message filesystem' }).click()
  await cluster.do(get('/style.css'))
  await cluster.reach(event('ActorBackingOff', 'server', { actor: filesystem }))
  await expect(inspector).toContainText('Pauses until')
  await cluster.reach(event('ActorRestarted', 'server', { actor: filesystem }))
  await expect(inspector.getByRole('region', { name: 'Last failure' })).toContainText(
    'restarted after a pause',
  )
})

test('what a restart does to the children is chosen too, and the mistakes are named', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Web server')
  const { inspector } = cluster
  await inspector.getByRole('button', { name: 'Restart', exact: true }).click()
  const children = inspector.getByRole('group', { name: 'Children' })
  const spawned = inspector.getByRole('group', { name: 'Spawned' })
  const stopped = children.getByRole('button', { name: 'stopped' })
  await stopped.click()
  await expect(stopped).toHaveAttribute('aria-pressed', 'true')
  await spawned.getByRole('button', { name: 'at each restart' }).click()
  await expect(inspector).toContainText('A restart stops the children, and setup spawns new ones.')
  await inspector.getByRole('button', { name: 'Fail next message web-server' }).click()
  await cluster.do(get('/index.html'))
  await cluster.reach(
    all(
      event('ActorStopped', 'server', { actor: cache }),
      event('ActorRestarted', 'server', { actor: '/user/web-server' }),
    ),
  )
  await children.getByRole('button', { name: 'kept' }).click()
  await expect(inspector).toContainText('Careful: setup spawns children whose names are still taken')
})

test('other ways to fail: a text is thrown, nothing is returned, and bad numbers are refused', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'File system')
  const failing = cluster.inspector.getByRole('region', { name: 'Make it fail' })
  await failing.getByRole('button', { name: 'Other ways to fail' }).click()
  await failing.getByLabel('What goes wrong').selectOption('overflows the stack')
  await expect(failing).toContainText('Nobody may catch this one')
  await failing.getByLabel('What goes wrong').selectOption('returns nothing')
  await failing.getByLabel('Times').fill('0')
  await failing.getByRole('button', { name: /^Fail next message/ }).click()
  await expect(cluster.alert).toHaveText('Times is a whole number from 1 to 1,000.')
  await failing.getByLabel('Times').fill('2')
  await failing.getByRole('button', { name: /^Fail next message/ }).click()
  await expect(failing.getByRole('status')).toHaveText('It will fail 2 more times.')
  await cluster.do(get('/style.css'))
  await cluster.reach(event('ActorFailed', 'server', { actor: filesystem, decision: 'restart' }))
  await expect(failing.getByRole('status')).toHaveText('It will fail at its next message.')

  await failing.getByLabel('What goes wrong').selectOption('throws an error')
  await failing.getByLabel('Make it fail with').selectOption('another…')
  await failing.getByRole('button', { name: /^Fail next message/ }).click()
  await expect(cluster.alert).toHaveText('Name the class of the error, for example DiskFull.')
})

test('a stack overflow is nobody’s to catch: the node ends, and starts again', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Cache')
  const failing = cluster.inspector.getByRole('region', { name: 'Make it fail' })
  await failing.getByRole('button', { name: 'Other ways to fail' }).click()
  await failing.getByLabel('What goes wrong').selectOption('overflows the stack')
  await failing.getByRole('button', { name: /^Fail next message/ }).click()
  await cluster.do(get('/index.html'))
  await cluster.reach(fact({ fact: 'running', participant: 'server', running: false }))
  await cluster.inspect('server')
  await expect(cluster.inspector).toContainText('Failed and stopped at')
  await cluster.act('Start again', 'server').click()
  await cluster.reach(fact({ fact: 'running', participant: 'server', running: true }))
})

test('an actor that never returns is ended with its node, which says who it was and what it handled', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'Cache')
  const failing = cluster.inspector.getByRole('region', { name: 'Make it fail' })
  await failing.getByRole('button', { name: 'Other ways to fail' }).click()
  await failing.getByLabel('What goes wrong').selectOption('never returns')
  await expect(failing).toContainText('until the watchdog ends the whole worker')
  await failing.getByRole('button', { name: /^Fail next message/ }).click()
  await cluster.do(get('/index.html'))
  await cluster.reach(fact({ fact: 'running', participant: 'server', running: false }))
  await cluster.inspect('server')
  await expect(cluster.inspector).toContainText(`The watchdog ended it while ${cache} handled Find.`)
})

test('all of it is told in words too: who decides, what failed, and what came of it', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await page.keyboard.press('Alt+5')
  const words = page.getByRole('tabpanel', { name: 'Text' })
  const line = words.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'File system' }) })
  await expect(line.last()).toContainText('at a failure: restart')
  await line.last().getByRole('button', { name: 'File system' }).click()
  await cluster.inspector.getByRole('button', { name: /^Fail next message/ }).click()
  await cluster.do(get('/style.css'))
  await cluster.reach(event('ActorRestarted', 'server', { actor: filesystem }))
  await expect(line.last()).toContainText('restarted once')
  await expect(words).toContainText(/server\/user\/web-server\/filesystem fails with IOException/)
  await expect(page.getByRole('status', { name: 'What changed' })).toContainText('restarts')
})

test('a burst is sent, counted and answered in groups; a bad number is refused', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.tab('Send').click()
  const form = page.getByRole('form', { name: 'Get' })
  await form
    .getByRole('list', { name: 'Examples for Path' })
    .getByRole('button', { name: '/style.css' })
    .click()
  await expect(form.getByRole('textbox', { name: 'Path' })).toHaveValue('/style.css')
  await form.getByLabel('In a burst of').fill('1001')
  await form.getByRole('button', { name: /^Send ×/ }).click()
  await expect(cluster.alert).toHaveText('A burst is a whole number from 1 to 1,000.')
  await form.getByLabel('In a burst of').fill('15')
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

test('the source is shown with the handler that ran last, and other actors have other files', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await cluster.inspectActor('server', 'File system')
  await cluster.inspector.getByRole('button', { name: /^Source/ }).click()
  const source = cluster.inspector.getByRole('region', { name: 'Source of web-server/filesystem.ts' })
  await expect(source).toContainText('export const create')
  await expect(cluster.inspector).toContainText('FsFind ran last')
  await expect(source.locator('[aria-current]').first()).toBeInViewport()
  await cluster.inspector.getByRole('button', { name: 'Enlarge' }).click()
  const large = page.getByRole('dialog', { name: 'Source of web-server/filesystem.ts' })
  await expect(large.locator('[aria-current]').first()).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(large).toBeHidden()
})

test('in the other scenario too: the writer, a reader and the proxy fail as a person decides', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  await cluster.reach(ready)
  await cluster.write('hoge', 'fuga')
  await cluster.reach(stored(1))
  const { inspector } = cluster

  await test.step('the writer backs off, and recovers', async () => {
    await cluster.inspectActor('node-1', 'Writer')
    await inspector.getByRole('button', { name: 'Back off' }).click()
    await inspector.getByRole('button', { name: /^Fail next message/ }).click()
    await cluster.write('hoge', 'piyo')
    await cluster.reach(event('ActorBackingOff', 'node-1', { actor: writer }))
    await cluster.reach(event('RecoveryCompleted', 'node-1', { actor: writer, sequenceNr: 1 }))
    await cluster.tab('Inspect').click()
    await expect(inspector.getByRole('region', { name: 'Last failure' })).toContainText(
      'restarted after a pause',
    )
  })

  await test.step('a reader, unsupervised by its code, is resumed and keeps its copy', async () => {
    await cluster.inspectActor('node-3', 'Reader')
    await expect(inspector).toContainText('Nobody decides: a failure stops it.')
    await inspector.getByRole('button', { name: 'Resume', exact: true }).click()
    await inspector.getByRole('button', { name: /^Fail next message/ }).click()
    await cluster.write('neko', 'nya')
    await cluster.reach(event('ActorFailed', 'node-3', { actor: reader, decision: 'resume' }))
    await cluster.tab('Inspect').click()
    await expect(inspector.getByRole('region', { name: 'Last failure' })).toContainText('resumed')
  })

  await test.step('the proxy is restarted', async () => {
    await cluster.inspectActor('node-1', 'Singleton proxy')
    await inspector.getByRole('button', { name: 'Restart', exact: true }).click()
    await inspector.getByRole('button', { name: /^Fail next message/ }).click()
    await cluster.write('saru', 'uki')
    await cluster.reach(event('ActorRestarted', 'node-1', { actor: '/user/masterProxy' }))
    await cluster.tab('Inspect').click()
    await expect(inspector.getByRole('region', { name: 'Last failure' })).toContainText('restarted')
  })
})

test('dead letters are counted and read, each with its reason', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await openWebServer(cluster)
  await page.keyboard.press('Alt+9')
  const { inspector } = cluster
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('Dead letters')
  await expect(inspector).toContainText('None. Every message has found its actor.')

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
  await expect(letters.filter({ hasText: 'Find' }).first()).toContainText(cache)
  await expect(inspector).toContainText(/\d+ messages? ha(s|ve) reached nobody\./)
  await cluster.runUntil((await cluster.now()) + 2000)
  await expect(letters.filter({ hasText: /Find ×[2-9]/ }), 'alike in a row are one line').not.toHaveCount(0)
  await letters.filter({ hasText: 'Find' }).first().click()
  await expect(inspector.getByRole('heading', { name: 'Why?' })).toBeVisible()
})

test('the scenario is named in the bar, and another one begins from there', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  await page.getByRole('button', { name: 'Scenario: Event sourcing + CQRS. Choose another' }).click()
  const dialog = page.getByRole('dialog', { name: 'Scenarios' })
  await dialog.getByRole('button', { name: /^A supervised web server/ }).click()
  await expect(cluster.card('server')).toBeVisible()
  await expect(page).toHaveURL(/scenario=web-server/)
})
