import { beforeEach, expect, test } from 'vitest'
import { SpeechQueue, speechGapMs, type Utterance } from './speech-queue.ts'

let now: number
let queue: SpeechQueue<string>
beforeEach(() => {
  now = 0
  queue = new SpeechQueue(() => now)
})

/** Says everything that waits and returns it, `+n` for omitted things and `×n` for equal ones. */
function sayAll(): readonly string[] {
  const said: string[] = []
  for (let delay = queue.delayMs(); delay !== null; delay = queue.delayMs()) {
    now += delay
    said.push(text(queue.take()))
  }
  return said
}

const text = (utterance: Utterance<string> | null): string => {
  if (utterance === null) return 'nothing'
  const { item, times, more } = utterance
  return `${item}${times > 1 ? ` ×${times}` : ''}${more > 0 ? ` +${more}` : ''}`
}

test('the first thing is said at once, the next one a second later', () => {
  queue.add('a')
  queue.add('b')
  expect(text(queue.take())).toBe('a')
  now += speechGapMs - 1
  expect(queue.delayMs()).toBe(1)
  expect(queue.take()).toBeNull()
  now += 1
  expect(text(queue.take())).toBe('b')
  expect(queue.delayMs()).toBeNull()
  expect(queue.take()).toBeNull()
})

test('things that come slowly are all said, once and in order', () => {
  const said: string[] = []
  for (let i = 0; i < 20; i++) {
    queue.add(String(i))
    said.push(text(queue.take()))
    now += speechGapMs
  }
  expect(said).toEqual(Array.from({ length: 20 }, (_, i) => String(i)))
})

test('a new thing does not delay the ones that wait', () => {
  queue.add('a')
  queue.take()
  queue.add('b')
  for (let i = 0; i < 9; i++) {
    now += speechGapMs / 10
    queue.add(`c${i}`)
    expect(queue.take()).toBeNull()
  }
  now += speechGapMs / 10
  expect(text(queue.take())).toMatch(/^b/)
})

test('of ten things at once the first and the last are said, and the others are counted where they were', () => {
  for (let i = 1; i <= 10; i++) queue.add(String(i))
  expect(sayAll()).toEqual(['1', '2 +6', '9', '10'])
})

test('under lasting load something is said each second, nothing twice, and every other thing is counted', () => {
  const said: Utterance<string>[] = []
  const heardAt: number[] = []
  let added = 0
  for (; now < 30_000; now += 100) {
    queue.add(String(added++))
    const utterance = queue.take()
    if (utterance === null) continue
    said.push(utterance)
    heardAt.push(now)
  }
  for (let delay = queue.delayMs(); delay !== null; delay = queue.delayMs()) {
    now += delay
    said.push(queue.take() as Utterance<string>)
  }
  expect(heardAt.every((at, place) => place === 0 || at - heardAt[place - 1]! === speechGapMs)).toBe(true)
  const order = said.map(({ item }) => Number(item))
  expect(order).toEqual([...new Set(order)].sort((a, b) => a - b))
  expect(said.length + said.reduce((sum, { more }) => sum + more, 0)).toBe(added)
  expect(order.at(-1)).toBe(added - 1)
})

test('what the person waits for is said, whatever else happens', () => {
  queue.add('a')
  queue.add('answer', { expected: true })
  for (let i = 0; i < 50; i++) queue.add(`noise ${i}`)
  expect(sayAll().map(said => said.split(' ')[0])).toContain('answer')
})

test('more expected things than fit are omitted too, so that the queue stays bounded', () => {
  for (let i = 1; i <= 10; i++) queue.add(String(i), { expected: true })
  expect(sayAll()).toEqual(['1', '2 +6', '9', '10'])
})

test('equal things in a row are said once, with their number', () => {
  queue.add('start')
  for (let i = 0; i < 20; i++) queue.add('200 OK', { key: '200' })
  queue.add('404', { key: '404' })
  queue.add('200 OK', { key: '200' })
  expect(sayAll()).toEqual(['start', '200 OK ×20', '404', '200 OK'])
})

test('things that are known to be omitted are counted', () => {
  queue.add('a', { more: 7 })
  queue.add('b')
  expect(sayAll()).toEqual(['a +7', 'b'])
})

test('cleared things are never said, and the pause after the last utterance stays', () => {
  queue.add('a')
  queue.take()
  queue.add('b')
  queue.add('c')
  expect(queue.clear()).toEqual(['b', 'c'])
  expect(queue.delayMs()).toBeNull()
  queue.add('d')
  expect(queue.delayMs()).toBe(speechGapMs)
})
