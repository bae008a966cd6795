import { walkthroughOf } from '../src/lessons/index.ts'
import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'
import { LessonPage } from './lesson-page.ts'
import { beginToLook, compareShown } from './shown-values.ts'

test('the walkthrough plays to its end and steps back', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  const seedDemo = walkthroughOf('seed-demo')!
  const lesson = new LessonPage(page, seedDemo)
  await lesson.begin()
  await cluster.isShown()
  await beginToLook(page)
  await cluster.slideTo('as fast as possible')
  const last = seedDemo.steps.length - 1
  for (let index = 1; index <= last; index++) {
    await lesson.next()
    await lesson.reaches(index)
  }
  await expect(lesson.band).toContainText('The walkthrough is complete.')
  await expect(cluster.answerTo('Get hoge').first()).toContainText('piyo')
  await cluster.shownEvents()
  expect(await compareShown(page, seedDemo)).toMatchObject({ complaints: [] })
  const end = await cluster.now()

  // Going back shows the recording at once, and going forward plays it.
  const time = page.getByRole('slider', { name: 'Shown instant' })
  await lesson.back()
  await lesson.reaches(last - 1)
  await expect.poll(async () => Number(await time.getAttribute('aria-valuenow'))).toBeLessThan(end)
  await expect(cluster.answerTo('Get hoge')).toHaveCount(0)
  await lesson.next()
  await lesson.reaches(last)
  await expect(time).toHaveAttribute('aria-valuenow', String(end))
  expect(await cluster.now(), 'nothing was computed again').toBe(end)

  // A reload leads back to the step, and a clicker's keys play it.
  await page.reload()
  await expect(lesson.band).toContainText(`Step ${last + 1} of ${last + 1}`)
  await expect(lesson.band.locator('[data-status="shown"]')).toBeVisible({ timeout: 60_000 })
  await cluster.slideTo('as fast as possible')
  await page.locator('body').press('PageDown')
  await expect(lesson.band.locator('[data-status="reached"]')).toBeVisible()
  expect(await cluster.now(), 'every showing is the same run').toBe(end)
  await page.locator('body').press('PageUp')
  await expect(lesson.band).toContainText(`Step ${last} of ${last + 1}`)
})

test('the lesson band offers the walkthrough of the shown scenario first', async ({ page }) => {
  const demo = walkthroughOf('supervision-demo')!
  const cluster = new ClusterPage(page)
  await page.goto(`?scenario=${demo.scenario}`)
  const lesson = new LessonPage(page, demo)
  await expect(lesson.band).toContainText(demo.about.en)
  await expect(lesson.band.getByRole('button', { name: walkthroughOf('seed-demo')!.title.en })).toBeVisible()
  await lesson.begin()
  await expect(cluster.card('server')).toBeVisible()
  await beginToLook(page)
  await cluster.slideTo('as fast as possible')
  for (let index = 1; index < demo.steps.length; index++) {
    await lesson.next()
    await lesson.reaches(index)
  }
  await expect(lesson.band).toContainText('The walkthrough is complete.')
  await cluster.shownEvents()
  expect(await compareShown(page, demo)).toMatchObject({ complaints: [] })
})
