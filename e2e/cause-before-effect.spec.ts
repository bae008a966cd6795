import { FaultSchedule } from '../src/cli/fault-schedule.ts'
import { sceneOf } from '../src/cli/scene.ts'
import { everyFaultPlan } from '../src/cli/swarm-plan.ts'
import { expect, test } from './browser.ts'
import { ready } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'
import { beginToLook, compareShown } from './shown-values.ts'

const faults = 20

/** Below the speed from which on the page waits for no failure. */
const speed = 12

test('over twenty random faults, nothing changes on the page before its cause is shown', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  await cluster.reach(ready)
  await beginToLook(page)
  await cluster.speed(speed)
  await cluster.play()
  const schedule = new FaultSchedule(8, everyFaultPlan)
  for (let done = 0; done < faults; ) {
    const view = await cluster.view()
    const pauseMs = schedule.pauseMs()
    const step = schedule.next({ ...sceneOf(view), settled: false })
    await cluster.do(step)
    if (step.type === 'Tell') continue
    if (step.type !== 'Start') done += 1
    await page.evaluate(async until => {
      while (Number(await window.playground!.time.now()) < until)
        await new Promise(resolve => requestAnimationFrame(resolve))
    }, view.at + pauseMs)
  }
  await cluster.pause()
  await cluster.shownEvents()
  const { complaints, seen } = await compareShown(page, { scenario: 'cqrs' })
  expect(complaints).toEqual([])
  expect(seen, 'values that the page showed').toBeGreaterThan(150)
})
