import type { ChromiumWindow } from './chromium.ts'
import { expect } from './expect.ts'

/** A write whose acknowledgement the client has logged. */
export interface AcknowledgedWrite {
  readonly sequenceNr: number
  readonly key: string
  /** A number as text. It rises from write to write. */
  readonly value: string
}

/** The records of all runs in IndexedDB. */
interface RawStores {
  readonly commits: readonly (readonly RawWrite[])[]
  readonly heads: readonly { readonly highestSequenceNr: number; readonly deletedTo: number }[]
  readonly snapshots: readonly RawSnapshot[]
}

type RawWrite = readonly [persistenceId: string, offset: number, events: readonly RawEvent[]]

type RawEvent = readonly [
  sequenceNr: number,
  writerUuid: string,
  timestamp: number,
  payload: { readonly key: string; readonly value: string },
]

interface RawSnapshot {
  readonly key: readonly [persistenceId: string, sequenceNr: number, timestamp: number]
  readonly value: Readonly<Record<string, string>>
}

/** For new pages. A service worker would store the whole page; {@link terminateWorkers} needs the page's workers. */
export const initScript = `
  delete Navigator.prototype.serviceWorker
  window.workersOfPage = []
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args)
      window.workersOfPage.push(this)
    }
  }
`

/** Runs in the page: forms the cluster, then writes without a pause while the run plays as fast as possible. */
async function writeForEver(first: number): Promise<void> {
  const { playground, acknowledged } = window as unknown as {
    readonly playground: NonNullable<Window['playground']>
    readonly acknowledged: (text: string) => void
  }
  await playground.ready
  // Painting would take half of the processor from the writes.
  document.body.hidden = true
  let from = Number(await playground.time.now())
  await playground.time.runUntil(from + 12_000)
  await playground.time.speed(Number.POSITIVE_INFINITY)
  await playground.time.play()
  for (let number = first; ; number++) {
    const message =
      number % 50 === 0
        ? { type: 'SaveSnapshot' }
        : { type: 'Write', key: `key-${number % 40}`, value: `${number}` }
    await playground.do({ type: 'Tell', participant: 'client', actor: '/user/client', message })
    if (number % 4 > 0) continue
    const logged = await playground.trace({ type: 'Logged', node: 'client', from })
    for (const event of Array.isArray(logged) ? logged : []) {
      from = event.at
      const [, key, value, sequenceNr] =
        /^Write\(key=(.*), value=(.*)\) -> WriteAck\(sequenceNr=(\d+)\)$/.exec(event.text) ?? []
      if (sequenceNr !== undefined)
        acknowledged(JSON.stringify({ sequenceNr: Number(sequenceNr), key, value }))
    }
  }
}

/** Runs in the page: ends its workers one by one, in a random order and with pauses up to `mostMs`. Returns their number. */
async function terminateWorkers(mostMs: number): Promise<number> {
  const { workersOfPage } = window as unknown as { readonly workersOfPage: Worker[] }
  const workers = workersOfPage.splice(0).sort(() => Math.random() - 0.5)
  for (const worker of workers) {
    worker.terminate()
    await new Promise(resolve => setTimeout(resolve, Math.random() * mostMs))
  }
  return workers.length
}

/** Runs in any page of the origin: reads all records without the product's code. */
async function readRawStores(): Promise<RawStores> {
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const all: { commits: never[]; heads: never[]; snapshots: never[] } = {
    commits: [],
    heads: [],
    snapshots: [],
  }
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('actorium-run-')) continue
    const database = await answer(indexedDB.open(name))
    const transaction = database.transaction(['commits', 'heads', 'snapshots'])
    const [commits, heads, keys, values] = await Promise.all([
      answer(transaction.objectStore('commits').getAll()),
      answer(transaction.objectStore('heads').getAll()),
      answer(transaction.objectStore('snapshots').getAllKeys()),
      answer(transaction.objectStore('snapshots').getAll()),
    ])
    all.commits.push(...(commits as never[]))
    all.heads.push(...(heads as never[]))
    all.snapshots.push(...(keys.map((key, i) => ({ key, value: values[i] })) as never[]))
    database.close()
  }
  return all
}

/** A page of Chromium that writes, and the writes that it has seen acknowledged, which are kept outside of the browser. */
export class WriteLoad {
  /** By value, because the page reports the last one again. */
  readonly #acknowledged = new Map<string, AcknowledgedWrite>()
  #waiting: { readonly count: number; readonly resolve: () => void } | null = null
  #first = 1

  get acknowledged(): readonly AcknowledgedWrite[] {
    return [...this.#acknowledged.values()]
  }

  /** Forgets the acknowledged writes, because another run begins. */
  begin(): void {
    this.#acknowledged.clear()
  }

  /** Prepares a browser that has just been opened. */
  async attach(window: ChromiumWindow): Promise<void> {
    await window.addInitScript(initScript)
    await window.expose('acknowledged', text => {
      const write = JSON.parse(text) as AcknowledgedWrite
      this.#acknowledged.set(write.value, write)
      if (this.#waiting === null || this.#acknowledged.size < this.#waiting.count) return
      this.#waiting.resolve()
      this.#waiting = null
    })
  }

  /** Writes in the page until `count` more writes are acknowledged, and then up to `mostMs` longer. */
  async writeUntilRandomMoment(window: ChromiumWindow, count: number, mostMs: number): Promise<void> {
    const enough = new Promise<void>(resolve => {
      this.#waiting = { count: this.#acknowledged.size + count, resolve }
    })
    this.#first += 10_000
    // Its promise never settles; the end of the page or of the browser rejects it.
    window.evaluate(`(${writeForEver})(${this.#first})`).catch(() => undefined)
    await enough
    // The moment is the point of the test: nothing waits for an event here.
    await new Promise(resolve => setTimeout(resolve, Math.random() * mostMs))
  }
}

export const terminateWorkersOf = async (window: ChromiumWindow): Promise<number> =>
  Number(await window.evaluate(`(${terminateWorkers})(5)`))

/** Reads IndexedDB and compares it with what was acknowledged before. */
export async function expectDurable(
  window: ChromiumWindow,
  acknowledged: readonly AcknowledgedWrite[],
): Promise<void> {
  const { commits, heads, snapshots } = (await window.evaluate(`(${readRawStores})()`)) as RawStores
  expect(problemsOf({ commits, heads, snapshots }, acknowledged)).toEqual([])
}

/** One sentence for each promise that the stored records break. */
export function problemsOf(
  { commits, heads, snapshots }: RawStores,
  acknowledged: readonly AcknowledgedWrite[],
): readonly string[] {
  const problems: string[] = []
  const [{ deletedTo, highestSequenceNr } = { deletedTo: 0, highestSequenceNr: 0 }] = heads
  const stored = commits
    .flat()
    .flatMap(([, , events]) => events.map(([sequenceNr, , , payload]) => ({ sequenceNr, payload })))
  const events = stored.filter(({ sequenceNr }) => sequenceNr > deletedTo)
  const highest = events.at(-1)?.sequenceNr ?? Math.max(deletedTo, highestSequenceNr)
  for (const [i, { sequenceNr, payload }] of events.entries()) {
    if (sequenceNr !== deletedTo + 1 + i)
      problems.push(`Event ${sequenceNr} is stored where event ${deletedTo + 1 + i} belongs.`)
    const before = events[i - 1]
    if (before !== undefined && Number(before.payload.value) >= Number(payload.value))
      problems.push(`Event ${sequenceNr} has an older write than event ${before.sequenceNr}.`)
  }
  for (const { key } of snapshots)
    if (key[1] > highest) problems.push(`Snapshot ${key[1]} is ahead of event ${highest}.`)
  const newest = snapshots.toSorted((a, b) => a.key[1] - b.key[1]).at(-1)
  if (deletedTo > (newest?.key[1] ?? 0)) problems.push(`No snapshot covers the deleted event ${deletedTo}.`)
  const byNumber = new Map(events.map(event => [event.sequenceNr, event.payload]))
  for (const { sequenceNr, key, value } of acknowledged) {
    const payload = byNumber.get(sequenceNr)
    // A deleted event is in the snapshot, in which a later write may have replaced it.
    const kept =
      payload === undefined
        ? sequenceNr <= deletedTo && Number(newest?.value[key] ?? 0) >= Number(value)
        : payload.key === key && payload.value === value
    if (!kept) problems.push(`The acknowledged event ${sequenceNr} (${key} = ${value}) is missing.`)
  }
  return problems
}
