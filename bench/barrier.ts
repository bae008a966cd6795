/** A count and the milliseconds it took. */
export interface Rate {
  readonly count: number
  readonly ms: number
}

/** The page's first message to the bare conductor. */
export interface BarrierOrder {
  readonly ports: readonly MessagePort[]
  readonly ms: number
}

/** The page's first message to a bare node. A node with a ring posts one empty frame a round to its neighbour. */
export interface BarrierNodeOrder {
  readonly port: MessagePort
  readonly ring: Ring | null
}

interface Ring {
  readonly runId: string
  readonly id: string
  readonly previous: string
  readonly next: string
}

/**
 * Rounds of workers that do nothing: an empty grant to each over a port of its own, an empty reply from each,
 * then the next. Wired as the real ones: the page makes all workers, the conductor is one of them. With `posts`
 * each node also posts a frame to its neighbour, over the channels of the real wire, and waits for its own neighbour's
 * frame.
 */
export async function measureBarrier(workers: number, ms: number, posts = false): Promise<Rate> {
  const conductor = new Worker(new URL('./barrier-conductor.ts', import.meta.url), { type: 'module' })
  const nodes: Worker[] = []
  const ports: MessagePort[] = []
  const runId = `bench-${performance.now()}`
  const id = (i: number): string => `node-${(i + workers) % workers}`
  for (let i = 0; i < workers; i++) {
    const node = new Worker(new URL('./barrier-node.ts', import.meta.url), { type: 'module' })
    const { port1, port2 } = new MessageChannel()
    const ring = posts ? { runId, id: id(i), previous: id(i - 1), next: id(i + 1) } : null
    node.postMessage({ port: port1, ring } satisfies BarrierNodeOrder, [port1])
    nodes.push(node)
    ports.push(port2)
  }
  const done = new Promise<Rate>((resolve, reject) => {
    conductor.onmessage = (event: MessageEvent<Rate>) => resolve(event.data)
    for (const worker of [conductor, ...nodes]) worker.onerror = event => reject(new Error(event.message))
  })
  conductor.postMessage({ ports, ms } satisfies BarrierOrder, ports)
  const rate = await done
  for (const worker of [conductor, ...nodes]) worker.terminate()
  return rate
}
