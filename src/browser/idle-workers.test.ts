import { expect, test } from 'vitest'
import { IdleWorkers } from './idle-workers.ts'

class FakeWorker {
  terminated = false
  onerror: (() => void) | null = null
  terminate(): void {
    this.terminated = true
  }
}

const fake = (): FakeWorker & Worker => new FakeWorker() as unknown as FakeWorker & Worker

test('an idle worker is returned once, for its key only', () => {
  const [idle, worker] = [new IdleWorkers(), fake()]
  idle.add('node-1#1', worker)
  expect(idle.take('node-1#2')).toBeUndefined()
  expect(idle.take('node-1#1')).toBe(worker)
  expect(idle.take('node-1#1')).toBeUndefined()
  expect(worker.terminated).toBe(false)
})

test('a second worker with a key and a ninth worker are terminated', () => {
  const idle = new IdleWorkers()
  const workers = Array.from({ length: 9 }, fake)
  for (const [index, worker] of workers.entries()) idle.add(`node-${index}#1`, worker)
  const again = fake()
  idle.add('node-0#1', again)
  expect(again.terminated).toBe(true)
  expect(workers.map(({ terminated }) => terminated)).toEqual([...Array(8).fill(false), true])
})

test('an idle worker that fails is terminated and not returned', () => {
  const [idle, worker] = [new IdleWorkers(), fake()]
  idle.add('node-1#1', worker)
  ;(worker as FakeWorker).onerror?.()
  expect(worker.terminated).toBe(true)
  expect(idle.take('node-1#1')).toBeUndefined()
})
