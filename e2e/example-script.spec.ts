// An example of a script with the public fixture: it imports nothing else.
import { expect, test } from './fixtures/index.ts'

test('a script acts, waits for events, reads the page, and is told why a call is refused', async ({
  playground,
}) => {
  await playground.load('workbench', { seed: 1 })
  const notebook = '/user/notebook'

  await test.step('an action, and the event that it causes', async () => {
    const { at } = await playground.do({
      type: 'Tell',
      participant: 'bench',
      actor: notebook,
      message: { type: 'Add', number: '3' },
    })
    const restarted = {
      type: 'eventually',
      what: { event: 'ActorRestarted', where: { actor: notebook } },
    } as const
    expect(await playground.until(restarted)).toBeGreaterThanOrEqual(at)
    expect(await playground.check(restarted)).toBe('true')
    await expect(playground.lamp('Handled once', 'holds')).toBeVisible()
  })

  await test.step('a command by its form', async () => {
    const form = await playground.form('Add a number')
    await form.getByRole('textbox', { name: 'Number' }).fill('5')
    await form.getByRole('button', { name: 'Add' }).click()
    await playground.until({
      type: 'eventually',
      what: { fact: 'state', node: 'bench', actor: notebook, contains: '["5"]' },
    })
    await expect(playground.actor('bench', 'Notebook')).toContainText('5')
  })

  await test.step('refused calls, and a check that does not come true', async () => {
    await expect(playground.do({ type: 'Kill', participant: 'bank' })).rejects.toThrow(
      'There is no participant [bank].',
    )
    const never = { type: 'eventually', what: { event: 'PersistFailed' } } as const
    await expect(playground.until(never, { withinMs: 100 })).rejects.toThrow(
      /^Within 100 virtual ms this was not true: /,
    )
  })

  await test.step('the same acts at the same instants give the same run', async () => {
    await playground.load('workbench', { seed: 4 })
    await playground.time.runUntil(5000)
    const hash = await playground.traceHash()
    await playground.load('workbench', { seed: 4 })
    await playground.time.runUntil(5000)
    expect(await playground.traceHash()).toBe(hash)
    expect(await playground.time.now()).toBe(5000)
  })
})
