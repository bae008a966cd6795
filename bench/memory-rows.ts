import type { CDPSession, Page } from '@playwright/test'
import type { Playground } from '../src/browser/index.ts'
import type { Browser } from './browser.ts'
import { fixed, type Row, thousands } from './table.ts'

const samples = 6
const memoryBarMB = 300

interface Sample {
  readonly events: number
  readonly virtualMs: number
  readonly pageMB: number
  readonly conductorMB: number
  /** All participants' workers together. */
  readonly participantsMB: number
}

/** In `minutes`: heap of the shipped page and its workers while `cqrs` plays at the greatest speed, after a garbage collection each. */
export async function memoryRows({ context, shippedUrl }: Browser, minutes: number): Promise<readonly Row[]> {
  const page = await context.newPage()
  const heaps = await openHeaps(page)
  await page.goto(`${shippedUrl}?seed=7`)
  await page.waitForFunction(() => window.playground !== undefined)
  await page.evaluate(async () => {
    const { playground } = window as unknown as { readonly playground: Playground }
    await playground.ready
    await playground.time.speed(Number.POSITIVE_INFINITY)
    await playground.time.play()
  })
  const taken: Sample[] = []
  for (let i = 0; i < samples; i++) {
    await page.waitForTimeout((minutes * 60_000) / samples)
    taken.push(await takeSample(page, heaps))
  }
  await page.close()
  return taken.map(({ events, virtualMs, pageMB, conductorMB, participantsMB }) => ({
    what: `heap after ${thousands(events)} events, ${thousands(virtualMs / 1000)} virtual s, MB: the page (conductor: ${fixed(conductorMB)}, participants together: ${fixed(participantsMB)})`,
    ours: fixed(pageMB),
    limit: `bar ${memoryBarMB}`,
    ratio: pageMB / memoryBarMB,
  }))
}

async function takeSample(page: Page, heaps: Heaps): Promise<Sample> {
  const { events, at } = await page.evaluate(async () => {
    const { playground } = window as unknown as { readonly playground: Playground }
    const view = await playground.view()
    if ('refused' in view) throw new Error(view.refused)
    return { events: view.events, at: view.at }
  })
  const sizes = await heaps()
  const [conductor, participants] = [
    sizes.filter(({ name }) => name === 'conductor'),
    sizes.filter(({ name }) => name !== 'conductor' && name !== 'page'),
  ]
  const sum = (of: readonly HeapSize[]) => of.reduce((total, { bytes }) => total + bytes, 0) / 1e6
  return {
    events,
    virtualMs: at,
    pageMB: sum(sizes.filter(({ name }) => name === 'page')),
    conductorMB: sum(conductor),
    participantsMB: sum(participants),
  }
}

interface HeapSize {
  /** `page`, `conductor`, or the key of a participant's worker. */
  readonly name: string
  /** Objects and array buffers after a garbage collection. */
  readonly bytes: number
}

type Heaps = () => Promise<readonly HeapSize[]>

interface HeapUsage {
  readonly usedSize: number
  readonly backingStorageSize?: number
}

/** Attaches to the page's workers, also to later ones, and returns the function that measures all heaps. */
async function openHeaps(page: Page): Promise<Heaps> {
  const session = await page.context().newCDPSession(page)
  const workers = new Map<string, string>()
  const answers = new Map<string, (usage: HeapUsage) => void>()
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.set(sessionId, targetInfo.title || targetInfo.url)
  })
  session.on('Target.detachedFromTarget', ({ sessionId }) => {
    workers.delete(sessionId)
    answers.get(sessionId)?.({ usedSize: 0 })
  })
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    const { id, result } = JSON.parse(message) as { readonly id: number; readonly result: HeapUsage }
    if (id === usageId) answers.get(sessionId)?.(result)
  })
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  return async () => {
    const sizes = [{ name: 'page', bytes: await pageBytes(session) }]
    for (const [sessionId, name] of workers) {
      const usage = await new Promise<HeapUsage>(resolve => {
        answers.set(sessionId, resolve)
        const send = (id: number, method: string) =>
          session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
        void send(1, 'HeapProfiler.collectGarbage').then(() => send(usageId, 'Runtime.getHeapUsage'))
      })
      sizes.push({ name, bytes: bytesOf(usage) })
    }
    return sizes
  }
}

const usageId = 2

async function pageBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  return bytesOf(await session.send('Runtime.getHeapUsage'))
}

const bytesOf = ({ usedSize, backingStorageSize = 0 }: HeapUsage): number => usedSize + backingStorageSize
