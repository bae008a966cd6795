import { expect, test } from './browser.ts'
import { all, allUp, event, everyNode, fact, found, has, singletonOn, stored, writer } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

test.use({ sharedPage: true })

test('killing the writer’s node moves the writer with all stored events and waiting writes', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openWithWrite()

  await cluster.doTo('node-1', 'Kill')
  const killed = await cluster.now()
  await expect(cluster.card('node-1')).toContainText('Crashed')
  await cluster.reach(event('MemberUnreachable', 'node-2', { member: '*node-1*' }))
  await expect(cluster.card('node-1')).toContainText(/unreachable from \d of 3/)
  await cluster.reach(event('SingletonIdentified', 'node-2', { singleton: null }))
  await cluster.write('hoge', 'piyo')
  await expect(cluster.answerTo('Write hoge = piyo')).toContainText('on its way')
  const answeredAt = await cluster.reach(all(singletonOn('node-2'), stored(2)))
  expect(answeredAt - killed).toBeLessThan(15_000)
  await expect(cluster.answerTo('Write hoge = piyo')).toContainText('stored as event 2')
  await expect(cluster.card('node-1')).toContainText('The others have removed it.')

  await cluster
    .card('node-2')
    .getByRole('button', { name: /^Writer/ })
    .click()
  await expect(cluster.inspector).toContainText('Last event2')
  await expect(cluster.inspector).toContainText('"hoge": "piyo"')

  await cluster.doTo('node-1', 'Start again')
  await cluster.reach(allUp())
  await expect(cluster.card('node-1')).toContainText('incarnation 2')
  await expect(cluster.card('node-1').getByRole('button', { name: /^Writer/ })).toHaveCount(0)

  await page.getByRole('button', { name: 'Start a node' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start node-5' })
  await dialog.getByRole('radio', { name: /^read/ }).check()
  await dialog.getByRole('button', { name: 'Start node-5' }).click()
  await cluster.reach(all(allUp([...everyNode, 'node-5']), has('node-5', '/user/read', 'hoge', 'piyo')))
  await expect(cluster.status('node-5', 'Up')).toBeVisible()
})

test('acknowledged writes survive a failing writer, a leaving node and a database crash', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openWithWrite()

  await test.step('the writer fails on its next command', async () => {
    await cluster.doTo('node-1', 'Fail on the next message')
    await cluster.write('neko', 'nya')
    await cluster.reach(
      all(
        event('ActorRestarted', 'node-1', { actor: writer }),
        event('RecoveryCompleted', 'node-1', { actor: writer }),
      ),
    )
    await cluster
      .card('node-1')
      .getByRole('button', { name: /^Writer/ })
      .click()
    await expect(cluster.inspector).toContainText('Restarts1')
    await expect(cluster.inspector).toContainText('Last failure')
    for (const id of everyNode) await expect(cluster.status(id, 'Up')).toBeVisible()
    await cluster.write('neko', 'wan')
    await cluster.reach(stored(2))
    expect(await cluster.check({ type: 'never', what: { event: 'MemberUnreachable' } })).not.toBe('false')
  })

  await test.step('the writer’s node leaves', async () => {
    await cluster.doTo('node-1', 'Leave')
    const asked = await cluster.now()
    await cluster.write('saru', 'uki')
    const handedOver = await cluster.reach(
      all(event('RecoveryCompleted', 'node-2', { actor: writer }), singletonOn('node-2')),
    )
    expect(handedOver - asked, 'no timeout was waited for').toBeLessThan(6000)
    await cluster.reach(all(stored(3), fact({ fact: 'running', participant: 'node-1', running: false })))
    await expect(cluster.card('node-1')).toContainText('Left the cluster and stopped.')
    await expect(cluster.answerTo('Write saru = uki')).toContainText('stored as event 3')
  })

  await test.step('the database crashes and starts again', async () => {
    await cluster.doTo('database', 'Kill')
    await expect(cluster.card('database')).toContainText('Crashed')
    await cluster.write('tori', 'pi')
    await cluster.runUntil((await cluster.now()) + 3000)
    await expect(cluster.answerTo('Write tori = pi')).not.toContainText('stored')
    await cluster.doTo('database', 'Start again')
    await cluster.reach(event('RecoveryCompleted', 'node-2', { actor: writer }))
    await cluster.write('inu', 'wan')
    await cluster.reach(all(stored(4), has('node-2', writer, 'inu', 'wan')))
    for (const [key, value] of [
      ['hoge', 'fuga'],
      ['neko', 'wan'],
      ['saru', 'uki'],
      ['inu', 'wan'],
    ] as const) {
      expect(await cluster.check(has('node-2', writer, key, value))).toBe('true')
    }
    await cluster.get('saru')
    await cluster.reach(found('uki'))
  })
})
