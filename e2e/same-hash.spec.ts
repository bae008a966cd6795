import { simulate } from '../src/cli/simulation.ts'
import type { Action } from '../src/trace/index.ts'
import { isRefused, parseRunFile } from '../src/trace/index.ts'
import { expect, test } from './browser.ts'
import { everyNode, ready } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

const tellClient = (message: Extract<Action, { type: 'Tell' }>['message']): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message,
})
const write = (i: number): Action => tellClient({ type: 'Write', key: `key-${i % 9}`, value: `value-${i}` })
const get = (i: number): Action => tellClient({ type: 'Get', key: `key-${i % 9}` })
const writes = (from: number, to: number): readonly Action[] =>
  Array.from({ length: to - from + 1 }, (_, i) => write(from + i))

/** The actions before the reload, each with the pause before it in virtual ms. */
const story: readonly (readonly [number, Action])[] = [
  ...writes(1, 8).map(action => [150, action] as const),
  [900, get(3)],
  [100, get(4)],
  [1000, { type: 'Kill', participant: 'node-1' }],
  ...writes(9, 12).map(action => [900, action] as const),
  [9000, { type: 'Start', participant: 'node-1' }],
  [6000, { type: 'FailNext', participant: 'node-2', actor: '/user/master/singleton' }],
  ...writes(13, 16).map(action => [300, action] as const),
  [2000, { type: 'Leave', node: 'node-2' }],
  [500, write(17)],
  [8000, { type: 'Kill', participant: 'database' }],
  ...writes(18, 20).map(action => [300, action] as const),
  [2000, { type: 'Start', participant: 'database' }],
  [100, { type: 'Start', participant: 'node-2' }],
  [6000, write(21)],
  [100, tellClient({ type: 'SaveSnapshot' })],
  [100, get(8)],
  [50, write(22)],
]

/** Acts on links, on a participant, on actors and on a message in flight, with a look into the past between them. */
async function actOnLinksAndMessages(cluster: ClusterPage): Promise<void> {
  await cluster.pause()
  await cluster.do(get(2))
  const now = await cluster.now()
  await cluster.runUntil(now + 120)
  const { flights } = await cluster.view()
  const { id: message, to: participant } = flights.find(({ dueAt }) => dueAt > now + 130)!
  const acts: readonly Action[] = [
    { type: 'Hold', participant, message },
    { type: 'Cut', links: [{ from: 'node-3', to: 'node-1', oneWay: true }] },
    { type: 'SetLinks', latency: { minMs: 3, maxMs: 400 }, lossPercent: 10 },
    { type: 'Freeze', participant: 'node-4', forMs: 400 },
    { type: 'Block', participant: 'node-2', forMs: 300 },
  ]
  for (const act of acts) expect(await cluster.do(act)).toMatchObject({ index: expect.any(Number) })
  await cluster.page.evaluate(at => window.playground!.time.seek(at), now - 500)
  await cluster.runUntil(now + 600)
  const healing: readonly Action[] = [
    { type: 'Release', participant, message },
    { type: 'Heal' },
    { type: 'SetLinks', latency: null, lossPercent: 0 },
  ]
  for (const act of healing) expect(await cluster.do(act)).toMatchObject({ index: expect.any(Number) })
  await cluster.play()
}

/** The story with every fourth write only, because clicking and typing take a second per action. */
const shortStory = story.filter(
  ([, action]) =>
    action.type !== 'Tell' ||
    action.message.type !== 'Write' ||
    Number(String(action.message.value).slice('value-'.length)) % 4 === 1,
)

/** Simulates the page's run in Node and expects the same trace hash. */
async function compare(cluster: ClusterPage, writes: number): Promise<void> {
  const run = parseRunFile(await cluster.exportRun())
  if (isRefused(run)) throw new Error(run.refused)
  const done = run.actions.map(({ action }) => (action.type === 'Tell' ? action.message.type : action.type))
  const count = (what: string) => done.filter(one => one === what).length
  expect(count('Write')).toBe(writes)
  expect(count('Get')).toBeGreaterThanOrEqual(3)
  for (const what of ['Leave', 'FailNext', 'SaveSnapshot', 'PowerFailure']) expect(count(what), what).toBe(1)
  expect(count('Kill'), 'of a node and of the database').toBe(2)
  expect(count('Start')).toBe(3)

  const simulated = simulate(run.header, { actions: run.actions, until: run.until! })
  if (isRefused(simulated)) throw new Error(simulated.refused)
  expect(simulated.trace.filter(({ type }) => type === 'EventPersisted').length).toBeGreaterThanOrEqual(
    writes / 2,
  )
  expect(await cluster.traceHash()).toBe(simulated.traceHash())
  expect(run.hash).toBe(simulated.traceHash())
}

/** Reloads the page during the run and waits for the restored run. */
async function reload(cluster: ClusterPage): Promise<void> {
  await cluster.page.reload()
  // A busy machine plays minutes of virtual time between two looks at the clock, and computes all of them again.
  await cluster.isShown({ timeout: 60_000 })
  await expect(cluster.page.getByRole('status').filter({ hasText: 'Power failure at' })).toBeVisible()
}

test('a run played at 40× has the hash of its simulation', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await cluster.speed(40)
  await actOnLinksAndMessages(cluster)
  for (const [pause, action] of story) {
    // The page notices at another instant each time that the pause has passed.
    await cluster.runFor(pause)
    expect(await cluster.do(action)).toMatchObject({ index: expect.any(Number) })
  }
  await reload(cluster)
  await cluster.speed(40)
  await cluster.play()
  for (const id of everyNode) await expect(cluster.status(id, 'Up')).toBeVisible()
  await cluster.runFor(4000)
  await cluster.do(get(1))
  await cluster.runFor(2000)
  await cluster.pause()
  await compare(cluster, 22)
})

test('a run clicked and stepped through has the hash of its simulation', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  await cluster.pause()
  for (let i = 0; i < 5; i++) await cluster.stepButton.click()
  // A step in progress would pause the run that is asked for next.
  await cluster.shownEvents()
  await cluster.reach(ready)
  for (const [pause, action] of shortStory) {
    await cluster.stepButton.click()
    await cluster.runUntil((await cluster.now()) + pause)
    await click(cluster, action)
  }
  await reload(cluster)
  await cluster.stepButton.click()
  await cluster.shownEvents()
  await cluster.reach(ready)
  await cluster.get('key-1')
  await cluster.runUntil((await cluster.now()) + 2000)
  await compare(cluster, 6)

  // Importing the exported file replays the run in workers.
  const [hash, file] = [await cluster.traceHash(), await cluster.exportRun()]
  await page.evaluate(text => window.playground!.importRun(text), file)
  await cluster.isShown()
  expect(await cluster.traceHash()).toBe(hash)
})

/** Performs the action with the page's buttons and forms. */
async function click(cluster: ClusterPage, action: Action): Promise<void> {
  switch (action.type) {
    case 'Kill':
      return cluster.doTo(action.participant, 'Kill')
    case 'Start':
      return cluster.doTo(action.participant, 'Start again')
    case 'Leave':
      return cluster.doTo(action.node, 'Leave')
    case 'FailNext':
      return cluster.doTo(action.participant, 'Fail on the next message')
    case 'Tell': {
      const { type, key, value } = action.message
      if (type === 'Write') return cluster.write(String(key), String(value))
      return type === 'Get' ? cluster.get(String(key)) : cluster.saveSnapshot()
    }
    default:
      throw new Error(`[${action.type}] has no button.`)
  }
}
