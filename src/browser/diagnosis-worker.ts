import { serveHangDiagnosis } from './serve-hang-diagnosis.ts'
import type { WorkerPorts } from './worker-protocol.ts'

/** Worker that replays a run up to the hanging round and reports each turn of that round. The replay hangs too. */
self.addEventListener('message', (event: MessageEvent<WorkerPorts>) => serveHangDiagnosis(event.data.work), {
  once: true,
})
