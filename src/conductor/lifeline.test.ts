import { expect, test } from 'vitest'
import { Lifeline } from './lifeline.ts'

const never = (): Promise<never> => new Promise(() => undefined)

test('a call that settles before the cut keeps its result', async () => {
  const lifeline = new Lifeline()
  expect(await lifeline.hold(() => 'now')).toBe('now')
  const answer = lifeline.hold(async () => 'soon')
  expect(await answer).toBe('soon')
  lifeline.cut('The worker ended.')
  expect(await answer).toBe('soon')
})

test('a cut rejects every open call and every later one with its reason', async () => {
  const lifeline = new Lifeline(why => new RangeError(why))
  const open = [lifeline.hold(never), lifeline.hold(never)]
  lifeline.cut('The worker ended.')
  lifeline.cut('A second reason.')
  for (const call of open) await expect(call).rejects.toThrow(new RangeError('The worker ended.'))
  let made = false
  await expect(
    lifeline.hold(() => {
      made = true
    }),
  ).rejects.toThrow('The worker ended.')
  expect(made).toBe(false)
})

test('answer refuses the call on a cut, and rejects it on an error of the call', async () => {
  const lifeline = new Lifeline()
  const open = lifeline.answer(never)
  const failing = lifeline.answer(() => {
    throw new Error('own fault')
  })
  await expect(failing).rejects.toThrow('own fault')
  lifeline.cut('This run is closed.')
  expect(await open).toEqual({ refused: 'This run is closed.' })
  expect(await lifeline.answer(() => 1)).toEqual({ refused: 'This run is closed.' })
})

test('a listener is called once at the cut, unless it unsubscribed', () => {
  const lifeline = new Lifeline()
  const heard: string[] = []
  lifeline.whenCut(error => heard.push(`first ${error.message}`))
  lifeline.whenCut(error => heard.push(`second ${error.message}`))()
  lifeline.cut('one')
  lifeline.cut('two')
  expect(heard).toEqual(['first one'])
})
