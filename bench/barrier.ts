/** How often something happened in how much time. */
export interface Rate {
  readonly count: number
  readonly ms: number
}

/** What the page tells the bare conductor. */
export interface BarrierOrder {
  readonly ports: readonly MessagePort[]
  readonly ms: number
}

/**
 * Rounds of workers that do nothing: an empty grant to each over a port of its own, an empty reply from each,
 * then the next. Wired as the real ones: the page makes all workers, the conductor is one of them.
 */
export async function measureBarrier(workers: number, ms: number): Promise<Rate> {
  const conductor = new Worker(new URL('./barrier-conductor.ts', import.meta.url), { type: 'module' })
  const nodes: Worker[] = []
  const ports: MessagePort[] = []
  for (let i = 0; i < workers; i++) {
    const node = new Worker(new URL('./barrier-node.ts', import.meta.url), { type: 'module' })
    const { port1, port2 } = new MessageChannel()
    node.postMessage(port1, [port1])
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
