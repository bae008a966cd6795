import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'

test('a goal is missed, tried again from before the mistake and reached, and a prediction is refuted, confirmed and kept', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  const panel = page.getByRole('region', { name: 'Exercises', exact: true })
  const press = async (name: string) => {
    await panel.getByRole('button', { name, exact: true }).focus()
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
    await expect(panel).toContainText('2 of 12 done')
    await expect(panel.getByRole('button', { name: /^Spare the children/ })).toContainText('done')
  })
})
