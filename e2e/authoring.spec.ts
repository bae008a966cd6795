import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { Walkthrough } from '../src/lessons/index.ts'
import { seriousViolations } from './accessibility.ts'
import { expect, test } from './browser.ts'
import { event, stored } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'
import { LessonPage } from './lesson-page.ts'

test.use({ sharedPage: true })

const editorOf = (page: Page) => page.getByRole('region', { name: 'Lesson editor' })

/** Drops a file anywhere on the page. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const dropped = new DataTransfer()
      dropped.items.add(new File([text!], name!, { type: 'application/json' }))
      return dropped
    },
    [name, text],
  )
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}

test('a click session becomes a lesson, which is edited, proven, played, saved and opened from its file', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openReady()
  await cluster.write('hoge', 'fuga')
  await cluster.reach(stored(1))
  await cluster.doTo('node-1', 'Kill')
  await cluster.reach(event('MemberUnreachable', 'node-2'))

  await page.getByRole('button', { name: 'Share this run', exact: true }).click()
  await page.getByRole('button', { name: 'Make a lesson of this run' }).click()
  const editor = editorOf(page)
  await expect(editor).toContainText('Proven: the lesson reaches the end of all 3 steps.')
  const steps = editor.getByRole('list', { name: 'Steps' })
  const row = (name: string | RegExp) => steps.getByRole('button', { name }).first()

  await editor.getByRole('button', { name: /^About the lesson/ }).click()
  await editor.getByLabel('Title: English').fill('A node crashes')
  await editor.getByLabel('Title: Japanese').fill('')
  await expect(editor).toContainText('No Japanese text: Japanese readers see the English one')

  // The second step is done unseen, and undone again.
  await row(/^2/).click()
  await editor.getByRole('button', { name: 'Begin here' }).click()
  await expect(editor).toContainText('Proven: the lesson reaches the end of all 2 steps.')
  await editor.getByRole('button', { name: 'Undo' }).click()
  await expect(editor).toContainText('Proven: the lesson reaches the end of all 3 steps.')

  await row(/^3/).click()
  await editor.getByLabel('Narration: English').fill('node-1 **crashes**. Who notices?')
  await editor.getByRole('button', { name: 'Choose on the canvas' }).click()
  await cluster.card('node-2').getByRole('button', { name: 'node-2', exact: true }).click()
  await editor.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(editor).toContainText('node-2')

  await editor.getByRole('button', { name: 'Prediction', exact: true }).click()
  await editor.getByRole('button', { name: 'Choices', exact: true }).click()
  await expect(editor).toContainText('Step 3 is not finished.')
  await editor.getByLabel('Question, asked before the step plays: English').fill('Will node-2 notice?')
  await editor.getByLabel('Explanation, shown after it: English').fill('Its heartbeats stop.')
  const answer = (number: number) => editor.getByRole('group', { name: new RegExp(`^Answer ${number}`) })
  await answer(1).getByLabel('Answer: English').fill('Yes')
  await answer(2).getByLabel('Answer: English').fill('No')
  const claim = (number: number, label: string) =>
    answer(number).getByLabel('What it claims about the run').selectOption({ label })
  await claim(1, 'This happens: node-2 cannot reach node-1')
  await expect(answer(1)).toContainText('✓ holds in the run.')
  await claim(2, 'This happens: node-2 cannot reach node-1')
  await expect(answer(2)).toContainText('A wrong answer must not hold.')
  await expect(editor).toContainText('Step 3 fails. The run contradicts this answer: No')
  await claim(2, 'This does not happen: node-2 cannot reach node-1')
  await expect(answer(2)).toContainText('✗ does not hold in the run.')
  await expect(editor).toContainText('Proven: the lesson reaches the end of all 3 steps.')
  expect(await seriousViolations(page), 'the editor').toEqual([])

  const downloading = page.waitForEvent('download')
  await editor.getByRole('button', { name: 'Save as a file' }).click()
  const saved = await downloading
  expect(saved.suggestedFilename()).toBe('cqrs-7.json')
  const file = await readFile(await saved.path(), 'utf8')
  const lesson = JSON.parse(file) as Walkthrough
  expect(lesson.title).toEqual({ en: 'A node crashes', ja: '(英語) A node crashes' })

  await editor.getByRole('button', { name: 'Play from here' }).click()
  const band = page.getByRole('region', { name: 'Walkthrough' })
  await expect(band).toContainText('node-1 crashes. Who notices?')
  await editor.getByRole('button', { name: 'Close the editor' }).click()
  await band.getByLabel('Yes').check()
  await cluster.slideTo('as fast as possible')
  await band.getByRole('button', { name: 'Watch', exact: true }).click()
  await expect(band).toContainText('Its heartbeats stop.')

  // Deleted from the shelf, the lesson comes back from its file alone.
  await band.getByRole('button', { name: 'All lessons' }).click()
  const mine = page.getByRole('region', { name: 'My lessons' })
  await mine.getByRole('button', { name: 'Delete: A node crashes' }).click()
  await page.keyboard.press('Escape')
  await page.goto('?scenario=web-server&seed=3')
  await expect(cluster.card('server')).toBeVisible()
  await drop(page, 'mine.json', file)
  await new LessonPage(page, lesson).playsFrom(0, cluster)
})

test('a lesson from a link plays, is listed, and can be deleted with undo; a faulty file is refused with its line', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  await cluster.openPaused('web-server')
  const lesson = `{
  "id": "mine",
  "scenario": "web-server",
  "seed": 7,
  "title": { "en": "A first request", "ja": "最初の要求" },
  "about": { "en": "A browser asks.", "ja": "ブラウザーが尋ねます。" },
  "minutes": 1,
  "steps": [{ "id": "hello", "say": { "en": "Hello.", "ja": "こんにちは。" } }]
}`
  await drop(page, 'mine.json', lesson.replace('"Hello."', '"<b>Hello</b>"'))
  await expect(
    page.getByText(/^mine\.json, line 8, step \[hello\]: `steps\[0\]\.say\.en`/).first(),
  ).toBeVisible()
  await drop(page, 'mine.json', lesson)
  const band = page.getByRole('region', { name: 'Walkthrough' })
  await expect(band).toContainText('Hello.')
  const link = page.url()
  expect(link).toContain('#lesson=')

  await page.goto('?scenario=cqrs&seed=8')
  await cluster.isShown()
  await page.goto(link)
  await expect(band).toContainText('Hello.')
  await band.getByRole('button', { name: 'Close' }).click()
  await page.keyboard.press('Alt+6')
  await page.getByRole('button', { name: 'All lessons' }).click()
  const mine = page.getByRole('region', { name: 'My lessons' })
  await expect(mine.getByRole('listitem').filter({ hasText: 'A first request' })).toHaveCount(1)
  await mine.getByRole('button', { name: 'Delete: A first request' }).press('Enter')
  const undo = mine.getByRole('button', { name: 'Undo' })
  await expect(undo).toBeFocused()
  await undo.press('Enter')
  await expect(mine.getByRole('button', { name: 'Play: A first request' })).toBeFocused()
  expect(await seriousViolations(page), 'my lessons').toEqual([])
})
