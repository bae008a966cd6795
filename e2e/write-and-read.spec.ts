import { expect, test } from './browser.ts'
import { all, found, has, notFound, reader, snapshotSaved, stored, writer } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

/** The sentence of each hop in the event list, and the search text that finds it. */
const hops: readonly (readonly [string, RegExp])[] = [
  ['Cluster client on client sends Send to', /Client receptionist on node-/],
  ['sends Write to Singleton proxy', /Pub-sub mediator on node-\d/],
  ['sends Write to Writer', /Singleton proxy on node-/],
  ['sends WriteMessages to Journal on database', /Writer on node-1/],
  ['Writer on node-1 persists event 1', /node-1/],
  ['publishes Updated on “read” to 2 nodes', /node-1/],
  ['Reader on node-3 handles Updated', /node-3/],
  ['Reader on node-4 handles Updated', /node-4/],
  ['sends WriteAck to a waiting ask on client', /Response tunnel on node-\d/],
  ['Client on client handles WriteAck', /client/],
  ['sends Get to Reader', /on node-[34]/],
  ['sends GetReply to', /Reader on node-[34]/],
  ['Client on client handles GetReply', /client/],
  ['Writer on node-1 saves a snapshot at event 1', /node-1/],
  ['Writer on node-1 deletes its events up to 1', /node-1/],
]

test('a write reaches the writer and a read comes from a reader, with every hop in the event list', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()

  await cluster.write('hoge', 'fuga')
  await cluster.reach(
    all(
      stored(1),
      has('node-1', writer, 'hoge', 'fuga'),
      has('node-3', reader, 'hoge', 'fuga'),
      has('node-4', reader, 'hoge', 'fuga'),
    ),
  )
  await expect(cluster.answerTo('Write hoge = fuga')).toContainText('stored as event 1')
  await expect(cluster.card('database')).toContainText('1 event')

  await cluster.get('hoge')
  await cluster.reach(found('fuga'))
  await expect(cluster.answerTo('Get hoge')).toContainText(/fuga \(node-[34]\)/)
  await cluster.get('nowhere')
  await cluster.reach(notFound)
  await expect(cluster.answerTo('Get nowhere')).toContainText(/Not found \(node-[34]\)/)

  await cluster.saveSnapshot()
  await cluster.reach(snapshotSaved(1))
  await expect(cluster.answerTo('Save snapshot')).toContainText('snapshot at event 1')
  await expect(cluster.card('database')).toContainText('0 events, 1 snapshot')

  await page.keyboard.press('Alt+j')
  const journal = page.getByRole('listbox', { name: 'Events of cluster_persistent' }).getByRole('option')
  await expect(journal).toHaveText([/Events up to 1 are deleted/, /Snapshot: the state after event 1/])
  await cluster.write('neko', 'nya')
  await cluster.reach(stored(2))
  await expect(journal.last()).toContainText('Written')
  await journal.last().click()
  const detail = page.getByRole('tabpanel', { name: 'Journal' })
  await expect(detail).toContainText('State after event 2')
  await expect(detail.getByText('"neko": "nya"')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Go to now' }).first()).toBeEnabled()
  await page.keyboard.press('Home')
  await expect(journal).toHaveCount(3)

  await cluster.tab('Events').click()
  const events = page.getByRole('listbox', { name: 'Events, in order' })
  const search = page.getByRole('searchbox', { name: 'Find in events' })
  for (const [words, place] of hops) {
    await search.fill(words)
    const hop = events.getByRole('option').filter({ hasText: words }).filter({ hasText: place })
    await expect(hop.first(), words).toBeVisible()
  }

  await cluster.tab('Log').click()
  const log = page.getByRole('listbox', { name: 'Log lines, in order' })
  const of = (node: string) => page.getByRole('button', { name: node, exact: true, pressed: false })
  await page.getByRole('toolbar', { name: 'Log of' }).locator(of('node-1')).click()
  for (const line of [
    'Write node update',
    'Map(hoge -> fuga)',
    'Publish event:Write(hoge,fuga)',
    'Request save snapshot.',
    'Snapshot saved : 1',
  ]) {
    await expect(log.getByRole('option').filter({ hasText: line }).first()).toBeVisible()
  }
  await page.getByRole('toolbar', { name: 'Log of' }).locator(of('node-3')).click()
  await expect(log.getByRole('option').filter({ hasText: 'Subscribe event read node update' })).toBeVisible()
  await expect(log.getByRole('option').filter({ hasText: 'Write node update' })).toHaveCount(0)

  const { contact } = (await cluster.view()).participants.client!
  const node = /node-\d/.exec(contact ?? '')![0]
  await cluster.inspect(node)
  await expect(cluster.inspector).toContainText('ClientSystem@client')
  await cluster.inspectActor(node, 'Client listener')
  await expect(cluster.inspector).toContainText('ClientSystem@client')
})
