import type { Handler, Runtime } from './runtime.ts'

/** Observations instead of timings: each returns one figure or a short text. */
export const behaviours: Readonly<
  Record<string, { readonly title: string; readonly run: (runtime: Runtime) => Promise<number | string> }>
> = {
  heap: { title: 'heap of an idle actor that handled a message, bytes', run: heap },
  chain: { title: 'a message forwarded through 20,000 actors', run: chain },
  volley: { title: 'a 20 ms timer fires during an endless volley after, ms', run: volley },
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const message = (type: string, n: number) => ({ type, n, replyTo: null })

/** Heap after garbage collection; needs `--expose-gc` and must run first in its process. */
async function heap(runtime: Runtime): Promise<number> {
  const actors = 20_000
  const make = async (n: number): Promise<readonly unknown[]> => {
    let count = 0
    const factory = (): Handler => {
      let own = 0
      return m => {
        own += m.n
        count += own
      }
    }
    const refs = await Promise.all(Array.from({ length: n }, () => runtime.spawn(factory)))
    for (const ref of refs) runtime.tell(ref, message('first', 1))
    while (count < n) await pause(20)
    return refs
  }
  const collected = async (): Promise<number> => {
    for (let i = 0; i < 3; i++) {
      globalThis.gc!()
      await pause(50)
    }
    return process.memoryUsage().heapUsed
  }
  // The first actors allocate code and tables that later ones share.
  const first = await make(200)
  const before = await collected()
  const refs = await make(actors)
  const bytes = ((await collected()) - before) / actors
  if (first.length + refs.length !== actors + 200) throw new Error('Some actors are missing.')
  // The array of refs is not part of the actors' heap.
  return Math.round(bytes - 8)
}

async function chain(runtime: Runtime): Promise<string> {
  const hops = 20_000
  let reached = 0
  let arrived = false
  let next = await runtime.spawn(() => () => {
    arrived = true
  })
  for (let i = 0; i < hops; i++) {
    const to = next
    next = await runtime.spawn(() => m => {
      reached = m.n + 1
      runtime.tell(to, message('forward', reached))
    })
  }
  try {
    runtime.tell(next, message('forward', 0))
  } catch {
    return `thrown at the sender, ${reached} hops`
  }
  let still = 0
  for (let i = 0; i < 100 && !arrived && still < 10; i++) {
    const before = reached
    await pause(50)
    still = reached === before ? still + 1 : 0
  }
  if (still === 10) return `lost after ${reached} hops`
  return arrived ? 'arrives' : `only ${reached} hops in 5 s`
}

async function volley(runtime: Runtime): Promise<number | string> {
  const began = performance.now()
  let over = false
  let fired = 0
  let other: unknown
  const one = await runtime.spawn(() => () => {
    if (!over && performance.now() - began < 1500) runtime.tell(other, message('ball', 0))
  })
  other = await runtime.spawn(() => () => {
    if (!over && performance.now() - began < 1500) runtime.tell(one, message('ball', 0))
  })
  setTimeout(() => {
    fired = performance.now() - began
    over = true
  }, 20)
  try {
    runtime.tell(one, message('ball', 0))
  } catch {
    return 'stack overflow'
  }
  while (fired === 0) await pause(10)
  return fired > 1400 ? 'never' : Math.round(fired)
}
