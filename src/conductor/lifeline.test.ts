import { expect, test } from 'vitest'
import { RefusalError } from '../trace/refusal-error.ts'
import { refuse } from '../trace/refused.ts'
import { Lifeline } from './lifeline.ts'

class WorkerEnded extends RefusalError {}

const workerEnded = refuse('worker-terminated', { participant: 'node-1' })
const runClosed = refuse('run-closed')

const never = (): Promise<never> => new Promise(() => undefined)

test('a call that settles before the cut keeps its result', async () => {
  const lifeline = new Lifeline()
  expect(await lifeline.hold(() => 'now')).toBe('now')
  const answer = lifeline.hold(async () => 'soon')
  expect(await answer).toBe('soon')
  lifeline.cut(workerEnded)
  expect(await answer).toBe('soon')
})

test('a cut rejects every open call and every later one with its reason', async () => {
  const lifeline = new Lifeline(why => new WorkerEnded(why))
  const open = [lifeline.hold(never), lifeline.hold(never)]
  lifeline.cut(workerEnded)
  lifeline.cut(runClosed)
  for (const call of open) await expect(call).rejects.toThrow(new WorkerEnded(workerEnded))
  let made = false
  await expect(
    lifeline.hold(() => {
      made = true
    }),
  ).rejects.toThrow(workerEnded.refused)
  expect(made).toBe(false)
})

test('answer refuses the call on a cut, and rejects it on an error of the call', async () => {
  const lifeline = new Lifeline()
  const open = lifeline.answer(never)
  const failing = lifeline.answer(() => {
    throw new Error('own fault')
  })
  await expect(failing).rejects.toThrow('own fault')
  lifeline.cut(runClosed)
  expect(await open).toBe(runClosed)
  expect(await lifeline.answer(() => 1)).toBe(runClosed)
})

test('a listener is called once at the cut, unless it unsubscribed', () => {
  const lifeline = new Lifeline()
  const heard: string[] = []
  lifeline.whenCut(error => heard.push(`first ${error.message}`))
  lifeline.whenCut(error => heard.push(`second ${error.message}`))()
  lifeline.cut(runClosed)
  lifeline.cut(workerEnded)
  expect(heard).toEqual(['first This run is closed.'])
})
