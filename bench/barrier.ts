/** A count and the milliseconds it took. */
export interface Rate {
  readonly count: number
  readonly ms: number
}

/** A worker that is granted a round, by index, and the workers to which it then posts one empty frame each. */
export type BareGrant = readonly [worker: number, receivers: readonly number[]]

/** Rounds that are granted one after another, and then again. */
export type BareRounds = readonly (readonly BareGrant[])[]

/** The page's first message to the bare conductor. Without rounds it grants every worker every round, without posts. */
export interface BarrierOrder {
  readonly ports: readonly MessagePort[]
  readonly ms: number
  readonly rounds: BareRounds | null
}

/** The page's first message to a bare node. */
export interface BarrierNodeOrder {
  readonly port: MessagePort
  /** Its name and those of its peers on the channels of a run; null: it never posts. */
  readonly wire: { readonly runId: string; readonly id: string; readonly peers: readonly string[] } | null
}

/** A grant of the bare conductor. The first one of all asks the node to open its channels. */
export interface BareGrantMessage {
  readonly round: number
  /** Frames that must have arrived before the round. */
  readonly expect: number
  readonly to: readonly string[]
}

export const nameOf = (worker: number): string => `node-${worker + 1}`

/** Each worker posts one frame a round to its neighbour. */
export const ringOf = (workers: number): BareRounds => [
  Array.from({ length: workers }, (_, i): BareGrant => [i, [(i + 1) % workers]]),
]

/**
 * Rounds of workers that do nothing: a grant to each over a port of its own, an empty reply from each, then the next. Wired
 * as the real ones: the page makes all workers, the conductor is one of them, and the frames of `rounds` travel over the
 * channels of the real wire.
 */
export async function measureBarrier(
  workers: number,
  ms: number,
  rounds: BareRounds | null = null,
): Promise<Rate> {
  const conductor = new Worker(new URL('./barrier-conductor.ts', import.meta.url), { type: 'module' })
  const nodes: Worker[] = []
  const ports: MessagePort[] = []
  const runId = `bench-${performance.now()}`
  const peers = Array.from({ length: workers }, (_, i) => nameOf(i))
  for (let i = 0; i < workers; i++) {
    const node = new Worker(new URL('./barrier-node.ts', import.meta.url), { type: 'module' })
    const { port1, port2 } = new MessageChannel()
    const wire = rounds === null ? null : { runId, id: nameOf(i), peers }
    node.postMessage({ port: port1, wire } satisfies BarrierNodeOrder, [port1])
    nodes.push(node)
    ports.push(port2)
  }
  const done = new Promise<Rate>((resolve, reject) => {
    conductor.onmessage = (event: MessageEvent<Rate>) => resolve(event.data)
    for (const worker of [conductor, ...nodes]) worker.onerror = event => reject(new Error(event.message))
  })
  conductor.postMessage({ ports, ms, rounds } satisfies BarrierOrder, ports)
  const rate = await done
  for (const worker of [conductor, ...nodes]) worker.terminate()
  return rate
}
