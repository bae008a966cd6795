import { walkthroughOf, walkthroughs } from '../src/lessons/index.ts'
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
    await lesson.plays(index)
  }
  await expect(lesson.band).toContainText('The walkthrough is complete.')
  await expect(cluster.answerTo('Get hoge').last()).toContainText('piyo')
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

  // On a phone the lesson leaves room for the canvas.
  for (const [width, height] of [
    [390, 844],
    [375, 667],
  ] as const) {
    await page.setViewportSize({ width, height })
    const heightOfCanvas = async () => (await page.locator('.canvas-area').boundingBox())?.height ?? 0
    await expect.poll(heightOfCanvas, `${width} × ${height}`).toBeGreaterThanOrEqual(height * 0.45 - 1)
  }
})

test('a newcomer is shown around, and the path through all lessons keeps what is done', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await cluster.open()
  const band = page.getByRole('region', { name: 'Walkthrough' })
  await band.getByRole('button', { name: 'Show me, in two minutes' }).click()
  const first = new LessonPage(page, walkthroughs[0]!)
  await first.playsFrom(0, cluster)
  await expect(band).toContainText(`Next: ${walkthroughs[1]!.title.en}`)
  await band.getByRole('button', { name: 'All lessons' }).click()
  const dialog = page.getByRole('dialog', { name: 'Learn' })
  await expect(dialog.getByRole('listitem').first()).toContainText('done')
  await dialog.getByRole('button', { name: `Begin: ${walkthroughOf('three-silences')!.title.en}` }).click()
  await new LessonPage(page, walkthroughOf('three-silences')!).playsFrom(0, cluster)
})

/** The walkthroughs that tests of their own play. */
const played = ['seed-demo', 'time-travel', 'three-silences', 'command-and-query', 'supervision-demo']

test.describe('in one page', () => {
  // Spread over the workers: this is one of the last files, and it takes as long as four others.
  test.describe.configure({ mode: 'parallel' })
  test.use({ sharedPage: true })

  test('predictions are asked before the reveal, and a person may do a step with the buttons of the page', async ({
    page,
  }) => {
    const cluster = new ClusterPage(page)
    const demo = walkthroughOf('command-and-query')!
    const lesson = new LessonPage(page, demo)
    await lesson.beginAnywhere()
    await lesson.hasBegun(0, cluster)
    await lesson.plays(0)
    await lesson.next()
    // On a phone the question is seen without scrolling, and the canvas stays.
    const wide = page.viewportSize()!
    await page.setViewportSize({ width: 390, height: 844 })
    const answer = lesson.band.getByRole('radio', { name: 'Both readers have the new value' })
    for (const choice of await lesson.band.getByRole('radio').all())
      await expect(choice).toBeInViewport({ ratio: 1 })
    await expect(page.locator('.canvas-area')).toBeInViewport({ ratio: 0.99 })
    await page.setViewportSize(wide)
    await answer.check()
    const form = await cluster.form('Write')
    await expect(form.locator('[data-pointed]')).toHaveText('Write')
    await form.getByLabel('Key').fill('hoge')
    await form.getByLabel('Value').fill('other')
    await form.getByRole('button', { name: 'Write' }).click()
    await expect(lesson.band).toContainText('You did something else: Write hoge = other.')
    await lesson.band.getByRole('button', { name: 'Back to the beginning of this step' }).click()
    await expect(lesson.band).not.toContainText('You did something else')
    await expect(lesson.band.locator('[data-step="1"][data-status="shown"]')).toBeVisible({ timeout: 60_000 })
    await form.getByLabel('Value').fill('fuga')
    await form.getByRole('button', { name: 'Write' }).click()
    await expect(lesson.band).toContainText('Not so. The answer: The database has stored the event', {
      timeout: 60_000,
    })
    await lesson.next()
    await lesson.playsFrom(2, cluster)
  })

  test('the walkthrough of the web server plays to its end', async ({ page }) => {
    const demo = walkthroughOf('supervision-demo')!
    const cluster = new ClusterPage(page)
    const lesson = new LessonPage(page, demo)
    await lesson.beginAnywhere()
    await lesson.hasBegun(0, cluster)
    await expect(cluster.card('server')).toBeVisible()
    await beginToLook(page)
    await lesson.playsFrom(0, cluster)
    await cluster.shownEvents()
    expect(await compareShown(page, demo)).toMatchObject({ complaints: [] })
  })

  for (const walkthrough of walkthroughs.filter(({ id }) => !played.includes(id)))
    test(`the walkthrough ${walkthrough.id} plays to its end, and every thing that it points at is found`, async ({
      page,
    }) => {
      const lesson = new LessonPage(page, walkthrough)
      await lesson.beginAnywhere()
      await lesson.playsFrom(0, new ClusterPage(page))
    })
})
