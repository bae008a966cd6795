import { readFileSync } from 'node:fs'
import { exerciseOf, exercises } from '../src/lessons/index.ts'
import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'

const till = readFileSync(new URL('../src/scenarios/workbench/till.ts', import.meta.url), 'utf8')
const ownTitle = { en: 'My own exercise', ja: '自作の演習' }

test('a goal is missed, tried again from before the mistake and reached, and a prediction is refuted, confirmed and kept', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  const panel = page.getByRole('region', { name: 'Exercises', exact: true })
  const press = async (name: string) => {
    const button = panel.getByRole('button', { name, exact: true })
    // A key that meets a button that cannot be used yet has no effect.
    await expect(button).toBeEnabled()
    await button.focus()
    await page.keyboard.press('Enter')
  }

  await test.step('a prediction that the run refutes, then the right one', async () => {
    await page.goto('#exercise=failed-message')
    await expect(panel.getByRole('heading', { level: 2 })).toHaveText('The message that failed')
    const answer = async (words: RegExp) => {
      const choice = panel.getByRole('radio', { name: words })
      await expect(choice).toBeEnabled()
      await choice.focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('Enter')
    }
    await answer(/the restarted notebook/)
    await expect(panel.getByRole('status')).toContainText('The run refutes your prediction.')
    // No event refutes this answer: the page shows until when it had not come true, and what came true instead.
    await expect(panel.getByRole('status')).toContainText(
      /The experiment ended at 0:0\d\.\d{3}\. Until then your prediction had not come true\./,
    )
    await press('Show what happened instead')
    await expect(cluster.inspector.getByRole('heading', { level: 2 })).toContainText('4, 5')
    await press('Show the moment')
    await press('Start again')
    await answer(/4, 5: only what came/)
    await expect(panel.getByRole('status')).toContainText('The run confirms your prediction.')
  })

  await test.step('a goal out of reach, and again from before it', async () => {
    await press('All exercises')
    await panel.getByRole('button', { name: /^Spare the children/ }).focus()
    await page.keyboard.press('Enter')
    await expect(panel).toContainText('0 acts')
    const spoil = async () => {
      await page.getByRole('tab', { name: 'Send' }).press('Enter')
      await page.getByRole('textbox', { name: 'Piece' }).fill('spoilt')
      await page.keyboard.press('Enter')
    }
    await spoil()
    await expect(panel.getByRole('status')).toContainText('The restart stopped the children.')
    await expect(panel).toContainText('The hired child was stopped.')
    await press('Try again from before it')
    await expect(panel).not.toContainText('was stopped.')
    await cluster.inspectActor('bench', 'Parent')
    const rules = cluster.inspector.getByRole('region', { name: 'When it fails' })
    await rules.getByRole('button', { name: 'Rules and numbers' }).press('Enter')
    await rules.getByRole('button', { name: 'kept' }).press('Enter')
    await rules.getByRole('button', { name: 'once, outside supervision' }).press('Enter')
    await rules.getByRole('button', { name: 'Apply' }).press('Enter')
    await expect(rules).toContainText('chosen by hand')
    await spoil()
    await expect(panel.getByRole('status')).toContainText('Solved. Every lamp is lit.')
  })

  await test.step('a reload begins the exercise again and knows what is done', async () => {
    await page.reload()
    await expect(panel.getByRole('heading', { level: 2 })).toHaveText('Spare the children')
    await press('All exercises')
    await expect(panel).toContainText(`2 of ${exercises.length} done`)
    await expect(panel.getByRole('button', { name: /^Spare the children/ })).toContainText('done')
  })

  await test.step('a prediction by a click on the canvas', async () => {
    await panel.getByRole('button', { name: /^A failure climbs/ }).press('Enter')
    await expect(panel.getByText('Click it on the canvas.')).toBeVisible()
    await expect(panel.getByRole('button', { name: 'Predict, then see' })).toHaveAttribute(
      'aria-disabled',
      'false',
    )
    await press('Predict, then see')
    await expect(panel.getByRole('status')).toContainText('Click one of the actors in question first.')
    await cluster.inspectActor('bench', 'Manager')
    await expect(panel.getByRole('group')).toContainText('Manager')
    await press('Predict, then see')
    await expect(panel.getByRole('status')).toContainText('The run refutes your prediction.')
    await expect(panel.getByRole('status')).toContainText('The manager starts again')
  })

  await test.step('code that misses the goal, then code that reaches it', async () => {
    await press('All exercises')
    await panel.getByRole('button', { name: /^A till that miscounts/ }).press('Enter')
    const skip = async () => {
      await press('Skip to the result')
      await expect(panel.getByRole('button', { name: 'Watch again' })).toBeVisible()
    }
    await skip()
    await expect(panel.getByRole('status')).toContainText('Change the code below')
    const code = panel.getByRole('textbox', { name: 'Code of workbench/till.ts' })
    const write = async (strategy: string) => {
      await code.click()
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.insertText(till.replace('SupervisorStrategy.resume', strategy))
    }
    await write('setTimeout')
    await expect(panel.getByRole('alert')).toContainText('[setTimeout] is not available.')
    await write('SupervisorStrategy.stop')
    await expect(panel.getByRole('alert')).toBeHidden()
    await press('Run with this code')
    await skip()
    await expect(panel.getByRole('status')).toContainText('A stopped till sells nothing more')
    await expect(panel.getByRole('button', { name: 'Show the moment' })).toBeVisible()
    await write('SupervisorStrategy.restart')
    await press('Show my changes')
    await expect(panel.getByRole('region', { name: 'Changes in workbench/till.ts' })).toContainText(
      'SupervisorStrategy.restart',
    )
    await press('Run with this code')
    await skip()
    await expect(panel.getByRole('status')).toContainText('Solved. Every lamp is lit.')
    await expect(panel).toContainText('1 line changed · par 1')
    await press('Show the solution')
    await expect(panel.getByRole('region', { name: 'Changes in workbench/till.ts' })).toContainText('restart')
    await press('All exercises')
    await expect(panel.getByRole('button', { name: /^A till that miscounts/ })).toContainText('done')
  })
})

test('an exercise from a file is refused by the line of its fault, or played, listed and found by a reload', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  const panel = page.getByRole('region', { name: 'Exercises', exact: true })
  await cluster.open()
  const drop = async (change: (text: string) => string, copied = 'failed-message') => {
    const own = JSON.stringify({ ...exerciseOf(copied), id: 'mine', title: ownTitle }, null, 2)
    const file = await page.evaluateHandle(text => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], 'mine.json', { type: 'application/json' }))
      return transfer
    }, change(own))
    await page.dispatchEvent('body', 'drop', { dataTransfer: file })
  }
  await drop(text => text.replace('"Tell"', '"Shout"'))
  await expect(cluster.alert).toContainText(
    /^mine\.json, line \d+: `experiment\[0\]\.actions\[0\]\.type` must be one of Start, Kill,/,
  )
  await expect(cluster.card('node-1'), 'the page goes on').toBeVisible()
  await drop(text => text)
  const heading = panel.getByRole('heading', { level: 2 })
  await expect(heading).toHaveText(ownTitle.en)
  await panel.getByRole('radio', { name: /4, 5: only what came/ }).check()
  await panel.getByRole('button', { name: 'Predict, then see' }).click()
  await expect(panel.getByRole('status')).toContainText('The run confirms your prediction.')
  await page.reload()
  await expect(heading).toHaveText(ownTitle.en)
  await panel.getByRole('button', { name: 'All exercises' }).click()
  await expect(panel, 'its progress is its own').toContainText(/\b0 of \d+ done/)
  await panel.getByRole('button', { name: 'Close the exercises' }).click()
  await page.getByRole('button', { name: 'All lessons' }).click()
  const row = page
    .getByRole('dialog', { name: 'Learn' })
    .getByRole('listitem')
    .filter({ hasText: ownTitle.en })
  await expect(row).toContainText('exercise · done')
  const [paper] = await Promise.all([
    page.context().waitForEvent('page'),
    row.getByRole('button', { name: `Handout: ${ownTitle.en}` }).click(),
  ])
  await expect(paper.getByRole('heading', { level: 1 })).toHaveText(ownTitle.en)
  await paper.close()
  await row.getByRole('button', { name: `Play: ${ownTitle.en}` }).click()
  await expect(heading).toHaveText(ownTitle.en)

  // Code of others runs only after the person has seen it and agreed.
  await drop(text => text, 'counted-twice')
  const question = page.getByRole('dialog', { name: 'This run contains code' })
  await expect(question.getByRole('heading', { level: 3 })).toHaveText(/\.ts$/)
  await question.getByRole('button', { name: 'Do not run it' }).click()
  await expect(panel).toContainText('The run contains edited code, which you did not allow to run.')
  await panel.getByRole('button', { name: 'Start again' }).click()
  await question.getByRole('button', { name: 'Run this code' }).click()
  await panel.getByRole('button', { name: 'Skip to the result' }).click()
  await expect(panel.getByRole('status')).toContainText('Change the code below')

  // Progress of another version stays as it is, the page says so, and goes on.
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opened = indexedDB.open('actorium-progress')
        opened.onerror = reject
        opened.onsuccess = () => {
          const work = opened.result.transaction('progress', 'readwrite')
          work.objectStore('progress').put({ 'stale-read': { stars: 3 } }, 'exercises')
          work.oncomplete = () => resolve(opened.result.close())
        }
      }),
  )
  await page.goto('?seed=8#exercise=failed-message')
  await panel.getByRole('button', { name: 'All exercises' }).click()
  await expect(panel.getByRole('status')).toContainText(
    /^This browser holds progress that this page cannot read, .*`stale-read\.state` is missing\./,
  )
  await panel.getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(panel.getByRole('status')).toHaveText('')
})
