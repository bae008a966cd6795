import { serveWitness } from './serve-witness.ts'
import type { WorkerPorts } from './worker-protocol.ts'

/** Does a run again up to a round that never ended, and says what it is about to do there: it will not end either. */
self.addEventListener('message', (event: MessageEvent<WorkerPorts>) => serveWitness(event.data.work), {
  once: true,
})
