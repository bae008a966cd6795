import { chromium, test } from '@playwright/test'
import { ChromiumWindow } from './chromium.ts'
import { expectDurable, problemsOf, terminateWorkersOf, WriteLoad } from './durability.ts'
import { expect } from './expect.ts'
import { launchArguments } from './launch.ts'
import { reportToSoak } from './soak-report.ts'

/** `npm run soak -- --kills N` sets another number. */
const kills = Number(process.env.ACTORIUM_KILLS ?? 5)
const rounds = 3
/** Acknowledged writes before each end. */
const least = 12

test('acknowledged writes survive kills of the whole browser, ended workers and reloads under load', async ({
  baseURL,
}) => {
  test.setTimeout(120_000 + kills * 15_000)
  const load = new WriteLoad()
  const program = process.env.PLAYWRIGHT_CHROMIUM_PATH || chromium.executablePath()
  // A missing page: the origin's storage without the product's code.
  const rawPage = `${baseURL}no-page`
  const counts = { kills: 0, acknowledged: 0, terminated: 0, reloads: 0 }
  let window = await ChromiumWindow.open(program, launchArguments)
  const run = async (seed: number) => {
    load.begin()
    await window.goto(`${baseURL}?scenario=cqrs&seed=${seed}`)
  }
  const check = async () => {
    counts.acknowledged += load.acknowledged.length
    await expectDurable(window, load.acknowledged)
  }
  try {
    await load.attach(window)
    for (let kill = 1; kill <= kills; kill++) {
      await run(kill)
      await load.writeUntilRandomMoment(window, least, 300)
      const profile = await window.kill()
      window = await ChromiumWindow.open(program, launchArguments, profile)
      await load.attach(window)
      await window.goto(rawPage)
      await check()
      await window.clearStorage()
      counts.kills += 1
    }
    for (let round = 1; round <= rounds; round++) {
      await run(kills + round)
      await load.writeUntilRandomMoment(window, least, 200)
      await window.reload()
      counts.reloads += 1
      await expectDurable(window, load.acknowledged)
      await load.writeUntilRandomMoment(window, least, 200)
      counts.terminated += await terminateWorkersOf(window)
      await check()
      await window.goto(rawPage)
      await window.clearStorage()
    }
    expect(counts).toMatchObject({ kills, reloads: rounds })
    expect(counts.terminated).toBeGreaterThanOrEqual(20)
    expect(counts.acknowledged).toBeGreaterThanOrEqual(least * (kills + 2 * rounds))
  } finally {
    await window.close()
    reportToSoak({
      engine: `Chromium ${window.version}`,
      way: `${counts.kills} kills, ${counts.terminated} ended workers, ${counts.reloads} reloads`,
      outcome: `${counts.acknowledged} acknowledged writes`,
    })
  }
})

const event = (sequenceNr: number, value = `${sequenceNr}`) =>
  [sequenceNr, 'w', 0, { key: 'a', value }] as const
const commitsOf = (...numbers: readonly number[]) =>
  numbers.map(number => [['p', number, [event(number)]] as const])
const snapshotAt = (number: number) => ({ key: ['p', number, 0] as const, value: { a: `${number}` } })
const acknowledged = [{ sequenceNr: 2, key: 'a', value: '2' }]

test('a missing, skipped, moved or uncovered event is found in the records', () => {
  const sound = { commits: commitsOf(1, 2, 3), heads: [], snapshots: [snapshotAt(2)] }
  const deleted = { commits: commitsOf(3), heads: [{ highestSequenceNr: 3, deletedTo: 2 }] }
  expect(problemsOf(sound, acknowledged)).toEqual([])
  expect(problemsOf({ ...deleted, snapshots: [snapshotAt(2)] }, acknowledged)).toEqual([])
  const broken = [
    problemsOf({ ...sound, commits: commitsOf(1) }, acknowledged),
    problemsOf({ ...sound, commits: commitsOf(1, 3) }, []),
    problemsOf({ ...sound, commits: [[['p', 1, [event(1, '2'), event(2, '1')]]]] }, []),
    problemsOf({ ...sound, snapshots: [snapshotAt(4)] }, []),
    problemsOf({ ...deleted, snapshots: [] }, []),
    problemsOf({ ...deleted, snapshots: [snapshotAt(1)] }, acknowledged),
  ]
  expect(broken.map(([first]) => first)).toEqual([
    'Snapshot 2 is ahead of event 1.',
    'Event 3 is stored where event 2 belongs.',
    'Event 2 has an older write than event 1.',
    'Snapshot 4 is ahead of event 3.',
    'No snapshot covers the deleted event 2.',
    'No snapshot covers the deleted event 2.',
  ])
  expect(problemsOf({ ...sound, commits: commitsOf(1), snapshots: [] }, acknowledged)).toEqual([
    'The acknowledged event 2 (a = 2) is missing.',
  ])
})
